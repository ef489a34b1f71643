#include "frame/compression.hpp"

#include <algorithm>

namespace ws101 {
namespace {

// The most bytes of output that are requested from the decompressor in one call.
constexpr std::size_t kLeastRoom = 256;
constexpr std::size_t kMostRoom = std::size_t{64} << 10;
constexpr std::size_t kUsualRatio = 4;  // of text

MutableBytes room_for(Bytes input, MessageAssembler& assembler) {
  const std::size_t wanted =
      std::clamp(std::min(input.size(), kMostRoom) * kUsualRatio, kLeastRoom, kMostRoom);
  return assembler.room(static_cast<std::size_t>(std::min<std::uint64_t>(wanted, assembler.left())));
}

}  // namespace

std::optional<Violation> misplaced_compressed_bit(const FrameHeader& header) {
  if ((header.rsv & kCompressedBit) == 0) return std::nullopt;
  // RFC 7692 6: "An endpoint MUST NOT set the 'Per-Message Compressed' bit of control frames and non-first fragments
  // of a data message. An endpoint receiving such a frame MUST _Fail the WebSocket Connection_."
  if (is_control(header.opcode)) return Violation::CompressedControl;
  if (header.opcode == Opcode::Continuation) return Violation::CompressedContinuation;
  return std::nullopt;
}

std::variant<NeedMore, Message, Violation> add_compressed(MessageAssembler& assembler,
                                                          Decompressor& decompressor,
                                                          const FramePiece& piece) {
  // The header for the assembler: the length of a compressed frame says nothing about that of the message.
  FramePiece inflated = piece;
  inflated.header.length = 0;
  inflated.payload = {};
  inflated.last = false;
  if (piece.first) {
    auto begun = assembler.add(inflated);
    if (!std::holds_alternative<NeedMore>(begun)) return begun;
    inflated.first = false;
  }
  Bytes input = piece.payload;
  Decompressor::Result got;
  do {
    const std::uint64_t left = assembler.left();
    const MutableBytes room = room_for(input, assembler);
    got = decompressor.decompress(input, room);
    input = input.subspan(got.consumed);
    inflated.payload = room.first(got.produced);
    auto added = assembler.add(inflated);
    if (!std::holds_alternative<NeedMore>(added)) return added;
    if (got.status == Decompressor::Status::Failed) return Violation::InflateFailed;
    // There is more output, but the limit is reached.
    if (got.status == Decompressor::Status::OutputFull && got.produced == left)
      return Violation::MessageTooBig;
  } while (!input.empty() || got.status == Decompressor::Status::OutputFull);
  if (!piece.last || !piece.header.fin) return NeedMore{};
  if (!decompressor.end_message()) return Violation::InflateFailed;
  inflated.payload = {};
  inflated.last = true;
  return assembler.add(inflated);
}

}  // namespace ws101
