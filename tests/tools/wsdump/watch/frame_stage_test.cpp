#include "wsdump/watch/frame_stage.hpp"

#include <algorithm>
#include <string>

#include "support/catch.hpp"
#include "support/splits.hpp"
#include "text/hex.hpp"
#include "wire.hpp"

using namespace ws101;
using namespace ws101::wsdump;
using namespace ws101::testing;

namespace {

// Every whole frame: its offset, length and payload.
std::string frames_of(FrameStage& stage) {
  std::string told;
  do {
    while (const FramePiece* const piece = stage.next()) {
      if (!piece->last) continue;
      const StreamFrame& frame = stage.frame();
      told += std::to_string(frame.offset) + ":" + std::to_string(frame.header.length) + ":" +
              std::string(text_of(frame.payload)) + " ";
    }
  } while (stage.more());
  return told;
}

}  // namespace

TEST_CASE("any split gives the same frames at the same places", "[wsdump]") {
  const Wire wire =
      client(0x81, "one") + client(0x82, std::string(300, 'x')) + client(0x89, "") + client(0x01, "end");
  const auto told = [](const std::vector<Bytes>& pieces) {
    FrameStage stage(1000);
    stage.set_rules({Role::Server, 0});
    std::string all;
    std::uint64_t offset = 100;
    for (const Bytes piece : pieces) {
      Wire copy(piece.begin(), piece.end());
      stage.give(copy, offset);
      all += frames_of(stage);
      offset += copy.size();
    }
    CHECK(stage.between_frames());
    CHECK(stage.header_begin().empty());
    return all;
  };
  const std::string whole = told({wire});
  CHECK(whole == "100:3:one 109:300:" + std::string(300, 'x') + " 417:0: 423:3:end ");
  for_every_split(Bytes(wire), [&](const std::vector<Bytes>& pieces) { CHECK(told(pieces) == whole); });
}

TEST_CASE("of a payload that comes in pieces only the beginning is kept", "[wsdump]") {
  Wire wire = server(0x82, std::string(100'000, 'x'));
  FrameStage stage(10);
  stage.set_rules({Role::Client, 0});
  Wire first(wire.begin(), wire.begin() + 50'000);
  Wire second(wire.begin() + 50'000, wire.end());
  stage.give(first, 0);
  while (stage.next() != nullptr) continue;
  stage.give(second, first.size());
  while (stage.next() != nullptr) continue;
  CHECK(stage.frame().came == 100'000);
  CHECK(stage.frame().payload.size() < 10'000);
}

TEST_CASE("missing payload is stepped over, and the key goes on in step", "[wsdump]") {
  const Wire wire = client(0x82, std::string(100, 'a'));
  FrameStage stage(1000);
  stage.set_rules({Role::Server, 0});
  Wire begin(wire.begin(), wire.begin() + 6 + 10);
  Wire end(wire.begin() + 6 + 10 + 7, wire.end());
  stage.give(begin, 0);
  while (stage.next() != nullptr) continue;
  CHECK(stage.skip(7) == 7);
  stage.give(end, begin.size() + 7);
  while (stage.next() != nullptr) continue;
  CHECK(stage.frame().came == 93);
  CHECK(stage.frame().lost == 7);
  REQUIRE(stage.frame().holes.size() == 1);
  CHECK(stage.frame().holes[0].offset == 10);
  CHECK(text_of(stage.frame().payload) == std::string(93, 'a'));
}

TEST_CASE("a gap that is longer than the payload ends the frame", "[wsdump]") {
  Wire begin = server(0x82, "abcdef");
  begin.resize(4);
  FrameStage stage(100);
  stage.set_rules({Role::Client, 0});
  stage.give(begin, 0);
  while (stage.next() != nullptr) continue;
  CHECK(stage.skip(50) == 4);
  const FramePiece* const last = stage.next();
  REQUIRE(last != nullptr);
  CHECK(last->last);
  CHECK(stage.between_frames());
}

TEST_CASE("the beginning of a header waits, and can be given up", "[wsdump]") {
  FrameStage stage(100);
  stage.set_rules({Role::Server, 0});
  Wire begin = {0x81, 0x85, 0x37};
  stage.give(begin, 0);
  CHECK(stage.mask_bit() == std::optional<bool>(true));
  CHECK(stage.next() == nullptr);
  CHECK(hex(stage.header_begin()) == "818537");
  stage.drop_header_begin();
  Wire whole = client(0x81, "hi");
  stage.give(whole, 3);
  CHECK(frames_of(stage) == "3:2:hi ");
}

TEST_CASE("behind a length that cannot be right nothing is read", "[wsdump]") {
  FrameStage stage(100);
  stage.set_rules({Role::Client, 0});
  Wire wire = Wire{0x82, 0x7F, 0x80, 0, 0, 0, 0, 0, 0, 1} + server(0x81, "hi");
  stage.give(wire, 0);
  const FramePiece* const piece = stage.next();
  REQUIRE(piece != nullptr);
  CHECK(piece->violations.contains(Violation::LengthTopBitSet));
  CHECK(stage.next() == nullptr);
}
