// What an inflater makes of a stream, in words: what a failing test shows.
#pragma once

#include <optional>
#include <string>

#include "deflate/huffman.hpp"
#include "deflate/inflate_fault.hpp"
#include "deflate/streams.hpp"

namespace ws101::testing {

// Letters as they are, other bytes as \x07; the same byte eight times or more as {a x259}.
inline std::string quoted(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kLeastRun = 8;
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string words = "\"";
  for (std::size_t at = 0; at < bytes.size();) {
    const auto other = std::find_if(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(),
                                    [&](std::uint8_t next) { return next != bytes[at]; });
    const auto run = static_cast<std::size_t>(other - bytes.begin()) - at;
    const std::uint8_t byte = bytes[at];
    const std::string letter = byte >= 0x20 && byte < 0x7f
                                   ? std::string(1, static_cast<char>(byte))
                                   : std::string("\\x") + kDigits[byte >> 4] + kDigits[byte & 15];
    words += run < kLeastRun ? letter : "{" + letter + " x" + std::to_string(run) + "}";
    at += run < kLeastRun ? 1 : run;
  }
  return words + '"';
}

// How it ended: "needs input", "output full", "final block after 7 bytes", "failed: distance-too-far".
inline std::string how_it_ended(const Inflated& got, std::size_t input) {
  switch (got.status) {
    case InflateStatus::NeedInput:
      return got.consumed == input
                 ? "needs input"
                 : "needs input, and left " + std::to_string(input - got.consumed) + " bytes";
    case InflateStatus::OutputFull:
      return "output full";
    case InflateStatus::FinalBlock:
      return "final block after " + std::to_string(got.consumed) + " bytes";
    case InflateStatus::Failed:
      break;
  }
  return "failed: " + std::string(info(got.error.fault).id);
}

// What a new inflater makes of all of `stream` at once: "\"Hello\", needs input". It does so twice, the second time with an
// observer: this is where ours reads bit by bit.
inline std::string inflated(std::span<const std::uint8_t> stream) {
  const auto in_words = [&](const Inflated& got) {
    return quoted(got.bytes) + ", " + how_it_ended(got, stream.size());
  };
  Inflater first;
  Inflater second;
  const std::string words = in_words(inflate_whole(first, stream));
  const std::string observed = in_words(inflate_obviously(second, stream));
  return words == observed ? words : words + "; with an observer " + observed;
}
inline std::string inflated(const Bits& stream) {
  return inflated(stream.bytes());
}

// "symbol 5", "ran dry" or "no code": what comes next in `bits`, by a code.
inline std::string symbol_in(const HuffmanCode& code, const Bits& bits) {
  KeptBits kept;
  for (std::size_t i = 0; i < bits.size(); ++i) {
    kept.bits |= (std::uint64_t{bits.bytes()[i / 8]} >> (i % 8) & 1) << i;
  }
  kept.count = static_cast<unsigned>(bits.size());
  BitReader reader(kept, {});
  const std::optional<unsigned> symbol = code.read_symbol(reader);
  if (symbol) return "symbol " + std::to_string(*symbol);
  return reader.ran_dry() ? "ran dry" : "no code";
}
inline std::string symbol_in(const HuffmanCode& code, std::string_view digits) {
  return symbol_in(code, Bits().code(digits));
}

// The first place where they differ: "none", "byte 7 is 61, not 62", "only 7 bytes of 9".
inline std::string difference(std::span<const std::uint8_t> came, std::span<const std::uint8_t> expected) {
  for (std::size_t at = 0; at < came.size() && at < expected.size(); ++at) {
    if (came[at] != expected[at]) {
      return "byte " + std::to_string(at) + " is " + std::to_string(came[at]) + ", not " +
             std::to_string(expected[at]);
    }
  }
  if (came.size() == expected.size()) return "none";
  return std::to_string(came.size()) + " bytes, not " + std::to_string(expected.size());
}

// The payload of a message, by the loop that the comment of inflate.hpp shows.
inline std::string message(Inflater& inflater, std::span<const std::uint8_t> payload) {
  std::string text;
  std::size_t consumed = 0;
  while (true) {
    ByteVector room(4096);
    const auto piece = payload.subspan(consumed);
    const InflateResult got = inflater.inflate(piece, room);
    if (got.consumed > piece.size() || got.produced > room.size())
      return text + " and consumed or produced more than there was";
    text.append(room.begin(), room.begin() + static_cast<std::ptrdiff_t>(got.produced));
    consumed += got.consumed;
    if (got.status == InflateStatus::Failed) return text + " failed";
    if (got.status == InflateStatus::OutputFull && got.produced == room.size()) continue;
    if (consumed == payload.size()) break;
    if (got.status != InflateStatus::FinalBlock || got.consumed == 0) return text + " and left input";
  }
  return inflater.finish_message() ? text : text + " unfinished";
}

}  // namespace ws101::testing
