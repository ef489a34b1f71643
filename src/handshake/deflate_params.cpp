// One function for each rule: offer and answer differ only in the rules that they use.
#include "handshake/deflate_params.hpp"

#include <algorithm>
#include <utility>

#include "handshake/token.hpp"
#include "text/quoted.hpp"

namespace ws101 {
namespace {

constexpr std::string_view kServerTakeover = "server_no_context_takeover";
constexpr std::string_view kClientTakeover = "client_no_context_takeover";
constexpr std::string_view kServerBits = "server_max_window_bits";
constexpr std::string_view kClientBits = "client_max_window_bits";

const ExtensionParam* find(const Extension& extension, std::string_view name) {
  const auto found =
      std::find_if(extension.params.begin(), extension.params.end(),
                   [&](const ExtensionParam& param) { return equal_ignoring_case(param.name, name); });
  return found == extension.params.end() ? nullptr : &*found;
}

// RFC 7692 7.1.2.1 and 7.1.2.2: a decimal integer from 8 to 15 without leading zeros. 0: it is not one.
int window_bits(const std::string& value) {
  if (value == "8" || value == "9") return value[0] - '0';
  if (value.size() == 2 && value[0] == '1' && value[1] >= '0' && value[1] <= '5') return 10 + value[1] - '0';
  return 0;
}

std::string written(const ExtensionParam& param) {
  return quoted(param.value ? param.name + "=" + *param.value : param.name);
}

// `value_needed`: client_max_window_bits must have one.
std::optional<std::string> wrong_param(const ExtensionParam& param, bool value_needed) {
  if (equal_ignoring_case(param.name, kServerTakeover) || equal_ignoring_case(param.name, kClientTakeover)) {
    if (!param.value) return std::nullopt;
    return "expected " + param.name + " without a value, got " + written(param);
  }
  const bool server = equal_ignoring_case(param.name, kServerBits);
  if (!server && !equal_ignoring_case(param.name, kClientBits))
    return "expected a parameter that RFC 7692 defines, got " + written(param);
  if (!param.value && !server && !value_needed) return std::nullopt;
  if (param.value && window_bits(*param.value) != 0) return std::nullopt;
  return "expected " + param.name + "=8 to 15, got " + written(param);
}

std::optional<std::string> wrong_params(const Extension& extension, bool value_needed) {
  for (const ExtensionParam& param : extension.params) {
    if (auto words = wrong_param(param, value_needed)) return words;
    if (find(extension, param.name) != &param)
      return "expected each parameter once, got " + written(param) + " again";
  }
  return std::nullopt;
}

std::optional<std::string> not_allowed_by(const Extension& offer, const Extension& answer) {
  // RFC 7692 7.1.2.2: "If a received extension negotiation offer doesn't have the 'client_max_window_bits'
  // extension parameter, the corresponding extension negotiation response to the offer MUST NOT include the
  // 'client_max_window_bits' extension parameter."
  const ExtensionParam* const client_bits = find(answer, kClientBits);
  if (client_bits != nullptr && find(offer, kClientBits) == nullptr)
    return "expected no client_max_window_bits, because it was not offered, got " + written(*client_bits);
  if (find(offer, kServerTakeover) != nullptr && find(answer, kServerTakeover) == nullptr)
    return "expected server_no_context_takeover, as the client asked for it, got none";
  if (const ExtensionParam* const asked = find(offer, kServerBits); asked != nullptr && asked->value) {
    const ExtensionParam* const got = find(answer, kServerBits);
    const int bits = got != nullptr && got->value ? window_bits(*got->value) : int{kMostWindowBits};
    if (bits > window_bits(*asked->value)) {
      return "expected server_max_window_bits of at most " + *asked->value +
             ", as the client asked for it, got " + (got == nullptr ? "none" : written(*got));
    }
  }
  return std::nullopt;
}

}  // namespace

DeflateParams deflate_params_of(const Extension& extension) {
  const auto bits = [&](std::string_view name) {
    const ExtensionParam* const param = find(extension, name);
    return param == nullptr || !param->value ? kMostWindowBits
                                             : static_cast<unsigned>(window_bits(*param->value));
  };
  return {find(extension, kServerTakeover) != nullptr, find(extension, kClientTakeover) != nullptr,
          bits(kServerBits), bits(kClientBits)};
}

std::variant<DeflateParams, SyntaxError> parse_deflate_params(std::string_view text) {
  std::string value(kDeflateName);
  if (text.find_first_not_of(' ') != std::string_view::npos) value.append("; ").append(text);
  std::replace(value.begin(), value.end(), ',', ';');
  const auto parsed = parse_extensions(value);
  if (const auto* error = std::get_if<SyntaxError>(&parsed)) return SyntaxError{0, error->words};
  const Extension& extension = std::get<std::vector<Extension>>(parsed).front();
  if (auto words = wrong_deflate_answer(extension)) return SyntaxError{0, std::move(*words)};
  return deflate_params_of(extension);
}

std::optional<std::string> wrong_deflate_offer(const Extension& offer) {
  return wrong_params(offer, false);
}

std::optional<std::string> wrong_deflate_answer(const Extension& answer) {
  return wrong_params(answer, true);
}

std::optional<std::string> deflate_answer_not_offered(const Extension& answer,
                                                      const std::vector<Extension>& offers) {
  std::optional<std::string> first;
  for (const Extension& offer : offers) {
    if (!equal_ignoring_case(offer.name, kDeflateName) || wrong_deflate_offer(offer)) continue;
    auto words = not_allowed_by(offer, answer);
    if (!words) return std::nullopt;
    if (!first) first = std::move(words);
  }
  return first;
}

}  // namespace ws101
