// The search for the beginning of frames: seek.hpp says what it promises.
#include "wsdump/watch/seek.hpp"

#include "frame/header.hpp"

namespace ws101::wsdump {
namespace {

// A header that no well-behaved endpoint writes is not where a frame begins. Judged by the decoder's own rules, for
// the reader that expects the MASK bit as it is.
bool plausible(const FrameHeader& header, std::uint8_t allowed_rsv) {
  const HeaderRules rules{header.masked ? Role::Server : Role::Client, allowed_rsv};
  return judge_header(header, rules).empty();
}

// Even fewer than two bytes can exclude a header.
bool first_byte_possible(std::uint8_t byte, std::uint8_t allowed_rsv) {
  const FrameHeader header{(byte & 0x80) != 0, static_cast<std::uint8_t>((byte >> 4) & 7),
                           static_cast<Opcode>(byte & 15)};
  return plausible(header, allowed_rsv);
}

}  // namespace

ChainFound chain_at(Bytes bytes, std::uint8_t allowed_rsv) {
  std::optional<bool> masked;
  std::optional<bool> in_message;  // not known before the first data frame
  for (std::size_t headers = 0; headers < kChainOfHeaders; ++headers) {
    if (bytes.empty()) return {headers > 0 ? Chain::Whole : Chain::Short, headers};
    if (!first_byte_possible(bytes[0], allowed_rsv)) return {};
    const auto read = read_header(bytes);
    const auto* header = std::get_if<FrameHeader>(&read);
    if (header == nullptr) return {Chain::Short, headers};
    if (!plausible(*header, allowed_rsv) || masked.value_or(header->masked) != header->masked) return {};
    masked = header->masked;
    if (!is_control(header->opcode)) {
      const bool continues = header->opcode == Opcode::Continuation;
      if (in_message.has_value() && *in_message != continues) return {};
      in_message = !header->fin;
    }
    bytes = bytes.subspan(header->size());
    if (headers + 1 == kChainOfHeaders) break;
    if (header->length > bytes.size()) return {Chain::Short, headers};
    bytes = bytes.subspan(static_cast<std::size_t>(header->length));
  }
  return {Chain::Whole, kChainOfHeaders};
}

std::optional<std::size_t> seek_frames(Bytes bytes, std::uint8_t allowed_rsv, bool last_chance) {
  std::optional<std::size_t> best_short;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const ChainFound found = chain_at(bytes.subspan(at), allowed_rsv);
    if (found.chain == Chain::Whole) return at;
    // The last few bytes of anything look like the beginning of a header: only a header with some payload counts. But
    // senders like to begin a segment with a frame, so the very beginning may be shorter.
    const bool enough = (at == 0 && found.whole_frames > 0) || bytes.size() - at > kMaxHeaderSize;
    if (found.chain == Chain::Short && !best_short && enough) best_short = at;
  }
  return last_chance ? best_short : std::nullopt;
}

}  // namespace ws101::wsdump
