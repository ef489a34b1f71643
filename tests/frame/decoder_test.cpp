// From bytes to frames: places kept between any two bytes, payload unmasked in place (RFC 6455 5.2).
#include "frame/decoder.hpp"

#include "support/splits.hpp"
#include "support/story.hpp"

namespace ws101::testing {
namespace {

// One frame put together from its pieces.
struct Whole {
  FrameHeader header;
  ViolationSet violations;
  Wire payload;
  bool complete = false;
};

struct Decoded {
  std::vector<Whole> frames;
  std::optional<Violation> violation;
};

// Feeds the pieces as a receiver does: what next() leaves is kept, and the next bytes come behind it.
Decoded decode(FrameDecoder& decoder, const std::vector<Bytes>& pieces) {
  Decoded decoded;
  Wire pending;
  for (const Bytes piece : pieces) {
    pending.insert(pending.end(), piece.begin(), piece.end());
    Wire alone = pending;  // in a block of exactly its size: the sanitizer guards its end
    MutableBytes in = alone;
    for (;;) {
      const std::size_t before = in.size();
      const auto result = decoder.next(in);
      if (std::holds_alternative<NeedMore>(result)) {
        if (in.size() != before) FAIL("NeedMore consumed " << before - in.size() << " bytes");
        break;
      }
      if (const auto* violation = std::get_if<Violation>(&result)) {
        decoded.violation = *violation;
        if (!decoder.failed()) FAIL("a violation without failed()");
        break;
      }
      const FramePiece& part = std::get<FramePiece>(result);
      if (!part.first && decoded.frames.empty())
        FAIL("gave a piece that is not first\n  expected the first piece of a frame");
      if (part.first) decoded.frames.push_back({part.header, part.violations, {}, false});
      Whole& frame = decoded.frames.back();
      if (part.offset != frame.payload.size())
        FAIL("offset " << part.offset << ", expected " << frame.payload.size());
      if (!(part.header == frame.header)) FAIL("the header changed inside a frame");
      frame.payload.insert(frame.payload.end(), part.payload.begin(), part.payload.end());
      frame.complete = part.last;
      if (part.last != decoder.between_frames()) {
        FAIL("between_frames() behind this piece\n  gave     "
             << decoder.between_frames() << "\n  expected " << part.last << ", what the piece says as last");
      }
      if (!decoder.failed() && decoder.remaining() != part.header.length - frame.payload.size()) {
        FAIL("remaining()\n  gave     " << decoder.remaining() << "\n  expected "
                                        << part.header.length - frame.payload.size());
      }
    }
    pending = Wire(in.begin(), in.end());
  }
  return decoded;
}

TEST_CASE("frames come out of every split with the same headers and payloads", "[rfc6455-5.2]") {
  for (const Role reader : kRoles) {
    const Sender peer = peer_of(reader);
    const std::vector<Wire> payloads{bytes("Hello"), {}, letters(126), noise(300), raw({3, 232})};
    const int opcodes[] = {kText, kPing, kBinary, kContinuation, kClose};
    Wire wire;
    for (std::size_t i = 0; i < payloads.size(); ++i) wire += peer.frame(opcodes[i], payloads[i]);
    for_every_split(std::span<const std::uint8_t>(wire), [&](const std::vector<Bytes>& pieces) {
      FrameDecoder decoder({reader, 0});
      const Decoded decoded = decode(decoder, pieces);
      REQUIRE(decoded.frames.size() == payloads.size());
      REQUIRE_FALSE(decoded.violation);
      for (std::size_t i = 0; i < payloads.size(); ++i) {
        REQUIRE(decoded.frames[i].payload == payloads[i]);
        REQUIRE(static_cast<int>(decoded.frames[i].header.opcode) == opcodes[i]);
        REQUIRE(decoded.frames[i].complete);
      }
      REQUIRE(decoder.between_frames());
      REQUIRE(decoder.remaining() == 0);
    });
  }
}

TEST_CASE("a frame that lies whole in the input is one piece, unmasked where it lies", "[rfc6455-5.3]") {
  Wire wire = client().text("Hello") + client().ping("x");
  FrameDecoder decoder({Role::Server, 0});
  MutableBytes in = wire;
  const auto result = decoder.next(in);
  REQUIRE(std::holds_alternative<FramePiece>(result));
  const FramePiece& piece = std::get<FramePiece>(result);
  CHECK(piece.first);
  CHECK(piece.last);
  CHECK(piece.offset == 0);
  CHECK(piece.payload.data() == wire.data() + 6);
  CHECK(text_of(piece.payload) == "Hello");
  CHECK(in.data() == wire.data() + 11);
  CHECK(decoder.header().opcode == Opcode::Text);
}

TEST_CASE("the header is told as soon as it is whole, before any payload", "[rfc6455-5.2]") {
  for (const Role reader : kRoles) {
    const Wire wire = peer_of(reader).binary(noise(5));
    const std::size_t header = wire.size() - 5;
    Wire start = wire.first(header);
    FrameDecoder decoder({reader, 0});
    for (std::size_t size = 0; size < header; ++size) {
      MutableBytes in = MutableBytes(start).first(size);
      CHECK(std::holds_alternative<NeedMore>(decoder.next(in)));
      CHECK(in.size() == size);
      CHECK(decoder.between_frames());
    }
    MutableBytes in = start;
    const auto result = decoder.next(in);
    REQUIRE(std::holds_alternative<FramePiece>(result));
    const FramePiece& piece = std::get<FramePiece>(result);
    CHECK(piece.first);
    CHECK_FALSE(piece.last);
    CHECK(piece.payload.empty());
    CHECK(decoder.remaining() == 5);
    CHECK_FALSE(decoder.between_frames());
    CHECK(std::holds_alternative<NeedMore>(decoder.next(in)));
  }
}

TEST_CASE("a length of any size is counted in 64 bits", "[rfc6455-5.2]") {
  for (const std::uint64_t length : {std::uint64_t{65536}, std::uint64_t{65541}, (std::uint64_t{1} << 31) + 5,
                                     (std::uint64_t{1} << 32) + 5, (std::uint64_t{1} << 63) - 1}) {
    INFO("a frame of " << length << " bytes, of which 5 are there");
    Wire wire = client().header({.opcode = kBinary, .claimed = length}) + bytes("first");
    FrameDecoder decoder({Role::Server, 0});
    MutableBytes in = wire;
    const auto result = decoder.next(in);
    REQUIRE(std::holds_alternative<FramePiece>(result));
    CHECK(std::get<FramePiece>(result).payload.size() == 5);
    CHECK_FALSE(std::get<FramePiece>(result).last);
    CHECK(decoder.remaining() == length - 5);
    CHECK_FALSE(decoder.between_frames());
    // All but two bytes are stepped over; then the frame ends, and the next one begins.
    decoder.skip(length - 7);
    Wire rest = bytes("xy") + client().text("next");
    in = rest;
    const auto last = decoder.next(in);
    REQUIRE(std::holds_alternative<FramePiece>(last));
    CHECK(std::get<FramePiece>(last).last);
    CHECK(std::get<FramePiece>(last).offset == length - 2);
    CHECK(std::get<FramePiece>(last).payload.size() == 2);
    const auto next = decoder.next(in);
    REQUIRE(std::holds_alternative<FramePiece>(next));
    CHECK(text_of(std::get<FramePiece>(next).payload) == "next");
  }
}

TEST_CASE("after a violation the decoder accepts nothing", "[rfc6455-7.1.7][client-unmasked]") {
  FrameDecoder decoder({Role::Server, 0});
  Wire wire = server().text("unmasked") + client().text("fine");
  MutableBytes in = wire;
  const auto result = decoder.next(in);
  REQUIRE(std::holds_alternative<Violation>(result));
  CHECK(std::get<Violation>(result) == Violation::MaskMissing);
  CHECK(in.size() == wire.size());
  CHECK(decoder.failed());
  in = in.subspan(10);
  CHECK(std::holds_alternative<NeedMore>(decoder.next(in)));
}

TEST_CASE("a reserved bit that an extension uses may be allowed later", "[rfc6455-5.2][rsv]") {
  const Wire wire = client().frame({.opcode = kBinary, .rsv = 4}, bytes("z"));
  FrameDecoder decoder({Role::Server, 0});
  decoder.set_allowed_rsv(4);
  const Decoded decoded = decode(decoder, {wire});
  CHECK_FALSE(decoded.violation);
  REQUIRE(decoded.frames.size() == 1);
  CHECK(decoded.frames[0].header.rsv == 4);
  FrameDecoder other({Role::Server, 0});
  other.set_allowed_rsv(2);
  CHECK(decode(other, {wire}).violation == Violation::ReservedBitSet);
}

TEST_CASE("a watcher is told of every violation and goes on",
          "[rfc6455-5.2][rsv][length-not-minimal][control-too-long]") {
  const Wire wire = server().frame({.opcode = 11, .fin = false, .rsv = 7}, bytes("abc")) +
                    client().frame({.opcode = kText, .form = 64}, bytes("long form")) +
                    client().text("good") + client().frame({.opcode = kPing}, letters(126));
  for_every_split(std::span<const std::uint8_t>(wire), [&](const std::vector<Bytes>& pieces) {
    FrameDecoder decoder({Role::Server, 0}, OnViolation::Report);
    const Decoded decoded = decode(decoder, pieces);
    REQUIRE(decoded.frames.size() == 4);
    REQUIRE_FALSE(decoded.violation);
    REQUIRE(decoded.frames[0].violations.size() == 4);
    REQUIRE(decoded.frames[0].payload == bytes("abc"));
    REQUIRE(decoded.frames[1].violations.contains(Violation::LengthNotMinimal));
    REQUIRE(decoded.frames[1].payload == bytes("long form"));
    REQUIRE(decoded.frames[2].violations.empty());
    REQUIRE(decoded.frames[2].payload == bytes("good"));
    REQUIRE(decoded.frames[3].violations.contains(Violation::ControlTooLong));
    REQUIRE(decoded.frames[3].payload == letters(126));
  });
}

TEST_CASE("a watcher on the client's side reports a masked frame, and unmasks it", "[rfc6455-5.1]") {
  const Wire wire = client().text("Hello") + server().text("good");
  for_every_split(std::span<const std::uint8_t>(wire), [&](const std::vector<Bytes>& pieces) {
    FrameDecoder decoder({Role::Client, 0}, OnViolation::Report);
    const Decoded decoded = decode(decoder, pieces);
    REQUIRE(decoded.frames.size() == 2);
    REQUIRE(decoded.frames[0].violations.contains(Violation::MaskForbidden));
    REQUIRE(text_of(decoded.frames[0].payload) == "Hello");
    REQUIRE(decoded.frames[1].violations.empty());
    REQUIRE(text_of(decoded.frames[1].payload) == "good");
  });
}

TEST_CASE("a watcher stops where nobody can tell the next frame: a length with its top bit set",
          "[rfc6455-5.2][length-msb]") {
  const Wire wire =
      client().header({.opcode = kBinary, .claimed = std::uint64_t{1} << 63}) + client().text("lost");
  for_every_split(std::span<const std::uint8_t>(wire), [&](const std::vector<Bytes>& pieces) {
    FrameDecoder decoder({Role::Server, 0}, OnViolation::Report);
    const Decoded decoded = decode(decoder, pieces);
    REQUIRE(decoded.frames.size() == 1);
    REQUIRE(decoded.frames[0].violations.contains(Violation::LengthTopBitSet));
    REQUIRE_FALSE(decoded.frames[0].complete);
    REQUIRE(decoder.failed());
  });
}

TEST_CASE("lost payload is stepped over, and the next frame is read right", "[rfc6455-5.2]") {
  const Wire payload = noise(1000);
  Wire wire = client().binary(payload) + client().text("next");
  const std::size_t header = 8;
  for (const std::size_t lost : {1u, 500u, 990u}) {
    Wire before = wire.first(header + 10);
    FrameDecoder decoder({Role::Server, 0}, OnViolation::Report);
    const Decoded begun = decode(decoder, {before});
    REQUIRE(begun.frames.size() == 1);
    CHECK(begun.frames[0].payload == payload.first(10));
    CHECK(decoder.remaining() == 990);
    decoder.skip(lost);
    CHECK(decoder.remaining() == 990 - lost);
    Wire after(wire.begin() + static_cast<std::ptrdiff_t>(header + 10 + lost), wire.end());
    MutableBytes in = after;
    const auto rest = decoder.next(in);
    REQUIRE(std::holds_alternative<FramePiece>(rest));
    const FramePiece& piece = std::get<FramePiece>(rest);
    CHECK(piece.offset == 10 + lost);
    CHECK(piece.last);
    CHECK(Wire(piece.payload.begin(), piece.payload.end()) ==
          Wire(payload.begin() + static_cast<std::ptrdiff_t>(10 + lost), payload.end()));
    const auto next = decoder.next(in);
    REQUIRE(std::holds_alternative<FramePiece>(next));
    CHECK(text_of(std::get<FramePiece>(next).payload) == "next");
  }
}

TEST_CASE("a frame whose end is lost is complete without a further byte", "[rfc6455-5.2]") {
  Wire before = client().binary(noise(50)).first(20);
  FrameDecoder decoder({Role::Server, 0}, OnViolation::Report);
  CHECK(decode(decoder, {before}).frames.size() == 1);
  decoder.skip(decoder.remaining());
  MutableBytes nothing;
  const auto result = decoder.next(nothing);
  REQUIRE(std::holds_alternative<FramePiece>(result));
  CHECK(std::get<FramePiece>(result).last);
  CHECK(std::get<FramePiece>(result).payload.empty());
  CHECK(decoder.between_frames());
}

}  // namespace
}  // namespace ws101::testing
