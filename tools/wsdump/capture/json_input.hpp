// Captures that are JSON: their bytes on the way to a JsonReader, and how they are recognised.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json/source.hpp"
#include "wsdump/capture/byte_source.hpp"

namespace ws101::wsdump {

class JsonInput : public JsonSource {
 public:
  explicit JsonInput(ByteSource& source) : source_(source), piece_(std::size_t{64} << 10) {}
  std::string_view next() override;
  std::string error() const override { return source_.error(); }

 private:
  ByteSource& source_;
  std::vector<std::uint8_t> piece_;
};

// "netlog", "har", or empty: what the first bytes of a JSON file (its first key) say that it is.
std::string_view json_capture_format(std::span<const std::uint8_t> first_bytes);

}  // namespace ws101::wsdump
