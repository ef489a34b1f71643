#include "wscheck/fuzz.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "wscheck/dice.hpp"
#include "wscheck/talk.hpp"

namespace ws101::wscheck {
namespace {

constexpr std::size_t kMostSteps = 8;
constexpr std::size_t kMostFragments = 6;
constexpr std::size_t kMostNoise = 300;  // bytes
constexpr std::chrono::milliseconds kMoment{150};
constexpr std::array<std::size_t, 12> kSizes = {0, 1, 2, 5, 64, 125, 126, 127, 1000, 65535, 65536, 70'000};
constexpr std::array<std::size_t, 6> kSegments = {1, 2, 7, 64, 1000, 4096};
constexpr std::array<const char*, 8> kPieces = {
    "a", " ", "\n", "Z9", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xEF\xBF\xBF"};
constexpr std::array<std::uint16_t, 7> kCodes = {1000, 1001, 1003, 1011, 3000, 4000, 4999};

std::string some_bytes(Dice& dice, std::size_t size) {
  std::string bytes(size, '\0');
  for (char& each : bytes) each = static_cast<char>(dice.roll());
  return bytes;
}

std::string some_text(Dice& dice, std::size_t size) {
  std::string all;
  while (all.size() < size) all += dice.one_of(kPieces);
  return all;
}

// The frame with a mask that the seed decides, if this side masks at all.
Frame keyed(Dice& dice, Frame frame) {
  MaskingKey key{};
  for (std::uint8_t& each : key) each = static_cast<std::uint8_t>(dice.roll());
  frame.key = key;
  return frame;
}

Frame some_message(Dice& dice) {
  const std::size_t size = dice.one_of(kSizes);
  return dice.one_in(2) ? text(some_text(dice, size)) : binary(some_bytes(dice, size));
}

// The message in fragments of any sizes, and Pongs between them.
std::vector<Frame> in_some_fragments(Dice& dice, const Frame& message) {
  std::vector<Frame> frames;
  std::size_t at = 0;
  for (std::size_t left = dice.below(kMostFragments); left > 0 || frames.empty(); --left) {
    const std::size_t rest = message.payload.size() - at;
    const std::size_t size = left <= 1 ? rest : dice.below(rest + 1);
    Frame frame = frames.empty() ? message : continuation("");
    frame.payload = message.payload.substr(at, size);
    frame.fin = left <= 1;
    at += size;
    frames.push_back(keyed(dice, frame));
    if (left <= 1) break;
    if (dice.one_in(4)) frames.push_back(keyed(dice, pong(some_bytes(dice, dice.below(126)))));
  }
  return frames;
}

void says_somehow(Dice& dice, Talk& peer, const std::vector<Frame>& frames) {
  switch (dice.below(3)) {
    case 0:
      return peer.says_together(frames);
    case 1:
      return peer.says_in_turn(frames);
    default:
      break;
  }
  std::size_t size = 0;
  for (const Frame& frame : frames) size += frame.payload.size();
  const std::size_t segment = dice.one_of(kSegments);
  peer.says_in_pieces(frames, size > 1000 ? std::max<std::size_t>(segment, 1000) : segment);
}

void does_right(Dice& dice, Talk& peer) {
  if (dice.one_in(4)) {
    const std::string payload = some_bytes(dice, dice.below(126));
    says_somehow(dice, peer, {keyed(dice, ping(payload))});
    return peer.hears_pong(payload);
  }
  const Frame message = some_message(dice);
  says_somehow(dice, peer, in_some_fragments(dice, message));
  peer.hears(message);
}

// Frames of which the last breaks a MUST that a receiver has to answer by failing the connection.
struct Broken {
  std::vector<Frame> frames;
  const char* rule;
};

Broken some_violation(Dice& dice, Role role) {
  const std::string some = some_bytes(dice, dice.below(126));
  const std::array<std::uint8_t, 10> reserved = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15};
  switch (dice.below(8)) {
    case 0:
      return {{with_rsv(binary(some), static_cast<unsigned>(1 + dice.below(7)))},
              "a reserved bit is set (5.2)"};
    case 1:
      return {{with_opcode(dice.one_of(reserved), some)}, "the opcode is reserved (5.2)"};
    case 2:
      return {{with_mask(binary(some), role == Role::Server)},
              "a client masks its frames, a server does not (5.1)"};
    case 3:
      return {{unfinished(dice.one_in(2) ? ping(some) : pong(some))},
              "control frames MUST NOT be fragmented (5.5)"};
    case 4:
      return {{ping(some_bytes(dice, 126 + dice.below(1000)))},
              "control frames have at most 125 bytes (5.5)"};
    case 5:
      return {{continuation(some)}, "no message has begun (5.4)"};
    case 6:
      return {{unfinished(text(some_text(dice, 10))), text(some_text(dice, 10))},
              "fragments of one message MUST NOT be interleaved (5.4)"};
    default:
      return {{text(some_text(dice, dice.below(100)) + "\xFF" + some_text(dice, 3))},
              "the text is not UTF-8 (8.1)"};
  }
}

// A right frame with some bytes changed: it may still be right.
void says_noise(Dice& dice, Talk& peer) {
  Frame frame = keyed(dice, binary(some_bytes(dice, dice.below(kMostNoise))));
  const FrameHeader header = header_of(frame, peer.role() == Role::Client, *frame.key);
  std::vector<std::uint8_t> wire = wire_of(header, frame.payload);
  for (std::size_t left = 1 + dice.below(4); left > 0; --left) {
    wire[dice.below(std::min<std::size_t>(wire.size(), 8))] ^= static_cast<std::uint8_t>(1U << dice.below(8));
  }
  peer.says_bytes(text_of(wire));
  peer.listens(kMoment);
}

void ends_somehow(Dice& dice, Talk& peer) {
  const std::uint16_t code = dice.one_of(kCodes);
  switch (dice.below(6)) {
    case 0:
      peer.says(keyed(dice, close(code, some_text(dice, dice.below(100)))));
      return peer.hears_close(static_cast<CloseCode>(code));
    case 1:
      peer.says(with_length(keyed(dice, binary(some_bytes(dice, 10))), 11 + dice.below(100'000)));
      return dice.one_in(2) ? peer.resets() : peer.ends_sending();
    case 2:
      return says_noise(dice, peer);
    default: {
      Broken broken = some_violation(dice, peer.role());
      for (Frame& frame : broken.frames) frame = keyed(dice, frame);
      says_somehow(dice, peer, broken.frames);
      return peer.hears_failure(broken.rule);
    }
  }
}

void talks_by_chance(Talk& peer, std::uint64_t seed) {
  Dice dice(seed);
  for (std::size_t left = dice.below(kMostSteps); left > 0; --left) does_right(dice, peer);
  ends_somehow(dice, peer);
  if (peer.role() == Role::Client) peer.another()->lives();
}

}  // namespace

std::vector<Case> fuzz_cases(std::size_t count, std::uint64_t seed) {
  std::vector<Case> cases;
  cases.reserve(count);
  for (std::size_t number = 1; number <= count; ++number) {
    const std::uint64_t own = Dice(seed ^ (std::uint64_t{number} << 32)).roll();
    cases.push_back(
        {"fuzz/" + std::to_string(number),
         "a random conversation (seed " + std::to_string(seed) + ", number " + std::to_string(number) + ")",
         "frames come in orders that nobody wrote a case for", "10.7",
         [own](Talk& peer) { talks_by_chance(peer, own); }});
  }
  return cases;
}

}  // namespace ws101::wscheck
