// Any bytes, inflated in pieces by the fast twin and whole by the obvious version: the same output, outcome
// and error. The first byte chooses window and pieces.
#include <cstdlib>
#include <vector>

#include "deflate/inflate.hpp"

namespace {

constexpr std::size_t kLimit = std::size_t{1} << 18;  // bytes of output, against bombs

struct Run {
  ws101::InflateStatus status = ws101::InflateStatus::NeedInput;
  std::vector<std::uint8_t> bytes;
  std::uint64_t bit_position = 0;
  bool finished = false;
};

Run inflate(ws101::Inflater& inflater, std::span<const std::uint8_t> input, std::size_t piece,
            std::size_t room) {
  Run run;
  std::size_t consumed = 0;
  std::span<const std::uint8_t> in;
  while (true) {
    if (in.empty()) in = input.subspan(consumed, std::min(piece, input.size() - consumed));
    std::vector<std::uint8_t> out(std::min(room, kLimit - run.bytes.size()));
    const auto got = inflater.inflate(in, out);
    if (got.consumed > in.size() || got.produced > out.size()) std::abort();
    run.bytes.insert(run.bytes.end(), out.begin(), out.begin() + static_cast<std::ptrdiff_t>(got.produced));
    consumed += got.consumed;
    in = in.subspan(got.consumed);
    run.status = got.status;
    if (got.status == ws101::InflateStatus::Failed) break;
    if (got.status == ws101::InflateStatus::OutputFull ? run.bytes.size() == kLimit
                                                       : consumed == input.size())
      break;
  }
  run.bit_position = inflater.bit_position();
  if (run.status == ws101::InflateStatus::NeedInput) run.finished = inflater.finish_message();
  return run;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const unsigned window_bits = 8 + data[0] % 8;
  const std::size_t piece = data[0] & 8 ? 1 + data[0] / 16 : size;
  const std::size_t room = data[0] & 16 ? 1 + data[0] / 2 : 5000;
  const std::span input(data + 1, size - 1);

  ws101::Inflater fast(window_bits);
  ws101::Inflater obvious(window_bits);
  ws101::InflateObserver observer;
  obvious.observe(&observer);
  const Run one = inflate(fast, input, piece, room);
  const Run other = inflate(obvious, input, size, kLimit);
  if (one.status != other.status || one.bytes != other.bytes || one.finished != other.finished) std::abort();
  if (one.bit_position != other.bit_position || fast.error() != obvious.error()) std::abort();
  if (fast.memory() + sizeof fast > 44 * 1024) std::abort();
  return 0;
}
