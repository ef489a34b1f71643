// Any split of any bytes gives the same events and the same output, in both roles, within the promised memory.
// The first two bytes choose the role, the limits, compression, what the program does, and the split; the rest is the
// wire.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "frame/connection.hpp"
#include "net/permessage_deflate.hpp"
#include "text/utf8.hpp"

namespace {

using namespace ws101;

class CountedKeys : public MaskSource {
 public:
  MaskingKey next_key() override {
    ++given_;
    return {given_, static_cast<std::uint8_t>(given_ * 3), 0x55, 0xAA};
  }

 private:
  std::uint8_t given_ = 0;
};

constexpr std::uint64_t kMostInflated = std::uint64_t{64} << 10;

struct Choices {
  explicit Choices(std::uint8_t bits)
      : role((bits & 1) != 0 ? Role::Client : Role::Server),
        echo((bits & 4) != 0),
        closes_first((bits & 8) != 0),
        closes_in_message((bits & 16) != 0),
        releases((bits & 32) != 0),
        deflates((bits & 64) != 0) {
    if (deflates) limits.max_message = kMostInflated;
    if ((bits & 2) != 0) limits = {.max_message = 100, .max_fragments = 4};
    if ((bits & 128) != 0) params = {true, true, 9, 9};
  }
  Role role;
  MessageLimits limits;
  bool echo;
  bool closes_first;
  bool closes_in_message;
  bool releases;
  bool deflates;
  DeflateParams params;  // with deflates
};

// The receive buffer; room for the next read of a long message, and half as much again.
constexpr std::size_t kMostDeflating = std::size_t{512}
                                       << 10;  // windows, tables, a message and what it compresses to
constexpr std::size_t kMostAhead = kLargeBuffer + (std::size_t{3} << 19) + (std::size_t{128} << 10);

void must(bool condition) {
  if (!condition) std::abort();
}

class Run {
 public:
  explicit Run(const Choices& choices)
      : choices_(choices),
        connection_(choices.role == Role::Server ? Connection::server(choices.limits)
                                                 : Connection::client(keys_, choices.limits)) {
    if (choices.deflates) {
      connection_.compress_with(make_compressor(choices.role, choices.params, {.least = 0}),
                                make_decompressor(choices.role, choices.params));
    }
    if (choices.closes_first) connection_.close(CloseCode::GoingAway, "first");
  }

  void feed(Bytes in) {
    while (!in.empty()) {
      const MutableBytes space = connection_.space();
      must(!space.empty());
      const std::size_t count = std::min(space.size(), in.size());
      std::copy_n(in.begin(), count, space.begin());
      in = in.subspan(count);
      connection_.received(count);
      pull();
      if (choices_.releases) connection_.release_idle();
      fed_ += count;
      must(connection_.memory() <= kMostAhead + fed_ * 2 + (choices_.deflates ? kMostDeflating : 0));
    }
  }
  void finish() {
    connection_.ended();
    pull();
    must(connection_.closed());
    must(ends_ == 1);
    must(!connection_.send(Opcode::Text, {}));
  }

  std::string story;
  std::vector<std::uint8_t> sent;

 private:
  void pull() {
    collect();
    while (const auto event = connection_.next()) {
      collect();
      std::visit([this](const auto& what) { tell(what); }, *event);
      collect();
    }
  }
  void tell(const Message& message) {
    const auto [kind, payload] = std::pair(message.kind, message.payload);
    must(connection_.state() == State::Open);
    must(payload.size() <= choices_.limits.max_message);
    if (kind == Opcode::Text) {
      Utf8Validator validator;
      validator.feed_obvious(payload);
      must(validator.complete());
    }
    note(kind == Opcode::Text ? 't' : 'b', payload);
    if (choices_.echo) must(connection_.send(kind, payload));
    if (choices_.closes_in_message) must(connection_.close(CloseCode::Normal, "enough"));
  }
  void tell(const Ping& ping) {
    must(ping.payload.size() <= kMaxControlPayload);
    note('p', ping.payload);
  }
  void tell(const Pong& pong) { note('q', pong.payload); }
  void tell(const CloseEvent& event) {
    ++ends_;
    must(connection_.closed());
    must(event.state == connection_.state());
    story += std::to_string(number(event.code)) + std::to_string(static_cast<int>(event.state));
    note('c', bytes_of(event.reason));
  }
  void collect() {
    const Bytes out = connection_.pending();
    if (out.empty()) return;
    sent.insert(sent.end(), out.begin(), out.end());
    connection_.sent(out.size());
    note('w', {});
  }
  void note(char kind, Bytes payload) {
    must(ends_ == 0 || kind == 'c');  // nothing happens after the end
    story += kind;
    story += std::to_string(payload.size()) + ':';
    story += text_of(payload);
  }

  const Choices& choices_;
  CountedKeys keys_;
  Connection connection_;
  std::size_t fed_ = 0;
  int ends_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const Choices choices(data[0]);
  std::uint32_t random = data[1] + 1u;
  const Bytes wire(data + 2, size - 2);

  Run whole(choices);
  whole.feed(wire);
  whole.finish();

  Run single(choices);
  for (std::size_t i = 0; i < wire.size(); ++i) single.feed(wire.subspan(i, 1));
  single.finish();

  Run split(choices);
  for (Bytes rest = wire; !rest.empty();) {
    random = random * 1664525 + 1013904223;
    const std::size_t count = std::min<std::size_t>(rest.size(), 1 + (random >> 16) % (1u + data[1] * 4u));
    split.feed(rest.first(count));
    rest = rest.subspan(count);
  }
  split.finish();

  must(single.story == whole.story && split.story == whole.story);
  must(single.sent == whole.sent && split.sent == whole.sent);
  return 0;
}
