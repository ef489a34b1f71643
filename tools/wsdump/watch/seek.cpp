// The search for the beginning of frames; seek.hpp is the specification.
#include "wsdump/watch/seek.hpp"

#include "frame/frame_chain.hpp"

namespace ws101::wsdump {

ChainFound chain_at(Bytes bytes, std::uint8_t allowed_rsv) {
  const FrameChain chain = frame_chain(bytes, {allowed_rsv, std::nullopt, kChainOfHeaders});
  if (chain.end == FrameChain::End::Wrong || !chain.same_masks || !chain.in_order) return {};
  const bool whole =
      chain.end == FrameChain::End::Enough || (chain.end == FrameChain::End::Whole && chain.frames > 0);
  return {whole ? Chain::Whole : Chain::Short, chain.frames};
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
