#include "wsdump/watch/inflate_stage.hpp"

#include <string>

#include "deflate/deflate.hpp"
#include "support/catch.hpp"
#include "wsdump/watch/analysis.hpp"

using namespace ws101;
using namespace ws101::wsdump;
using Outcome = Inflation::Outcome;
using Ending = Inflation::Ending;

namespace {

using Wire = std::vector<std::uint8_t>;

// What one side compresses, message after message.
class Compressor {
 public:
  Wire operator()(std::string_view text) {
    Wire wire(deflater_.bound(text.size()));
    wire.resize(deflater_.deflate_message(bytes_of(text), wire));
    return wire;
  }
  void forget() { deflater_.forget(); }

 private:
  Deflater deflater_;
};

class Stage {
 public:
  explicit Stage(const DeflateWindow& window = {}, std::string earlier = "", std::size_t keep = 0)
      : stage(keep) {
    stage.use(window, std::move(earlier));
  }
  const Inflation& message(const Wire& wire, std::size_t piece = SIZE_MAX, bool text = true) {
    stage.begin(++number_, text);
    stage.begin_frame();
    for (Bytes rest(wire); !rest.empty(); rest = rest.subspan(std::min(piece, rest.size())))
      stage.add(rest.first(std::min(piece, rest.size())));
    stage.finish();
    return stage.result();
  }
  InflateStage stage;

 private:
  std::uint64_t number_ = 0;
};

std::string text(const Inflation& inflation) {
  return std::string(text_of(inflation.output));
}

}  // namespace

TEST_CASE("messages inflate with the window of those before, in any pieces", "[wsdump][rfc7692-7.2.2]") {
  for (const std::size_t piece : {std::size_t{1}, std::size_t{3}, SIZE_MAX}) {
    Compressor compress;
    Stage side;
    for (const char* words :
         {"Hello, Hello", "", "Hello, Hello, you", "\xe4\xbd\xa0\xe5\xa5\xbd", "Hello, Hello"}) {
      const Wire wire = compress(words);
      const Inflation& got = side.message(wire, piece);
      CHECK(got.whole());
      CHECK(got.ending == Ending::Right);
      CHECK(text(got) == words);
      CHECK(got.length == std::string_view(words).size());
      CHECK(got.wire_length == wire.size());
      CHECK(got.utf8);
      CHECK(side.stage.ready_to_judge());
      CHECK_FALSE(side.stage.ready_to_judge());
    }
  }
}

TEST_CASE("without context takeover each message begins with an empty window", "[wsdump][rfc7692-7.1.1]") {
  Compressor compress;
  Stage side({15, false});
  const Wire first = compress("the same words");
  CHECK(side.message(first).whole());
  CHECK(side.message(first).whole());
  const Inflation& kept = side.message(compress("the same words"));
  CHECK(kept.outcome == Outcome::Failed);
  CHECK(kept.error.fault == InflateFault::DistanceTooFar);
  CHECK(text_of(kept.said->text()) == "the same wordsthe same words");
  CHECK(side.message(first).whole());  // and goes on
}

TEST_CASE("what lies before the input is needed, not wrong", "[wsdump]") {
  Compressor compress;
  compress("price of apples");
  Stage side({}, "the capture");
  const Inflation& cut = side.message(compress("price of apples"));
  CHECK(cut.outcome == Outcome::NeedsEarlier);
  CHECK(why_not_whole(cut) ==
        "needs " + std::to_string(cut.error.distance - cut.error.known) + " bytes from before the capture");
  compress.forget();
  CHECK(side.message(compress("all of it new")).whole());
  CHECK(text(side.message(compress("all of it new"))) == "all of it new");
}

TEST_CASE("missing bytes end a message, and what it would have said is not known later", "[wsdump]") {
  Compressor compress;
  Stage side;
  const Wire first = compress("first words that are lost in part");
  side.stage.begin(1, true);
  side.stage.add(Bytes(first).first(8));
  side.stage.lose("the gap");
  side.stage.add(Bytes(first).subspan(10));
  side.stage.finish();
  CHECK(side.stage.result().outcome == Outcome::Missing);
  CHECK(std::string("first words that are lost in part").starts_with(text(side.stage.result())));
  const Inflation& next = side.message(compress("first words that are lost in part"));
  CHECK(next.outcome == Outcome::NeedsEarlier);
  CHECK(next.earlier == "the gap");
}

TEST_CASE("a bomb is cut at the limit, and little of it is kept", "[wsdump]") {
  Deflater deflater;
  const std::string zeros(kMaxMessageKept + 100, '\0');
  Wire wire(deflater.bound(zeros.size()));
  wire.resize(deflater.deflate_message(bytes_of(zeros), wire));
  Stage side;
  const Inflation& got = side.message(wire, SIZE_MAX, false);
  CHECK(got.outcome == Outcome::TooLong);
  CHECK(got.length == kMaxMessageKept);
  CHECK(got.output.size() == kEvidence);
  CHECK(side.stage.total_length() == 0);
}

TEST_CASE("how a payload ends is noticed", "[wsdump][rfc7692-7.2.1]") {
  Wire hello = Compressor()("Hello");
  Stage side;
  hello.insert(hello.end(), kSyncTail.begin(), kSyncTail.end());
  CHECK(side.message(hello).ending == Ending::TailLeftIn);
  CHECK(text(side.message(hello, 1)) == "Hello");
  CHECK(side.message({}).ending == Ending::NothingSent);
  CHECK(side.message({0x03, 0x00}).ending == Ending::NoTail);  // an empty final block
  CHECK(side.message({0x03, 0x00, 0x00}).ending == Ending::Right);
}

TEST_CASE("text is judged as it is inflated, with the place in the message", "[wsdump][text-not-utf8]") {
  Compressor compress;
  Stage side;
  const Inflation& wrong = side.message(compress("abc\xff-"), 1);
  CHECK_FALSE(wrong.utf8);
  CHECK(wrong.utf8_error.at == 3);
  CHECK(text_of(wrong.utf8_error.before) == "abc");
  const Inflation& cut = side.message(compress("abc\xe4"));
  CHECK_FALSE(cut.utf8);
  CHECK(cut.utf8_error.at == 4);
  CHECK(side.message(compress("\xff"), SIZE_MAX, false).utf8);
}

TEST_CASE("an error has a place in its frame", "[wsdump][inflate-failed]") {
  Stage side;
  const Wire good = Compressor()("some words in two frames");
  side.stage.begin(1, true);
  side.stage.begin_frame();
  side.stage.add(Bytes(good));
  side.stage.add(bytes_of(std::string_view("\0\0\xff\xff", 4)));
  side.stage.begin_frame();
  side.stage.add(bytes_of("\x07"));
  CHECK(side.stage.failed());
  CHECK(side.stage.ready_to_judge());
  CHECK(side.stage.result().error.bit_position == 8 * (good.size() + 4));
  CHECK(side.stage.error_in_frame() == 0);
  CHECK(why_not_whole(side.stage.result()).find("the block has the reserved type 3") != std::string::npos);
}
