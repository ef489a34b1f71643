// The opposite of decoding: `wsdump encode` builds a frame, valid or invalid, and explains it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "frame/header.hpp"
#include "wsdump/show/explain.hpp"

namespace ws101::wsdump {

inline constexpr std::size_t kMostEncodePayload = std::size_t{16} << 20;  // bytes read from a file

// What to build. Everything may be wrong on purpose.
struct EncodeRequest {
  FrameHeader header;                 // header.length is the length that the frame claims
  std::vector<std::uint8_t> payload;  // the payload that really follows, unmasked
  bool deflated = false;              // --deflate: the payload is compressed
  bool explain = true;                // --quiet: only the hex
};

struct EncodeError {
  std::string message;  // one line, safe to show; a usage error
};

// Where bytes that are not on the command line come from: the masking key and --file.
class EncodeSources {
 public:
  virtual ~EncodeSources() = default;
  virtual MaskingKey random_key() = 0;
  // The whole file ("-": standard input), or nothing with `error` set. At most kMostEncodePayload bytes.
  virtual std::optional<std::vector<std::uint8_t>> read_file(std::string_view path, std::string& error) = 0;
};

// Parses the words after `wsdump encode`.
std::variant<EncodeRequest, EncodeError> parse_encode(std::span<const std::string_view> words,
                                                      EncodeSources& sources);

// The bytes of the frame. Read back they give the same header, and the same payload as far as the length goes.
std::vector<std::uint8_t> encode_frame(const EncodeRequest& request);

// The hex of the frame and, unless quiet, its diagram and all its violations.
std::string encode_output(const EncodeRequest& request, const ExplainStyle& style = {});

// Keys from the system's randomness, files from the system.
class SystemEncodeSources : public EncodeSources {
 public:
  MaskingKey random_key() override;
  std::optional<std::vector<std::uint8_t>> read_file(std::string_view path, std::string& error) override;
};

// The help text of the command.
std::string_view encode_help();

}  // namespace ws101::wsdump
