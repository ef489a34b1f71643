// The options --deflate and --deflate=PARAMS, the same in all programs.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "handshake/deflate_params.hpp"
#include "options.hpp"

namespace ws101 {

// Nothing if the option was not given; `bare` for --deflate alone. Throws UsageError.
inline std::optional<DeflateParams> read_deflate(Options& options, const DeflateParams& bare) {
  const std::optional<std::string> text = options.optional_value("--deflate");
  if (!text) return std::nullopt;
  if (text->empty()) return bare;
  const auto params = parse_deflate_params(*text);
  if (const auto* error = std::get_if<SyntaxError>(&params))
    throw UsageError("option --deflate: " + error->words);
  return std::get<DeflateParams>(params);
}

}  // namespace ws101
