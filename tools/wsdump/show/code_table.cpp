#include "wsdump/show/code_table.hpp"

#include "deflate/format.hpp"
#include "deflate/huffman.hpp"
#include "text/escape.hpp"

namespace ws101::wsdump {
namespace {

// "11" or "11-12".
std::string range(const ExtraBits& values) {
  std::string text = std::to_string(values.base);
  if (values.extra_bits > 0) text += '-' + std::to_string(values.base + (1U << values.extra_bits) - 1);
  return text;
}

std::string literal_name(unsigned symbol) {
  if (symbol < kEndOfBlock) return byte_name(static_cast<std::uint8_t>(symbol));
  if (symbol == kEndOfBlock) return "end";
  const unsigned index = symbol - kFirstLengthSymbol;
  return index < kCopyLengths.size() ? "length " + range(kCopyLengths[index]) : "unused";
}

std::string distance_name(unsigned symbol) {
  return symbol < kCopyDistances.size() ? range(kCopyDistances[symbol]) + " back" : "unused";
}

std::string code_length_name(unsigned symbol) {
  if (symbol == kRepeatPrevious) return "the last again";
  if (symbol == kRepeatZeroShort) return "3-10 zeros";
  if (symbol == kRepeatZeroLong) return "11-138 zeros";
  return "length " + std::to_string(symbol);
}

// Section 3.2.2: codes of one length are consecutive numbers in the order of their symbols, and each length
// continues where the shorter one ended.
template <typename Name>
std::string table(Bytes lengths, Name name) {
  HuffmanCode code;
  code.build(lengths);
  std::string text;
  auto symbol = code.symbols().begin();
  std::uint32_t number = 0;
  for (unsigned length = 1; length <= code.longest(); ++length) {
    number <<= 1;
    for (unsigned i = 0; i < code.count(length); ++i, ++number) {
      text += (text.empty() ? "" : ", ") + name(*symbol++) + ' ';
      for (unsigned bit = length; bit > 0; --bit) text += (number >> (bit - 1) & 1) != 0 ? '1' : '0';
    }
  }
  return text;
}

}  // namespace

std::string byte_name(std::uint8_t byte) {
  if (byte == '"') return "'\"'";
  if (byte == '\'') return "'\\''";
  return '\'' + escape_text({&byte, 1}) + '\'';
}

std::string literal_table(Bytes lengths) {
  return table(lengths, literal_name);
}
std::string distance_table(Bytes lengths) {
  return table(lengths, distance_name);
}
std::string code_length_table(Bytes lengths) {
  return table(lengths, code_length_name);
}

}  // namespace ws101::wsdump
