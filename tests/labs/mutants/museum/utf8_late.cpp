// A wrong solution, as it stands in tutorials: bytes are gathered until the character is whole, then its number is judged.
#include "text/utf8.hpp"

namespace ws101 {

bool Utf8Validator::step(std::uint8_t byte) {
  if (missing_ > 0) {
    if ((byte & 0xC0) != 0x80) return false;
    if (lowest_ >= 0xC2) {  // the lead byte until now; from here on 0 remembers that the number will be none
      const bool none = (lowest_ == 0xE0 && byte < 0xA0) || (lowest_ == 0xED && byte > 0x9F) ||
                        (lowest_ == 0xF0 && byte < 0x90) || (lowest_ == 0xF4 && byte > 0x8F);
      lowest_ = none ? 0 : 0x80;
    }
    --missing_;
    return missing_ > 0 || lowest_ != 0;
  }
  if (byte < 0x80) return true;
  if (byte < 0xC2 || byte > 0xF4) return false;
  missing_ = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
  lowest_ = byte;
  return true;
}

std::size_t Utf8Validator::feed_obvious(Bytes in) {
  if (failed_) return 0;
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (!step(in[i])) {
      failed_ = true;
      return i;
    }
    ++accepted_;
  }
  return in.size();
}

std::size_t Utf8Validator::feed(Bytes in) {
  return feed_obvious(in);
}

bool is_utf8(Bytes text) {
  Utf8Validator validator;
  validator.feed(text);
  return validator.complete();
}

}  // namespace ws101
