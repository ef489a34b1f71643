// Runs bytes through a Connection in every split and compares what happens, in words, with the expectation.
//
// check(endpoint, wire, story) feeds `wire` whole, byte by byte and in seeded random splits (there is no way
// to run only one) and compares the events and the frames sent, in order, with the lines of `story`. Every
// frame sent is taken apart here, without code of src/, and its form is judged too: shortest length, masked
// by clients alone, each key of the source used once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "frame/connection.hpp"
#include "support/catch.hpp"
#include "support/frames.hpp"
#include "support/splits.hpp"

namespace ws101::testing {

inline constexpr Role kRoles[] = {Role::Server, Role::Client};

inline std::string word(Role role) {
  return role == Role::Server ? "server" : "client";
}

inline std::string word(State state) {
  static constexpr const char* kWords[] = {"Open",         "CloseSent", "ClosedByUs",
                                           "ClosedByPeer", "Failed",    "Lost"};
  return kWords[static_cast<std::size_t>(state)];
}

inline std::string hex_of(Bytes bytes, std::size_t at_most = 64) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < bytes.size() && i < at_most; ++i) {
    if (i > 0) text += ' ';
    text += kDigits[bytes[i] >> 4];
    text += kDigits[bytes[i] & 15];
  }
  if (bytes.size() > at_most) text += " ... (" + std::to_string(bytes.size()) + " bytes)";
  return text;
}

// "Hello" in quotes; other bytes in hex; long payloads by length, beginning and hash.
inline std::string in_words(Bytes payload) {
  bool plain = true;
  for (std::size_t i = 0; i < payload.size() && i < 128; ++i)
    plain &= payload[i] >= 0x20 && payload[i] < 0x7F;
  if (payload.size() <= 128) {
    return plain ? '"' + std::string(text_of(payload)) + '"' : "<" + hex_of(payload, 128) + ">";
  }
  return std::to_string(payload.size()) + " bytes <" + hex_of(payload.first(8)) + " ...> hash " +
         std::to_string(std::hash<std::string_view>()(text_of(payload)));
}

// ---- The lines of a story

using Story = std::vector<std::string>;
inline Story operator+(Story first, const Story& then) {
  first.insert(first.end(), then.begin(), then.end());
  return first;
}
inline Story operator*(const Story& story, std::size_t times) {
  Story all;
  for (std::size_t i = 0; i < times; ++i) all.insert(all.end(), story.begin(), story.end());
  return all;
}

inline Story got(int opcode, Bytes payload) {
  static const std::string kNames[] = {"got 0 ", "got text ", "got binary "};
  if (opcode == kPing) return {"got ping " + in_words(payload)};
  if (opcode == kPong) return {"got pong " + in_words(payload)};
  return {kNames[opcode] + in_words(payload)};
}
inline Story got_text(std::string_view text) {
  return got(kText, bytes_of(text));
}
inline Story got_binary(Bytes payload) {
  return got(kBinary, payload);
}
inline Story got_ping(std::string_view payload = {}) {
  return got(kPing, bytes_of(payload));
}
inline Story got_pong(std::string_view payload = {}) {
  return got(kPong, bytes_of(payload));
}

inline Story sent(int opcode, Bytes payload) {
  static const std::string kNames[] = {"continuation", "text", "binary", "3",  "4",  "5",  "6",  "7",
                                       "close",        "ping", "pong",   "11", "12", "13", "14", "15"};
  if (opcode != kClose || payload.size() < 2) return {"sent " + kNames[opcode] + ' ' + in_words(payload)};
  return {"sent close " + std::to_string(payload[0] << 8 | payload[1]) + ' ' + in_words(payload.subspan(2))};
}
inline Story sent_text(std::string_view text) {
  return sent(kText, bytes_of(text));
}
inline Story sent_ping(std::string_view payload = {}) {
  return sent(kPing, bytes_of(payload));
}
inline Story sent_pong(std::string_view payload = {}) {
  return sent(kPong, bytes_of(payload));
}
inline Story sent_close() {
  return sent(kClose, {});
}
inline Story sent_close(int code, std::string_view reason = {}) {
  return sent(kClose, raw({code >> 8, code & 255}) + bytes(reason));
}
// A ping and its answer: the pong is on its way when the handler hears of the ping.
inline Story answered_ping(std::string_view payload = {}) {
  return sent_pong(payload) + got_ping(payload);
}

inline Story ended(State state, int code, std::string_view reason = {}) {
  return {"ended " + word(state) + ' ' + std::to_string(code) + ' ' + in_words(bytes_of(reason))};
}
inline Story ended(Violation violation) {
  const ViolationInfo& what = info(violation);
  return {ended(State::Failed, number(what.close_code), what.words)[0] + " [" + std::string(what.id) + ']'};
}
inline Story lost() {
  return ended(State::Lost, 1006, "TCP ended without a Close frame");
}
// The Close that answers a violation, and the event.
inline Story failed(Violation violation) {
  const ViolationInfo& what = info(violation);
  return sent_close(number(what.close_code), what.words) + ended(violation);
}

// ---- One endpoint

// Known keys, each one different, so that what a client sends can be predicted.
class CountedKeys : public MaskSource {
 public:
  static MaskingKey nth(std::uint32_t n) {
    const std::uint32_t mixed = (n + 1) * 2654435761u;
    return {static_cast<std::uint8_t>(mixed >> 24), static_cast<std::uint8_t>(mixed >> 16),
            static_cast<std::uint8_t>(mixed >> 8), static_cast<std::uint8_t>(mixed)};
  }
  MaskingKey next_key() override { return nth(given_++); }
  std::uint32_t given() const { return given_; }

 private:
  std::uint32_t given_ = 0;
};

inline Connection make_connection(Role role, MaskSource& keys, const MessageLimits& limits = {}) {
  return role == Role::Server ? Connection::server(limits) : Connection::client(keys, limits);
}

// The space that prepare() gives, which has to be at least `least` bytes: a test must neither loop nor write without it.
inline MutableBytes space_of(Connection& connection, std::size_t least = 1) {
  const MutableBytes space = connection.prepare();
  if (space.size() < least)
    FAIL("prepare() gave space for " << space.size() << " bytes, expected at least " << least);
  return space;
}

// A connection under test and the diary of what it does.
class Endpoint : public Handler, public Output {
 public:
  explicit Endpoint(Role role, const MessageLimits& limits = {})
      : role_(role), connection_(make_connection(role, keys_, limits)) {}
  Endpoint(const Endpoint&) = delete;  // the connection knows where its keys are
  Endpoint& operator=(const Endpoint&) = delete;

  Connection& connection() { return connection_; }
  const Story& diary() const { return diary_; }
  const Wire& wire() const { return wire_; }  // everything sent, as bytes
  std::size_t fed() const { return fed_; }
  // After how many bytes of input each line of the diary was written.
  const std::vector<std::size_t>& when() const { return when_; }

  // Runs on every event: what the program above does.
  std::function<void(Endpoint&, Opcode, Bytes)> on_message_do;
  std::function<void(Endpoint&)> on_ping_do;

  void feed(Bytes in) {
    while (!in.empty()) {
      const MutableBytes space = space_of(connection_);
      const std::size_t count = std::min(space.size(), in.size());
      std::copy_n(in.begin(), count, space.begin());
      in = in.subspan(count);
      fed_ += count;
      connection_.commit(count, *this, *this);
    }
  }
  void end_of_file() { connection_.commit_eof(*this); }

  // A frame cut short at the end of a run is a fault of ours.
  void finish() {
    if (unread_ < wire_.size()) note({"sent half a frame <" + hex_of(Bytes(wire_).subspan(unread_)) + ">"});
  }

  void on_message(Opcode kind, Bytes payload) override {
    note(got(static_cast<int>(kind), payload));
    if (on_message_do) on_message_do(*this, kind, payload);
  }
  void on_ping(Bytes payload) override {
    note(got(kPing, payload));
    if (on_ping_do) on_ping_do(*this);
  }
  void on_pong(Bytes payload) override { note(got(kPong, payload)); }
  void on_close(const CloseEvent& event) override {
    Story line = ended(event.state, number(event.code), event.reason);
    if (event.violation) line[0] += " [" + std::string(info(*event.violation).id) + ']';
    if (event.state != connection_.state()) line[0] += " but the state is " + word(connection_.state());
    if (event.clean() != (event.state == State::ClosedByUs || event.state == State::ClosedByPeer)) {
      line[0] += " and clean() is wrong";
    }
    note(line);
  }
  void write(Bytes header, Bytes payload) override {
    wire_.insert(wire_.end(), header.begin(), header.end());
    wire_.insert(wire_.end(), payload.begin(), payload.end());
    while (read_sent_frame()) {
    }
  }

 private:
  void note(const Story& lines) {
    diary_.insert(diary_.end(), lines.begin(), lines.end());
    when_.resize(diary_.size(), fed_);
  }

  // Takes one frame that we sent apart, and judges its form (F14).
  bool read_sent_frame() {
    const Bytes in = Bytes(wire_).subspan(unread_);
    if (in.size() < 2) return false;
    const bool masked = (in[1] & 128) != 0;
    const std::size_t length7 = in[1] & 127;
    const std::size_t extended = length7 == 126 ? 2 : length7 == 127 ? 8 : 0;
    const std::size_t header = 2 + extended + (masked ? 4 : 0);
    if (in.size() < header) return false;
    std::size_t length = extended == 0 ? length7 : 0;
    for (std::size_t i = 0; i < extended; ++i) length = length << 8 | in[2 + i];
    if (in.size() - header < length) return false;

    std::string fault;
    if ((in[0] & 0xF0) != 0x80) fault += " FIN or RSV are wrong;";
    if (masked != (role_ == Role::Client)) fault += masked ? " a server masked;" : " a client did not mask;";
    if ((extended == 2 && length < 126) || (extended == 8 && length < 65536))
      fault += " the length is not minimal;";
    Wire payload(in.begin() + static_cast<std::ptrdiff_t>(header),
                 in.begin() + static_cast<std::ptrdiff_t>(header + length));
    if (masked) {
      const MaskingKey key = CountedKeys::nth(frames_);
      if (!std::equal(key.begin(), key.end(), in.begin() + static_cast<std::ptrdiff_t>(2 + extended))) {
        fault += " not the next masking key;";
      }
      for (std::size_t i = 0; i < length; ++i)
        payload[i] = static_cast<std::uint8_t>(payload[i] ^ key[i % 4]);
    }
    ++frames_;
    unread_ += header + length;
    Story line = sent(in[0] & 15, payload);
    if (!fault.empty()) line[0] += " BADLY FORMED:" + fault;
    note(line);
    return true;
  }

  Role role_;
  CountedKeys keys_;
  Connection connection_;
  Story diary_;
  std::vector<std::size_t> when_;
  std::size_t fed_ = 0;
  Wire wire_;
  std::size_t unread_ = 0;
  std::uint32_t frames_ = 0;
};

// ---- Checking

// What surrounds the bytes of a vector.
struct Scene {
  Role role = Role::Server;
  MessageLimits limits = {};
  std::function<void(Endpoint&)> before = {};  // what the endpoint does before the bytes come
  std::function<void(Endpoint&, Opcode, Bytes)> on_message = {};
  bool echo = false;  // every message is sent back
  bool end_of_file = false;
  SplitSet splits = SplitSet::All;
};

// What the run one byte at a time showed.
struct Findings {
  std::vector<std::size_t> when;  // after how many bytes each line of the story was written
  Wire sent;                      // the same bytes in every split
  State state = State::Open;
};

inline std::string beside(const Story& expected, const Story& got) {
  std::ostringstream text;
  for (std::size_t i = 0; i < std::max(expected.size(), got.size()); ++i) {
    const std::string want = i < expected.size() ? expected[i] : "(nothing)";
    const std::string have = i < got.size() ? got[i] : "(nothing)";
    text << "  step " << i + 1 << (want == have ? "   as expected: " : "   EXPECTED:    ") << want << '\n';
    if (want != have) text << "           but came:    " << have << '\n';
  }
  return text.str();
}

inline void run_in(const Scene& scene, Endpoint& endpoint, Bytes wire, const Split& split) {
  if (scene.before) scene.before(endpoint);
  if (scene.on_message) endpoint.on_message_do = scene.on_message;
  if (scene.echo) {
    endpoint.on_message_do = [](Endpoint& self, Opcode kind, Bytes payload) {
      self.connection().send(kind, payload, self);
    };
  }
  std::size_t begin = 0;
  for (const std::size_t cut : split.cuts) {
    endpoint.feed(wire.subspan(begin, cut - begin));
    begin = cut;
  }
  endpoint.feed(wire.subspan(begin));
  if (scene.end_of_file) endpoint.end_of_file();
  endpoint.finish();
}

inline Findings check(const Scene& scene, const Wire& wire, const Story& expected) {
  Findings findings;
  const std::vector<Split>& splits = splits_of(wire.size(), scene.splits);
  for (const Split& split : splits) {
    const auto story = [&](const std::string& what) {
      return "a " + word(scene.role) + " was fed " + std::to_string(wire.size()) + " bytes: " + hex_of(wire) +
             "\n  split: " + split.name + '\n' + what;
    };
    Endpoint endpoint(scene.role, scene.limits);
    run_in(scene, endpoint, wire, split);
    if (endpoint.diary() != expected) {
      FAIL(story(beside(expected, endpoint.diary())));
    }
    const bool first = &split == &splits.front();
    if (!first && endpoint.wire() != findings.sent) {
      FAIL(story("  the bytes sent differ from those of the whole input:\n  " + hex_of(endpoint.wire()) +
                 "\n  against " + hex_of(findings.sent)));
    }
    if (first) findings.sent = endpoint.wire();
    if (&split == &splits[std::min<std::size_t>(1, splits.size() - 1)]) findings.when = endpoint.when();
    findings.state = endpoint.connection().state();
  }
  return findings;
}

// The same for an endpoint that fails the connection: checks also that it does so with byte number `decides`
// (counted from 1), neither before nor after, and that the state is Failed.
inline void check_fails(const Scene& scene, const Wire& wire, const Story& before, Violation violation,
                        std::size_t decides) {
  const Story expected = before + failed(violation);
  const Findings findings = check(scene, wire, expected);
  INFO("a " << word(scene.role) << " was fed " << hex_of(wire) << ", violation " << info(violation).id);
  CHECK(findings.state == State::Failed);
  CHECK(findings.when.back() == decides);
  CHECK(findings.when[findings.when.size() - 2] == decides);
}

// What the peer of an endpoint sends.
inline Sender peer_of(Role role) {
  return role == Role::Server ? client() : server();
}

}  // namespace ws101::testing

// Assertions print bytes as hex.
template <>
struct Catch::StringMaker<ws101::testing::Wire> {
  static std::string convert(const ws101::testing::Wire& wire) {
    return '<' + ws101::testing::hex_of(wire) + '>';
  }
};
