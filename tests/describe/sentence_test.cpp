#include "describe/sentence.hpp"

#include "support/catch.hpp"
#include "support/random_frames.hpp"
#include "support/screen.hpp"

using namespace ws101;

namespace {
FrameHeader header_of(Opcode opcode, std::uint64_t length) {
  FrameHeader header;
  header.opcode = opcode;
  header.length = length;
  header.length_form = shortest_form(length);
  return header;
}
std::string utf8_words(std::string_view text) {
  const auto error = find_utf8_error(bytes_of(text));
  return error ? describe(*error) : "";
}
std::string close_words(Violation violation, std::string_view payload) {
  ViolationFacts facts;
  facts.payload = bytes_of(payload);
  return describe(violation, header_of(Opcode::Close, payload.size()), facts);
}
// What a sentence must not be, or null.
const char* wrong_with(std::string_view sentence) {
  if (sentence.empty()) return "nothing is said";
  if (sentence.size() >= 123) return "over 122 bytes";
  if (sentence.find('\n') != std::string_view::npos) return "more than one line";
  if (sentence.back() == '.') return "a full stop at the end";
  for (const char c : sentence) {
    if (c < 0x20 || c > 0x7E) return "a byte that is not printable ASCII";
  }
  return nullptr;
}
}  // namespace

TEST_CASE("sentences have the numbers of the frame") {
  CHECK(describe(Violation::ControlTooLong, header_of(Opcode::Ping, 126)) ==
        "Ping payload is 126 bytes; at most 125 are allowed");
  FrameHeader header = header_of(Opcode::Text, 5);
  header.rsv = 5;
  CHECK(describe(Violation::ReservedBitSet, header) ==
        "RSV1 and RSV3 are 1, but no extension in use gives them a meaning");
  ViolationFacts deflate;
  deflate.allowed_rsv = 4;
  CHECK(describe(Violation::ReservedBitSet, header, deflate) ==
        "RSV3 is 1, but no extension in use gives it a meaning");
  header.length_form = LengthForm::Bits16;
  CHECK(describe(Violation::LengthNotMinimal, header) ==
        "length 5 is written in 16 bits; it fits in the 7 bits of the second byte");
  header = header_of(Opcode::Text, (std::uint64_t{1} << 63) + 5);
  CHECK(describe(Violation::LengthTopBitSet, header) ==
        "the 64-bit length is 0x8000000000000005; its highest bit must be 0");
  CHECK(describe(Violation::UnknownOpcode, header_of(static_cast<Opcode>(3), 0)) ==
        "opcode 0x3 is reserved for future data frames");
  CHECK(describe(Violation::UnknownOpcode, header_of(static_cast<Opcode>(15), 0)) ==
        "opcode 0xf is reserved for future control frames");
  CHECK(describe(Violation::MaskingKeyWeak, header_of(Opcode::Text, 5)) ==
        "masking key 00000000 leaves the payload as it is; a key must be unpredictable");
}

TEST_CASE("sentences about Close frames", "[rfc6455-7.4.1]") {
  CHECK(close_words(Violation::CloseCodeForbidden, "\x03\xed") ==
        "close code 1005 (No Status Received) must never be sent");
  CHECK(close_words(Violation::CloseCodeOutOfRange, "\x03\xe7") ==
        "close code 999 is below 1000; codes 0-999 are not used");
  CHECK(close_words(Violation::CloseCodeOutOfRange, "\x13\x88") ==
        "close code 5000 is above 4999, the highest code there is");
  CHECK(close_words(Violation::CloseReasonNotUtf8, "\x03\xe8\xff\xfe") ==
        "the reason is not UTF-8: byte 0 is ff, which never occurs in UTF-8");
}

TEST_CASE("why text is not UTF-8", "[rfc6455-8.1]") {
  CHECK(utf8_words("fine \xe2\x82\xac") == "");
  CHECK(utf8_words("a\xc0\x80") == "byte 1 is c0, which begins only overlong forms");
  CHECK(utf8_words("\xed\xa0\x80") == "byte 1 is a0: ed a0 is a surrogate, U+D800-U+DFFF");
  CHECK(utf8_words("\xe0\x80\x80") == "byte 1 is 80: e0 80 is an overlong form");
  CHECK(utf8_words("\xf0\x80\x80\x80") == "byte 1 is 80: f0 80 is an overlong form");
  CHECK(utf8_words("\xf4\x90\x80\x80") == "byte 1 is 90: f4 90 is a value above U+10FFFF");
  CHECK(utf8_words("caf\xe4n") == "byte 4 is 6e: a byte 80-bf must follow e4");
  CHECK(utf8_words("\xc3\xa9\xe4\xbdn") == "byte 4 is 6e: a byte 80-bf must follow e4 bd");
  CHECK(utf8_words("\xc3\xa9\x80") == "byte 2 is 80, a continuation byte with no beginning before it");
  CHECK(utf8_words("\xf5") == "byte 0 is f5, which never occurs in UTF-8");
  CHECK(utf8_words("a\xf0\x9f\x98") == "it ends inside a character, after f0 9f 98");
}

TEST_CASE("every violation has a sentence for every frame, in one line of ASCII") {
  testing::RandomFrames frames(2);
  for (int i = 0; i < 3000; ++i) {
    const testing::RandomFrame frame = frames.any();
    ViolationFacts facts;
    if (frames.chance(2))
      facts.payload = Bytes(frame.payload).first(std::min<std::size_t>(125, frame.payload.size()));
    if (frames.chance(2)) facts.utf8 = find_utf8_error(frame.payload);
    facts.message_bytes = frames.below(1000);
    for (const ViolationInfo& rule : all_violations()) {
      const std::string text = describe(rule.violation, frame.header, facts);
      if (const char* const wrong = wrong_with(text)) {
        FAIL(rule.id << " of a frame of " << frame.header.length << " bytes: " << wrong << ":\n  " << text);
      }
    }
  }
}
