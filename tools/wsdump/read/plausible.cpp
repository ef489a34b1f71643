// The judgement is frame_chain()'s; this only grades it.
#include "wsdump/read/plausible.hpp"

#include <algorithm>

#include "frame/frame_chain.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kLeastPadding = 8;  // zeros; fewer may be frames: 00 00 is an empty continuation

FrameChain chain_of(Bytes bytes) {
  constexpr std::uint8_t kRsv1 = 4;
  return frame_chain(bytes, {kRsv1, {}, SIZE_MAX});
}

}  // namespace

std::size_t end_of_frames_in_buffer(Bytes bytes) {
  std::size_t end = bytes.size();
  while (end > 0 && bytes[end - 1] == 0) --end;
  if (bytes.size() - end < kLeastPadding) return bytes.size();
  const FrameChain chain = chain_of(bytes.first(end));
  if (chain.end == FrameChain::End::Cut) {  // the last frame ends in zeros of its own
    const auto header = read_header(bytes.subspan(chain.bytes));
    const auto* last = std::get_if<FrameHeader>(&header);
    const std::size_t left = bytes.size() - chain.bytes;
    if (last == nullptr || last->size() + last->length > left) return bytes.size();
    end = chain.bytes + last->size() + static_cast<std::size_t>(last->length);
  } else if (chain.end != FrameChain::End::Whole || chain.frames == 0) {
    return bytes.size();
  }
  return bytes.size() - end < kLeastPadding ? bytes.size() : end;
}

int grade_of(Bytes bytes) {
  const std::string_view text = text_of(bytes);
  if (text.starts_with("GET ") || text.starts_with("HTTP/1.")) return kWholeMessages;
  if (bytes.size() < 2) return 0;
  if (end_of_frames_in_buffer(bytes) < bytes.size()) return kWholeFrames;
  const FrameChain chain = chain_of(bytes);
  if (chain.end == FrameChain::End::Wrong) return 0;
  const bool odd = chain.compressed || !chain.in_order;
  if (chain.end == FrameChain::End::Cut) return odd ? kOddCutFrames : kCutFrames;
  return odd || chain.ends_in_message ? kWholeFrames : kWholeMessages;
}

int grade_of(const Reading& reading) {
  if (!reading.packets.empty()) return kWholeMessages;
  if (reading.chunks.size() == 1) return grade_of(reading.chunks.front().bytes);
  int worst = reading.chunks.empty() ? 0 : kWholeMessages;
  for (std::uint8_t side = 0; side < 2; ++side) {
    std::vector<std::uint8_t> stream;
    for (const Chunk& chunk : reading.chunks) {
      if (chunk.side == side) stream.insert(stream.end(), chunk.bytes.begin(), chunk.bytes.end());
    }
    if (!stream.empty()) worst = std::min(worst, grade_of(stream));
  }
  return worst;
}

}  // namespace ws101::wsdump::input
