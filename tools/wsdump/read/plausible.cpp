// The judgement is frame_chain()'s; this only grades it.
#include "wsdump/read/plausible.hpp"

#include <algorithm>

#include "handshake/token.hpp"
#include "wsdump/any_frames.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kLeastPadding = 8;  // bytes; fewer may be frames: 00 00 is an empty continuation
// What fills a buffer: zeros, and what Visual C++ puts into fresh memory of the stack and the heap.
constexpr std::string_view kPadding{"\0\xcc\xcd", 3};

// Of an HTTP head in front of frames; 0 if there is none.
std::size_t size_of_head(Bytes bytes) {
  constexpr std::string_view kEnd = "\r\n\r\n";
  const bool head = begins_request(bytes) || begins_response(bytes);
  const std::size_t end = head ? text_of(bytes).find(kEnd) : std::string_view::npos;
  return end == std::string_view::npos ? 0 : end + kEnd.size();
}

}  // namespace

bool begins_request(Bytes bytes) {
  return equal_ignoring_case(text_of(bytes).substr(0, 4), "GET ");  // "get" is wrong, but meant
}
bool begins_response(Bytes bytes) {
  return text_of(bytes).starts_with("HTTP/1.");
}

std::size_t end_of_frames_in_buffer(Bytes bytes) {
  if (bytes.empty() || kPadding.find(static_cast<char>(bytes.back())) == std::string_view::npos)
    return bytes.size();
  std::size_t end = bytes.size();
  while (end > 0 && bytes[end - 1] == bytes.back()) --end;
  if (bytes.size() - end < kLeastPadding) return bytes.size();
  const std::size_t head = size_of_head(bytes.first(end));
  const FrameChain chain = frame_chain(bytes.subspan(head, end - head), kAnyFrames);
  if (chain.end == FrameChain::End::Cut) {  // the last frame ends in such bytes of its own
    const std::size_t begin = head + chain.bytes;
    const auto header = read_header(bytes.subspan(begin));
    const auto* last = std::get_if<FrameHeader>(&header);
    if (last == nullptr || last->size() + last->length > bytes.size() - begin) return bytes.size();
    end = begin + last->size() + static_cast<std::size_t>(last->length);
  } else if (chain.end != FrameChain::End::Whole || (chain.frames == 0 && head == 0)) {
    return bytes.size();
  }
  return bytes.size() - end < kLeastPadding ? bytes.size() : end;
}

int grade_of(Bytes bytes) {
  if (begins_request(bytes) || begins_response(bytes)) return kWholeMessages;
  if (bytes.size() < 2) return 0;
  if (end_of_frames_in_buffer(bytes) < bytes.size()) return kWholeFrames;
  const FrameChain chain = frame_chain(bytes, kAnyFrames);
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
      if (chunk.side != side) continue;
      stream.insert(stream.end(), chunk.bytes.begin(), chunk.bytes.end());
      if (!chunk.cut) continue;
      worst = std::min(worst, grade_of(stream));
      stream.clear();
    }
    if (!stream.empty()) worst = std::min(worst, grade_of(stream));
  }
  return worst;
}

}  // namespace ws101::wsdump::input
