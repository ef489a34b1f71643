// Lab 8: a message inflated in pieces, twice: the second time with the first as its window.
#include "deflate/inflate.hpp"
#include "labs/seeded/observe.hpp"

namespace ws101::labs {
namespace {

// What the pieces say, and how it ended.
std::string inflate_message(Inflater& inflater, const Pieces& pieces) {
  constexpr std::size_t kRoom = 37;
  ByteString text;
  for (std::span<const std::uint8_t> piece : pieces) {
    while (true) {
      ByteString room(kRoom);
      const InflateResult got = inflater.inflate(piece, room);
      text.insert(text.end(), room.begin(), room.begin() + static_cast<std::ptrdiff_t>(got.produced));
      piece = piece.subspan(got.consumed);
      if (got.status == InflateStatus::Failed) {
        return to_hex(text) + ", then " + std::string(info(inflater.error().fault).id) + " at bit " +
               std::to_string(inflater.error().bit_position);
      }
      const bool stuck = got.consumed == 0 && got.produced == 0;
      if (got.status != InflateStatus::OutputFull && (piece.empty() || stuck)) break;
    }
  }
  return to_hex(text) + (inflater.finish_message() ? ", and its end" : ", and it ends inside a block");
}

}  // namespace

std::string observe_lab8(std::string_view, const Pieces& pieces) {
  Inflater inflater;
  const std::string first = inflate_message(inflater, pieces);
  return first + "; again: " + inflate_message(inflater, pieces);
}

}  // namespace ws101::labs
