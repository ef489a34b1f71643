// parse_header agrees with read_header and judge_header, never takes a judgement back, and serialising gives the bytes
// back. The first byte chooses the reader and the allowed reserved bits.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "frame/header.hpp"

namespace {

void must(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ws101;
  if (size == 0) return 0;
  const HeaderRules rules{(data[0] & 8) != 0 ? Role::Client : Role::Server,
                          static_cast<std::uint8_t>(data[0] & 7)};
  const Bytes wire(data + 1, size - 1);

  const auto read = read_header(wire);
  const auto parsed = parse_header(wire, rules);
  if (const auto* header = std::get_if<FrameHeader>(&read)) {
    must(header->size() <= wire.size());
    const ViolationSet judged = judge_header(*header, rules);
    if (judged.empty()) {
      must(std::get<FrameHeader>(parsed) == *header);
    } else {
      must(std::get<Violation>(parsed) == judged.first());
    }
    std::array<std::uint8_t, kMaxHeaderSize> out;
    const std::size_t written = serialise_header(*header, out);
    must(written == header->size());
    must(std::equal(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(written), wire.begin()));
  } else {
    must(!std::holds_alternative<FrameHeader>(parsed));
  }

  // What a beginning decides, the whole decides too.
  for (std::size_t cut = 0; cut < std::min<std::size_t>(wire.size(), kMaxHeaderSize); ++cut) {
    const auto early = parse_header(wire.first(cut), rules);
    if (std::holds_alternative<NeedMore>(early)) continue;
    must(early == parsed);
  }
  return 0;
}
