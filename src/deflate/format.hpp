// The constants of the DEFLATE format: its alphabets and tables, as RFC 1951 gives them in section 3.2.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace ws101 {

// Section 3.2.3: the two bits BTYPE. The fourth value, 3, is reserved.
enum class BlockType : std::uint8_t { Stored = 0, Fixed = 1, Dynamic = 2 };

// The window is 2^bits bytes. RFC 1951 (section 2) has only 15; with RFC 7692 7.1.2 the endpoints can
// negotiate less.
inline constexpr unsigned kMinWindowBits = 8;
inline constexpr unsigned kMaxWindowBits = 15;

// The end of a sync flush: LEN and NLEN of an empty stored block. RFC 7692 7.2.1 removes these four bytes
// from the end of each message, 7.2.2 appends them again.
inline constexpr std::array<std::uint8_t, 4> kSyncTail = {0x00, 0x00, 0xff, 0xff};

// Section 3.2.7: no code of the two main alphabets is longer; a code of the code length alphabet has at most
// 7 bits.
inline constexpr unsigned kLongestCode = 15;
inline constexpr unsigned kLongestCodeLengthCode = 7;
inline constexpr std::size_t kCodeSizes = 16;  // no code, and codes of 1 to 15 bits

// Section 3.2.5: literals 0 to 255, the end of the block, and the lengths 257 to 285. The fixed code also has
// codes for 286 and 287, which "will never actually occur in the compressed data".
inline constexpr std::size_t kLiteralSymbols = 286;
inline constexpr std::size_t kFixedLiteralSymbols = 288;
inline constexpr unsigned kEndOfBlock = 256;
inline constexpr unsigned kFirstLengthSymbol = 257;

// Likewise 30 distances; only the fixed code also has codes for 30 and 31.
inline constexpr std::size_t kDistanceSymbols = 30;
inline constexpr std::size_t kFixedDistanceSymbols = 32;

// Section 3.2.7: code lengths 0 to 15, and three ways to repeat.
inline constexpr std::size_t kCodeLengthSymbols = 19;
inline constexpr unsigned kRepeatPrevious = 16;   // 3 to 6 times, 2 more bits
inline constexpr unsigned kRepeatZeroShort = 17;  // 3 to 10 times, 3 more bits
inline constexpr unsigned kRepeatZeroLong = 18;   // 11 to 138 times, 7 more bits

// The order in which the lengths of the code length code are sent: those that are rarely used come last,
// since zeros at the end are left out.
inline constexpr std::array<std::uint8_t, kCodeLengthSymbols> kCodeLengthOrder = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

inline constexpr unsigned kShortestCopy = 3;
inline constexpr unsigned kLongestCopy = 258;
inline constexpr std::size_t kLongestStored = 65535;  // LEN has 16 bits (section 3.2.4)

// A length or distance is `base` plus the value of `extra_bits` bits that follow the symbol's code.
struct ExtraBits {
  std::uint16_t base;
  std::uint8_t extra_bits;
};

// Section 3.2.5, first table: symbol 257 is kCopyLengths[0].
inline constexpr std::array<ExtraBits, kLiteralSymbols - kFirstLengthSymbol> kCopyLengths = {
    {{3, 0},  {4, 0},  {5, 0},  {6, 0},   {7, 0},   {8, 0},   {9, 0},   {10, 0},  {11, 1}, {13, 1},
     {15, 1}, {17, 1}, {19, 2}, {23, 2},  {27, 2},  {31, 2},  {35, 3},  {43, 3},  {51, 3}, {59, 3},
     {67, 4}, {83, 4}, {99, 4}, {115, 4}, {131, 5}, {163, 5}, {195, 5}, {227, 5}, {258, 0}}};

// Section 3.2.5, second table.
inline constexpr std::array<ExtraBits, kDistanceSymbols> kCopyDistances = {
    {{1, 0},     {2, 0},     {3, 0},     {4, 0},      {5, 1},      {7, 1},     {9, 2},     {13, 2},
     {17, 3},    {25, 3},    {33, 4},    {49, 4},     {65, 5},     {97, 5},    {129, 6},   {193, 6},
     {257, 7},   {385, 7},   {513, 8},   {769, 8},    {1025, 9},   {1537, 9},  {2049, 10}, {3073, 10},
     {4097, 11}, {6145, 11}, {8193, 12}, {12289, 12}, {16385, 13}, {24577, 13}}};

// Section 3.2.6: the lengths of the fixed codes.
constexpr std::array<std::uint8_t, kFixedLiteralSymbols> fixed_literal_lengths() {
  std::array<std::uint8_t, kFixedLiteralSymbols> lengths{};
  for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol) {
    lengths[symbol] = symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8;
  }
  return lengths;
}
constexpr std::array<std::uint8_t, kFixedDistanceSymbols> fixed_distance_lengths() {
  std::array<std::uint8_t, kFixedDistanceSymbols> lengths{};
  lengths.fill(5);
  return lengths;
}

}  // namespace ws101
