// The twin for short messages says what the decoder says, or nothing.
#include "frame/short_messages.hpp"

#include <array>
#include <variant>

#include "frame/decoder.hpp"
#include "support/catch.hpp"
#include "support/frames.hpp"
#include "support/story.hpp"

namespace ws101::testing {
namespace {

constexpr std::size_t kLongestShort = kMaxHeaderSize + 130;  // more than the longest short frame

// What both ways say about the same input.
void check_short(Role reader, Bytes input) {
  const auto differ = [&](const std::string& what) {
    CAPTURE(word(reader), input.size(), input[0], input[1]);
    FAIL(what);
  };
  // Not vectors: half a million inputs come by.
  std::array<std::uint8_t, kLongestShort> fast_bytes;
  std::array<std::uint8_t, kLongestShort> general_bytes;
  std::copy(input.begin(), input.end(), fast_bytes.begin());
  std::copy(input.begin(), input.end(), general_bytes.begin());
  MutableBytes fast_in = MutableBytes(fast_bytes).first(input.size());
  MutableBytes general_in = MutableBytes(general_bytes).first(input.size());
  FrameDecoder general({reader, 0});
  const auto message = take_short_message(fast_in, reader);
  const auto result = general.next(general_in);
  const auto* piece = std::get_if<FramePiece>(&result);
  const bool is_short = piece != nullptr && piece->last && piece->header.fin &&
                        begins_message(piece->header.opcode) &&
                        piece->header.length_form == LengthForm::Bits7;
  if (message.has_value() != is_short)
    differ(is_short ? "a short message was missed" : "a short message was made up");
  if (!message) {
    if (fast_in.size() != input.size()) differ("nothing was found, but bytes were taken");
    if (!std::equal(input.begin(), input.end(), fast_bytes.begin()))
      differ("nothing was found, but bytes changed");
    return;
  }
  if (message->kind != piece->header.opcode) differ("the kinds differ");
  const Bytes payload = message->payload;
  if (!std::equal(payload.begin(), payload.end(), piece->payload.begin(), piece->payload.end())) {
    differ("the payloads differ");
  }
  if (fast_in.size() != general_in.size()) differ("not the same number of bytes was taken");
}

TEST_CASE("the twin for short messages says what the decoder says, for every first two bytes",
          "[rfc6455-5.2]") {
  std::array<std::uint8_t, kLongestShort> input;
  for (std::size_t i = 2; i < input.size(); ++i) input[i] = static_cast<std::uint8_t>(37 * i + 11);
  for (const Role reader : kRoles) {
    for (unsigned both = 0; both < 0x10000; ++both) {
      input[0] = static_cast<std::uint8_t>(both >> 8);
      input[1] = static_cast<std::uint8_t>(both & 0xFF);
      const std::size_t whole = 2 + (input[1] & 0x7Fu) + ((input[1] & 0x80) != 0 ? 4 : 0);
      for (const std::size_t size : {std::size_t{2}, whole - 1, whole, kLongestShort}) {
        if (size >= 2) check_short(reader, Bytes(input).first(size));
      }
    }
  }
}

TEST_CASE("the twin takes nothing of less than a header") {
  for (const Role reader : kRoles) {
    MutableBytes nothing;
    CHECK_FALSE(take_short_message(nothing, reader));
    Wire one = {0x81};
    MutableBytes in = one;
    CHECK_FALSE(take_short_message(in, reader));
    CHECK(in.size() == 1);
  }
}

}  // namespace
}  // namespace ws101::testing
