// Lab 8, step 6: the header of a dynamic block. The contract is RFC 1951, section 3.2.7; a block worked through bit by bit is
// in docs/14-compression.md. What has been read of the header is in *header_ (src/deflate/inflate_codes.hpp): make one if there
// is none.
#include <algorithm>

#include "deflate/inflate.hpp"
#include "deflate/inflate_codes.hpp"

namespace ws101 {

// HLIT, HDIST, HCLEN. header_->done is 0 again, and header_->start the position behind them.
Inflater::Outcome Inflater::read_counts(BitReader& reader) {
  static_cast<void>(reader);  // placeholder: delete this line
  return Outcome::NeedInput;
}

// The lengths of the code length code: 3 bits each, in the order of kCodeLengthOrder (format.hpp); header_->done counts them.
// Those that do not come are 0. Then header_->code_length_code can be built.
Inflater::Outcome Inflater::read_code_length_code(BitReader& reader) {
  static_cast<void>(reader);  // placeholder: delete this line
  return Outcome::NeedInput;
}

// Symbols of that code until the lengths of both codes are there. Each symbol with its extra bits is read whole or not at
// all; what is there stays, in header_->lengths, and header_->done says how many these are.
Inflater::Outcome Inflater::read_code_lengths(BitReader& reader) {
  static_cast<void>(reader);  // placeholder: delete this line
  return Outcome::NeedInput;
}

// Both codes of the block, into header_->codes; symbols come next. The two tables in there are not for you. `end` is the
// position behind the lengths: an observer wants to know.
Inflater::Outcome Inflater::build_codes(std::uint64_t end) {
  static_cast<void>(end);  // placeholder: delete this line
  return Outcome::NeedInput;
}

}  // namespace ws101
