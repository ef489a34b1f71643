// Any bytes, deflated in pieces with flushes in between, inflate to themselves; no more than bound() is
// written. The first two bytes choose level, window, pieces and what is forgotten.
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "deflate/deflate.hpp"
#include "deflate/inflate.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const auto level = static_cast<ws101::DeflateLevel>(data[0] % 3);
  const unsigned window_bits = 8 + data[0] / 4 % 8;
  const std::size_t piece = data[0] & 128 ? 1 + std::size_t{data[1]} * 4 : size;
  ws101::Deflater deflater(level, window_bits);
  ws101::Inflater inflater(window_bits);

  const std::span input(data + 2, size - 2);
  unsigned round = data[1];
  std::size_t inflated = 0;
  std::vector<std::uint8_t> payload;
  for (std::size_t at = 0; at < input.size(); ++round) {
    const auto part = input.subspan(at, std::min(piece, input.size() - at));
    at += part.size();
    const bool message = round % 3 != 0 || at == input.size();
    std::vector<std::uint8_t> out(deflater.bound(part.size()));
    const std::size_t written = message ? deflater.deflate_message(part, out)
                                        : deflater.deflate(part, ws101::DeflateFlush::None, out);
    if (written + 8 > out.size()) std::abort();
    payload.insert(payload.end(), out.begin(), out.begin() + static_cast<std::ptrdiff_t>(written));
    if (!message) continue;

    std::vector<std::uint8_t> back(at - inflated);
    const auto got = inflater.inflate(payload, back);
    if (got.status != ws101::InflateStatus::NeedInput || got.produced != back.size()) std::abort();
    if (!std::equal(back.begin(), back.end(), input.begin() + static_cast<std::ptrdiff_t>(inflated)))
      std::abort();
    if (!inflater.finish_message()) std::abort();
    inflated = at;
    payload.clear();
    if (round % 5 == 0) deflater.forget();
    if (round % 7 == 0) {  // a message that is not sent
      std::vector<std::uint8_t> unsent(deflater.bound(part.size()));
      deflater.deflate_message(part, unsent);
      deflater.unsend(part.size());
    }
    if (round % 4 == 0) deflater.release_memory();
    if (deflater.memory() + sizeof deflater > 200 * 1024) std::abort();
  }
  return 0;
}
