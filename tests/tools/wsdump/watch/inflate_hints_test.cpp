#include "wsdump/watch/inflate_hints.hpp"

#include <string>
#include <vector>

#include "frame/compression.hpp"
#include "support/catch.hpp"
#include "wsdump/watch/inflate_judge.hpp"
#include "wsdump/watch/primed_inflater.hpp"
#include "wsdump/watch/said_lately.hpp"

using namespace ws101;
using namespace ws101::wsdump;

namespace {

using Wire = std::vector<std::uint8_t>;

// zlib.compress(b"Hello, hello"), gzip.compress(b"Hello, hello", mtime=0), and the same finished and cut, all of
// Python's zlib.
const Wire kZlib = {0x78, 0x9c, 0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0xd7, 0x51,
                    0xc8, 0x00, 0x51, 0x00, 0x1b, 0x5a, 0x04, 0x55};
const Wire kGzip = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xf3, 0x48, 0xcd, 0xc9, 0xc9,
                    0xd7, 0x51, 0xc8, 0x00, 0x51, 0x00, 0x07, 0x1e, 0xfd, 0xeb, 0x0c, 0x00, 0x00, 0x00};
const Wire kCut = {0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0xd7, 0x51};
// A copy of 5 bytes from 5 back, the second "Hello" of a connection (RFC 7692 7.2.3.2).
const Wire kAgain = {0xf2, 0x00, 0x11, 0x00, 0x00};

Inflation failed(const Wire& wire, InflateFault fault = InflateFault::ReservedBlockType) {
  Inflation inflation;
  inflation.outcome = Inflation::Outcome::Failed;
  inflation.error.fault = fault;
  inflation.wire = wire;
  inflation.wire_length = wire.size();
  return inflation;
}

bool says(const std::optional<std::string>& hint, const std::string& words) {
  return hint && hint->find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a wrapper of zlib or gzip is recognised", "[wsdump]") {
  CHECK(says(hint_wrapped(failed(kZlib)), "zlib (78 9c)"));
  CHECK(says(inflate_hint(failed(kZlib)), "it reads \"Hello, hello\""));
  CHECK(says(inflate_hint(failed(kGzip)), "gzip was sent (1f 8b)"));
  CHECK_FALSE(hint_wrapped(failed({0x78, 0x9c, 0x07})));  // behind the header is nothing that inflates
  CHECK_FALSE(hint_wrapped(failed({0x78, 0x9d, 0xf3, 0x48})));
  Inflation cut = failed(kZlib);
  cut.wire_length = 100;  // not all of it is at hand
  CHECK_FALSE(inflate_hint(cut));
}

TEST_CASE("a window that was kept or polluted is recognised by what it gives", "[wsdump]") {
  SaidLately said;
  said.add(1, bytes_of("Hello"));
  Inflation inflation = failed(kAgain, InflateFault::DistanceTooFar);
  SaidLately nothing;
  inflation.said = &said;
  CHECK_FALSE(inflate_hint(inflation));  // takeover was agreed: keeping the window is right
  inflation.window.takeover = false;
  CHECK(says(inflate_hint(inflation), "the context was reset by one side only"));
  inflation.said = &nothing;
  CHECK_FALSE(inflate_hint(inflation));
  inflation.window.takeover = true;
  inflation.said_in_all = &said;
  CHECK(says(inflate_hint(inflation), "polluted by a message that it sent uncompressed"));
  CHECK(says(inflate_hint(inflation), "reads \"Hello\""));
}

TEST_CASE("the end of a finished stream that was cut is recognised", "[wsdump]") {
  CHECK(says(inflate_hint(failed(kCut, InflateFault::EndsInsideBlock)), "BFINAL"));
  CHECK_FALSE(inflate_hint(failed({0xf2, 0x48, 0xcd}, InflateFault::EndsInsideBlock)));
}

TEST_CASE("a primed inflater knows the last 32 KiB", "[wsdump]") {
  std::string long_text(40000, 'x');
  long_text.replace(long_text.size() - 5, 5, "Hello");
  Inflater inflater = primed_inflater(bytes_of(long_text));
  Wire room(20);
  const InflateResult got = inflater.inflate(kAgain, room);
  CHECK(text_of(Bytes(room).first(got.produced)) == "Hello");
  CHECK(inflater.bit_position() == 8 * kAgain.size());
}

TEST_CASE("each fault of a compressed message has its id, section and close code",
          "[wsdump][rsv1-on-control][rsv1-on-continuation]") {
  FrameHeader header;
  Inflation wrong = failed({0x07});
  std::vector<Finding> found = judge_inflation(wrong, header, 0);
  REQUIRE(found.size() == 1);
  CHECK(found[0].id == "inflate-failed");
  CHECK(citation(found[0]) == "[RFC 7692 7.2.2, close 1007]");
  wrong.error = {InflateFault::DistanceTooFar, 3, 600, 256};
  wrong.window.bits = 8;
  found = judge_inflation(wrong, header, 0);
  CHECK(found[0].id == "window-too-far");
  CHECK(found[0].text == "a copy reaches 600 bytes back, and the window has 256 bytes (8 bits)");
  Inflation whole;
  CHECK(judge_inflation(whole, header, 0).empty());
  whole.ending = Inflation::Ending::TailLeftIn;
  found = judge_inflation(whole, header, 0);
  CHECK(found[0].id == "deflate-tail");
  CHECK(found[0].level == Level::Sender);
  whole.ending = Inflation::Ending::Right;
  whole.utf8 = false;
  CHECK(judge_inflation(whole, header, 0)[0].id == "text-not-utf8");

  header.rsv = kCompressedBit;
  header.opcode = Opcode::Ping;
  CHECK(judge_rsv1(header)->id == "rsv1-on-control");
  header.opcode = Opcode::Continuation;
  CHECK(citation(*judge_rsv1(header)) == "[RFC 7692 6, close 1002]");
  header.opcode = Opcode::Binary;
  CHECK_FALSE(judge_rsv1(header));
  CHECK_FALSE(judge_gain(7, 5));  // too few to be worth a word
  CHECK_FALSE(judge_gain(299, 300));
  CHECK(judge_gain(300, 300)->level == Level::Warning);
}
