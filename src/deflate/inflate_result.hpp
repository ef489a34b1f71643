// The outcome of one call of Inflater::inflate().
#pragma once

#include <cstddef>
#include <cstdint>

namespace ws101 {

enum class InflateStatus : std::uint8_t {
  NeedInput,   // all input is consumed, and all output that follows from it is given
  OutputFull,  // at least one more byte is due, and there is no room for it; output that just fits is not it
  FinalBlock,  // a block with BFINAL has ended (section 3.2.3); what follows it in the input is not consumed
  Failed,      // see Inflater::error()
};

struct InflateResult {
  InflateStatus status = InflateStatus::NeedInput;
  std::size_t consumed = 0;  // bytes of input; they need not be shown again
  std::size_t produced =
      0;  // bytes of output, from its beginning; memory behind them may have been written to
};

}  // namespace ws101
