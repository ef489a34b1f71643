// Lab 3: frames out of a stream in pieces; how far a text in pieces is UTF-8.
#include "frame/decoder.hpp"
#include "labs/seeded/observe.hpp"
#include "text/utf8.hpp"

namespace ws101::labs {
namespace {

std::string frames_of(const Pieces& pieces) {
  constexpr std::size_t kMostFrames = 1000;  // more is no answer, but an endless loop
  FrameDecoder decoder({Role::Server, 0});
  std::string words;
  ByteString pending;
  std::size_t frames = 0;
  for (const Bytes piece : pieces) {
    pending.insert(pending.end(), piece.begin(), piece.end());
    MutableBytes in = pending;
    while (frames < kMostFrames) {
      const auto result = decoder.next(in);
      if (std::holds_alternative<NeedMore>(result)) break;
      if (const auto* violation = std::get_if<Violation>(&result))
        return words + std::string(info(*violation).id);
      const FramePiece& part = std::get<FramePiece>(result);
      if (part.first)
        words += std::string(name(part.header.opcode)) + (part.header.fin ? " " : " unfinished ");
      words += to_hex(part.payload);
      if (part.last) words += "; ", ++frames;
    }
    pending.erase(pending.begin(), pending.end() - static_cast<std::ptrdiff_t>(in.size()));
  }
  return words;
}

}  // namespace

std::string observe_lab3(std::string_view kind, const Pieces& pieces) {
  if (kind == "frames") return frames_of(pieces);
  Utf8Validator validator;
  for (const Bytes piece : pieces) {
    if (validator.feed(piece) < piece.size()) break;
  }
  return std::to_string(validator.accepted()) + " bytes accepted, " +
         (validator.failed()     ? "then refused"
          : validator.complete() ? "complete"
                                 : "inside a character");
}

}  // namespace ws101::labs
