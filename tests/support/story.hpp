// What happens at an endpoint, in words: one line for each event and each frame sent.
//
// A test writes the story it expects as got_text("Hello") + sent_text("Hello") + ended(...); the endpoint writes
// its diary in the same words, so a failing test shows both line by line.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "frame/event.hpp"
#include "support/catch.hpp"
#include "support/frames.hpp"

namespace ws101::testing {

// ---- The two roles

inline constexpr Role kRoles[] = {Role::Server, Role::Client};

inline std::string word(Role role) {
  return role == Role::Server ? "server" : "client";
}

// What the peer of an endpoint sends.
inline Sender peer_of(Role role) {
  return role == Role::Server ? client() : server();
}

// ---- Bytes in words

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
  return ended(State::Lost, 1006, kLostWords);
}
// The Close that answers a violation, and the event.
inline Story failed(Violation violation) {
  const ViolationInfo& what = info(violation);
  return sent_close(number(what.close_code), what.words) + ended(violation);
}

// Two stories line by line, with what differs.
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

}  // namespace ws101::testing

// Assertions print bytes as hex.
template <>
struct Catch::StringMaker<ws101::testing::Wire> {
  static std::string convert(const ws101::testing::Wire& wire) {
    return '<' + ws101::testing::hex_of(wire) + '>';
  }
};
