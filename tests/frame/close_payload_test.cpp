// What a Close frame says, read and written (RFC 6455 5.5.1).
#include "frame/close_payload.hpp"

#include "support/story.hpp"

namespace ws101::testing {
namespace {

ViolationSet only(Violation violation) {
  ViolationSet set;
  set.add(violation);
  return set;
}

TEST_CASE("no payload is no code", "[rfc6455-7.1.5]") {
  const ClosePayload close = read_close({});
  CHECK(close.code == CloseCode::NoStatus);
  CHECK(close.reason.empty());
  CHECK(close.violations.empty());
}

TEST_CASE("one byte is half a code", "[rfc6455-5.5.1][close-length-1]") {
  for (int byte = 0; byte < 256; ++byte)
    CHECK(read_close(raw({byte})).violations == only(Violation::CloseLengthOne));
}

TEST_CASE("each of the 65,536 codes is read and judged",
          "[rfc6455-7.4.1][rfc6455-7.4.2][close-code-forbidden][close-code-range]") {
  for (int code = 0; code <= 0xFFFF; ++code) {
    const Wire payload = raw({code >> 8, code & 255}) + bytes("r");
    const ClosePayload close = read_close(payload);
    const bool forbidden = code == 1004 || code == 1005 || code == 1006 || code == 1015;
    const bool accepted = (code >= 1000 && code <= 1014 && !forbidden) || (code >= 3000 && code <= 4999);
    const ViolationSet expected = accepted    ? ViolationSet()
                                  : forbidden ? only(Violation::CloseCodeForbidden)
                                              : only(Violation::CloseCodeOutOfRange);
    if (number(close.code) != code || close.reason != "r" || close.violations != expected)
      FAIL("code " << code);
  }
}

TEST_CASE("the reason is a view of the payload and must be UTF-8",
          "[rfc6455-5.5.1][rfc6455-8.1][close-reason-not-utf8]") {
  const Wire good = raw({3, 232}) + bytes("sch\xC3\xB6n");
  const ClosePayload close = read_close(good);
  CHECK(close.reason == "sch\xC3\xB6n");
  CHECK(bytes_of(close.reason).data() == good.data() + 2);
  CHECK(close.violations.empty());
  for (const char* const bad : {"ff", "c3", "ed a0 80", "61 62 80"}) {
    CHECK(read_close(raw({3, 232}) + hex(bad)).violations == only(Violation::CloseReasonNotUtf8));
  }
  // Both faults are told; the code comes first.
  const ClosePayload both = read_close(raw({3, 237}) + hex("ff"));
  CHECK(both.violations.size() == 2);
  CHECK(both.violations.first() == Violation::CloseCodeForbidden);
}

Wire make_payload(CloseCode code, std::string_view reason = {}) {
  const std::vector<std::uint8_t> made = make_close(code, reason);
  return Wire(made.begin(), made.end());
}

TEST_CASE("a body holds the code and the reason, or nothing", "[rfc6455-5.5.1]") {
  CHECK(make_payload(CloseCode::NoStatus).empty());
  CHECK(make_payload(CloseCode::NoStatus, "without a code there is no reason").empty());
  CHECK(make_payload(CloseCode::Normal) == hex("03 e8"));
  CHECK(make_payload(CloseCode::GoingAway, "bye") == hex("03 e9") + bytes("bye"));
  CHECK(make_payload(static_cast<CloseCode>(4999), std::string(123, 'x')) ==
        hex("13 87") + bytes(std::string(123, 'x')));
}

TEST_CASE("a reason of more than 123 bytes is cut between characters", "[rfc6455-5.5]") {
  CHECK(make_payload(CloseCode::Normal, std::string(124, 'x')).size() == 125);
  CHECK(make_payload(CloseCode::Normal, std::string(100'000, 'x')).size() == 125);
  for (const std::string_view character : {"\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) {
    for (std::size_t ascii = 115; ascii <= 124; ++ascii) {
      const std::string reason = std::string(ascii, 'a') + std::string(character) + std::string(character);
      const Wire made = make_payload(CloseCode::Normal, reason);
      const ClosePayload read = read_close(made);
      INFO("a reason of " << ascii << " letters and two characters of " << character.size() << " bytes");
      CHECK(read.violations.empty());
      CHECK(reason.substr(0, read.reason.size()) == read.reason);
      // No more is cut than must be.
      CHECK((read.reason == reason || read.reason.size() + character.size() > kMaxCloseReason));
    }
  }
}

TEST_CASE("what is no UTF-8 is cut somewhere within the limit, without harm") {
  CHECK(make_payload(CloseCode::Normal, std::string(200, '\x80')) == hex("03 e8"));
  CHECK(make_payload(CloseCode::Normal, std::string(124, '\xFF')).size() == 125);
}

}  // namespace
}  // namespace ws101::testing
