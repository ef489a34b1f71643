// Lab 2: headers taken apart, judged and written again; payloads masked.
#include "frame/header.hpp"
#include "frame/mask.hpp"
#include "labs/seeded/observe.hpp"

namespace ws101::labs {
namespace {

std::string in_words(const FrameHeader& header) {
  std::array<std::uint8_t, kMaxHeaderSize> written{};
  const std::size_t size = std::min(serialise_header(header, written), written.size());
  return "fin " + std::to_string(header.fin) + " rsv " + std::to_string(header.rsv) + " opcode " +
         std::to_string(static_cast<int>(header.opcode)) + " masked " + std::to_string(header.masked) +
         " form " + std::to_string(static_cast<int>(header.length_form)) + " length " +
         std::to_string(header.length) + " key " + to_hex(header.key) + ", written again " +
         to_hex(Bytes(written).first(size));
}

}  // namespace

std::string observe_lab2(std::string_view kind, const Pieces& pieces) {
  const ByteString all = joined(pieces);
  if (kind == "read") {
    const auto read = read_header(all);
    return std::holds_alternative<NeedMore>(read) ? "need more" : in_words(std::get<FrameHeader>(read));
  }
  if (kind == "parse as server" || kind == "parse as client") {
    const auto parsed = parse_header(all, {kind == "parse as server" ? Role::Server : Role::Client, 0});
    if (std::holds_alternative<NeedMore>(parsed)) return "need more";
    if (const auto* violation = std::get_if<Violation>(&parsed)) return std::string(info(*violation).id);
    return in_words(std::get<FrameHeader>(parsed));
  }
  // "mask": four bytes of key, one of offset, the payload.
  MaskingKey key{};
  std::copy_n(all.begin(), 4, key.begin());
  ByteString payload(all.begin() + 5, all.end());
  ByteString copy(payload.size());
  copy_masked(copy, payload, key, all[4]);
  apply_mask(payload, key, all[4]);
  return to_hex(payload) + (copy == payload ? "" : ", and copy_masked " + to_hex(copy));
}

}  // namespace ws101::labs
