// Captures in JSON: feeds their bytes to a JsonReader, and recognises them.
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

// "netlog", "har", or empty: the kind of a JSON file by its first bytes (its first key).
std::string_view json_capture_format(std::span<const std::uint8_t> first_bytes);

}  // namespace ws101::wsdump
