// The outcome of one call of Inflater::inflate().
#pragma once

#include <cstddef>
#include <cstdint>

namespace ws101 {

enum class InflateStatus : std::uint8_t {
  NeedInput,   // all input is consumed, and all output that it gives is written
  OutputFull,  // there is at least one more byte of output and no room for it; not if the output fits exactly
  FinalBlock,  // a block with BFINAL has ended (section 3.2.3); what follows it in the input is not consumed
  Failed,      // see Inflater::error()
};

struct InflateResult {
  InflateStatus status = InflateStatus::NeedInput;
  std::size_t consumed = 0;  // bytes of input; they need not be passed again
  std::size_t produced =
      0;  // bytes of output, from its beginning; memory after them may have been overwritten
};

}  // namespace ws101
