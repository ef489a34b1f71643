#include "wsdump/capture/held_segments.hpp"

#include <algorithm>

namespace ws101::wsdump {
namespace {

// The captured part of [begin, end) in a segment at `offset` with the captured bytes `data`.
std::span<const std::uint8_t> captured_part(std::uint64_t offset, std::span<const std::uint8_t> data,
                                            std::uint64_t begin, std::uint64_t end) {
  const std::uint64_t from = std::min<std::uint64_t>(begin - offset, data.size());
  const std::uint64_t to = std::min<std::uint64_t>(end - offset, data.size());
  return data.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
}

bool same_where_both(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) {
  const std::size_t both = std::min(a.size(), b.size());
  return std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(both), b.begin());
}

}  // namespace

void HeldSegments::add(std::uint64_t offset, std::span<const std::uint8_t> data, std::uint64_t length,
                       const PacketInfo& packet) {
  bytes_ += data.size();
  segments_.emplace(offset, HeldSegment{{data.begin(), data.end()}, length, packet});
}

bool HeldSegments::insert(std::uint64_t offset, std::span<const std::uint8_t> data, std::uint64_t length,
                          const PacketInfo& packet) {
  const std::uint64_t end = offset + length;
  bool same = true;
  auto next = segments_.upper_bound(offset);
  if (next != segments_.begin() && std::prev(next)->first + std::prev(next)->second.length > offset) --next;
  for (std::uint64_t at = offset; at < end; ++next) {
    const std::uint64_t hole_end = next == segments_.end() ? end : std::min(end, next->first);
    if (hole_end > at) {
      add(at, captured_part(offset, data, at, hole_end), hole_end - at, packet);
      at = hole_end;
    }
    if (at == end) break;
    const std::uint64_t overlap_end = std::min(end, next->first + next->second.length);
    const auto held = captured_part(next->first, next->second.data, at, overlap_end);
    same = same && same_where_both(held, captured_part(offset, data, at, overlap_end));
    at = overlap_end;
  }
  return same;
}

HeldSegment HeldSegments::take_first() {
  HeldSegment first = std::move(segments_.begin()->second);
  segments_.erase(segments_.begin());
  bytes_ -= first.data.size();
  return first;
}

void HeldSegments::clear() {
  segments_.clear();
  bytes_ = 0;
}

}  // namespace ws101::wsdump
