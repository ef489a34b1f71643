// Runs bytes through a Connection in every split and compares what happens, in words, with the expectation.
//
// check(endpoint, wire, story) feeds `wire` whole, byte by byte and in seeded random splits (there is no way
// to run only one) and compares the events and the frames sent, in order, with the lines of `story`. Every
// frame sent is taken apart here, without code of src/, and its form is judged too: shortest length, masked
// by clients alone, each key of the source used once.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
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

inline std::string_view word(State state) {
  static constexpr std::string_view kWords[] = {"Open",         "CloseSent", "ClosedByUs",
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

// The parts one behind the other. Hundreds of thousands of lines are written: each takes one allocation.
inline std::string joined(std::initializer_list<std::string_view> parts) {
  std::size_t size = 0;
  for (const std::string_view part : parts) size += part.size();
  std::string text;
  text.reserve(size);
  for (const std::string_view part : parts) text += part;
  return text;
}

// Tells long payloads apart by their content, in four lanes of eight bytes: std::hash takes longer than receiving them.
inline std::uint64_t fingerprint(Bytes bytes) {
  std::array<std::uint64_t, 4> lanes{1, 2, 3, 4};
  while (!bytes.empty()) {
    std::array<std::uint64_t, 4> block{};
    const std::size_t count = std::min(bytes.size(), sizeof block);
    std::memcpy(block.data(), bytes.data(), count);
    for (std::size_t i = 0; i < lanes.size(); ++i) lanes[i] = (lanes[i] ^ block[i]) * 0x9E3779B97F4A7C15;
    bytes = bytes.subspan(count);
  }
  std::uint64_t all = 0;
  for (const std::uint64_t lane : lanes) all = (all ^ lane) * 0x9E3779B97F4A7C15;
  return all;
}

// "Hello" in quotes; other bytes in hex; long payloads by length, beginning and hash.
inline std::string in_words(Bytes payload) {
  if (payload.size() > 128) {
    return joined({std::to_string(payload.size()), " bytes <", hex_of(payload.first(8)), " ...> hash ",
                   std::to_string(fingerprint(payload))});
  }
  const bool plain = std::all_of(payload.begin(), payload.end(),
                                 [](std::uint8_t byte) { return byte >= 0x20 && byte < 0x7F; });
  return plain ? joined({"\"", text_of(payload), "\""}) : joined({"<", hex_of(payload, 128), ">"});
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

inline constexpr std::string_view kOpcodeWords[] = {
    "continuation", "text", "binary", "3",  "4",  "5",  "6",  "7",
    "close",        "ping", "pong",   "11", "12", "13", "14", "15"};

inline std::string got_line(int opcode, Bytes payload) {
  return joined({"got ", kOpcodeWords[opcode & 15], " ", in_words(payload)});
}
inline Story got(int opcode, Bytes payload) {
  return {got_line(opcode, payload)};
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

inline std::string sent_line(int opcode, Bytes payload) {
  if (opcode != kClose || payload.size() < 2)
    return joined({"sent ", kOpcodeWords[opcode], " ", in_words(payload)});
  return joined(
      {"sent close ", std::to_string(payload[0] << 8 | payload[1]), " ", in_words(payload.subspan(2))});
}
inline Story sent(int opcode, Bytes payload) {
  return {sent_line(opcode, payload)};
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

inline std::string ended_line(State state, int code, std::string_view reason,
                              std::optional<Violation> violation) {
  const std::string line =
      joined({"ended ", word(state), " ", std::to_string(code), " ", in_words(bytes_of(reason))});
  return violation ? joined({line, " [", info(*violation).id, "]"}) : line;
}
inline Story ended(State state, int code, std::string_view reason = {}) {
  return {ended_line(state, code, reason, std::nullopt)};
}
inline Story ended(Violation violation) {
  const ViolationInfo& what = info(violation);
  return {ended_line(State::Failed, number(what.close_code), what.words, violation)};
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
  // `spare` is memory for what will be sent; its bytes do not matter.
  explicit Endpoint(Role role, const MessageLimits& limits = {}, Wire spare = {})
      : role_(role), connection_(make_connection(role, keys_, limits)), wire_(std::move(spare)) {
    wire_.clear();
    diary_.reserve(4);
    when_.reserve(4);
  }
  Endpoint(const Endpoint&) = delete;  // the connection knows where its keys are
  Endpoint& operator=(const Endpoint&) = delete;

  Connection& connection() { return connection_; }
  const Story& diary() const { return diary_; }
  const Wire& wire() const { return wire_; }  // everything sent, as bytes
  Wire take_wire() { return std::move(wire_); }
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
    if (unread_ < wire_.size()) note("sent half a frame <" + hex_of(Bytes(wire_).subspan(unread_)) + ">");
  }

  void on_message(Opcode kind, Bytes payload) override {
    note(got_line(static_cast<int>(kind), payload));
    if (on_message_do) on_message_do(*this, kind, payload);
  }
  void on_ping(Bytes payload) override {
    note(got_line(kPing, payload));
    if (on_ping_do) on_ping_do(*this);
  }
  void on_pong(Bytes payload) override { note(got_line(kPong, payload)); }
  void on_close(const CloseEvent& event) override {
    std::string line = ended_line(event.state, number(event.code), event.reason, event.violation);
    if (event.state != connection_.state()) (line += " but the state is ") += word(connection_.state());
    if (event.clean() != (event.state == State::ClosedByUs || event.state == State::ClosedByPeer)) {
      line += " and clean() is wrong";
    }
    note(std::move(line));
  }
  void write(Bytes header, Bytes payload) override {
    wire_.insert(wire_.end(), header.begin(), header.end());
    wire_.insert(wire_.end(), payload.begin(), payload.end());
    while (read_sent_frame()) {
    }
  }

 private:
  void note(std::string line) {
    diary_.push_back(std::move(line));
    when_.push_back(fed_);
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
    Bytes payload = in.subspan(header, length);
    Wire unmasked;
    if (masked) {
      const MaskingKey key = CountedKeys::nth(frames_);
      if (!std::equal(key.begin(), key.end(), in.begin() + static_cast<std::ptrdiff_t>(2 + extended))) {
        fault += " not the next masking key;";
      }
      unmasked.assign(payload.begin(), payload.end());
      for (std::size_t i = 0; i < length; ++i)
        unmasked[i] = static_cast<std::uint8_t>(unmasked[i] ^ key[i % 4]);
      payload = unmasked;
    }
    ++frames_;
    unread_ += header + length;
    std::string line = sent_line(in[0] & 15, payload);
    if (!fault.empty()) line += " BADLY FORMED:" + fault;
    note(std::move(line));
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
  Wire spare;  // from run to run: fresh memory for 16 MiB costs more than filling it
  for (const Split& split : splits) {
    const auto story = [&](const std::string& what) {
      return "a " + word(scene.role) + " was fed " + std::to_string(wire.size()) + " bytes: " + hex_of(wire) +
             "\n  split: " + split.name + '\n' + what;
    };
    Endpoint endpoint(scene.role, scene.limits, std::move(spare));
    run_in(scene, endpoint, wire, split);
    if (endpoint.diary() != expected) {
      FAIL(story(beside(expected, endpoint.diary())));
    }
    const bool first = &split == &splits.front();
    if (!first && endpoint.wire() != findings.sent) {
      FAIL(story("  the bytes sent differ from those of the whole input:\n  " + hex_of(endpoint.wire()) +
                 "\n  against " + hex_of(findings.sent)));
    }
    (first ? findings.sent : spare) = endpoint.take_wire();
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
