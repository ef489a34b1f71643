// Blocks by hand: the examples of RFC 7692 7.2.3, and what a right inflater makes of the others.
#include "wscheck/blocks.hpp"

#include "deflate/inflate.hpp"
#include "support/catch.hpp"
#include "text/bytes.hpp"

namespace ws101::wscheck {
namespace {

using namespace std::string_view_literals;

// What the payload of one message inflates to; "failed" if it does not.
std::string inflated(const std::string& payload) {
  Inflater inflater;
  std::string message;
  std::vector<std::uint8_t> room(1024);
  Bytes in = bytes_of(payload);
  for (;;) {
    const InflateResult got = inflater.inflate(in, room);
    message += text_of(Bytes(room).first(got.produced));
    in = in.subspan(got.consumed);
    if (got.status == InflateStatus::Failed) return "failed";
    if (got.status != InflateStatus::OutputFull && in.empty()) break;
  }
  return inflater.finish_message() ? message : "failed";
}

TEST_CASE("the examples of the standard come out byte by byte") {
  CHECK(Blocks().coded("Hello").payload() == "\xf2\x48\xcd\xc9\xc9\x07\x00"sv);
  CHECK(Blocks().coded("Hello", true).payload() == "\xf3\x48\xcd\xc9\xc9\x07\x00\x00"sv);
  CHECK(Blocks().copy(5, 5).payload() == "\x02\x13\x00\x00"sv);
  CHECK(Blocks().stored("Hello").payload() == "\x00\x05\x00\xfa\xff\x48\x65\x6c\x6c\x6f\x00"sv);
  CHECK(Blocks().payload() == "\x00"sv);
}

TEST_CASE("blocks of any kind follow each other") {
  const std::string many(3000, 'x');
  CHECK(
      inflated(Blocks().coded("Hel").stored("").stored("lo, ").coded("").coded(many).stored("!").payload()) ==
      "Hello, " + many + "!");
  CHECK(inflated(Blocks().coded("Hel", true).coded("lo").payload()) == "Hello");
  CHECK(inflated(Blocks().stored("abc").copy(6, 3).payload()) == "abcabcabc");
  CHECK(inflated(Blocks().stored("abc").copy(3, 4).payload()) == "failed");
}

TEST_CASE("bits are written from the lowest on, and filled up with zeros") {
  CHECK(Blocks().bits(0b110, 3).bare() == "\x06"sv);
  CHECK(Blocks().bits(1, 1).bits(0x1FF, 9).bare() == "\xff\x03"sv);
}

}  // namespace
}  // namespace ws101::wscheck
