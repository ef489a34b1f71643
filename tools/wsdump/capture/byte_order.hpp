// Reads integers from bytes in a given byte order. The caller has checked that the bytes are there.
#pragma once

#include <cstdint>

namespace ws101::wsdump {

inline std::uint16_t big16(const std::uint8_t* p) {
  return static_cast<std::uint16_t>(p[0] << 8 | p[1]);
}
inline std::uint32_t big32(const std::uint8_t* p) {
  return std::uint32_t{p[0]} << 24 | std::uint32_t{p[1]} << 16 | std::uint32_t{p[2]} << 8 | p[3];
}
inline std::uint16_t little16(const std::uint8_t* p) {
  return static_cast<std::uint16_t>(p[1] << 8 | p[0]);
}
inline std::uint32_t little32(const std::uint8_t* p) {
  return std::uint32_t{p[3]} << 24 | std::uint32_t{p[2]} << 16 | std::uint32_t{p[1]} << 8 | p[0];
}

// Both orders, selected by a flag, for files that have either.
inline std::uint16_t read16(const std::uint8_t* p, bool big) {
  return big ? big16(p) : little16(p);
}
inline std::uint32_t read32(const std::uint8_t* p, bool big) {
  return big ? big32(p) : little32(p);
}

}  // namespace ws101::wsdump
