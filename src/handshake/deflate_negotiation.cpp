#include "handshake/deflate_negotiation.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "handshake/token.hpp"

namespace ws101 {
namespace {

constexpr std::string_view kServerBits = "server_max_window_bits";
constexpr std::string_view kClientBits = "client_max_window_bits";

bool has(const Extension& extension, std::string_view name) {
  return std::any_of(extension.params.begin(), extension.params.end(),
                     [&](const ExtensionParam& param) { return equal_ignoring_case(param.name, name); });
}

void add_flag(Extension& extension, std::string_view name, bool set) {
  if (set) extension.params.push_back({std::string(name), std::nullopt});
}

void add_bits(Extension& extension, std::string_view name, unsigned bits) {
  if (bits < kMostWindowBits) extension.params.push_back({std::string(name), std::to_string(bits)});
}

// Windows of 15 bits are the default and need no parameter.
Extension written(const DeflateParams& params) {
  Extension extension{std::string(kDeflateName), {}};
  add_flag(extension, "server_no_context_takeover", params.server_no_context_takeover);
  add_flag(extension, "client_no_context_takeover", params.client_no_context_takeover);
  add_bits(extension, kServerBits, params.server_max_window_bits);
  add_bits(extension, kClientBits, params.client_max_window_bits);
  return extension;
}

std::optional<DeflateAnswer> answer_one(const Extension& offer, const DeflateParams& wanted) {
  // RFC 7692 7: "A server MUST decline an extension negotiation offer for this extension if any of the following
  // conditions are met"
  if (!equal_ignoring_case(offer.name, kDeflateName) || wrong_deflate_offer(offer)) return std::nullopt;
  const DeflateParams offered = deflate_params_of(offer);
  if (std::min(offered.server_max_window_bits, offered.client_max_window_bits) < kLeastZlibWindowBits)
    return std::nullopt;
  DeflateParams agreed = wanted;
  agreed.server_no_context_takeover |= offered.server_no_context_takeover;
  agreed.client_no_context_takeover |= offered.client_no_context_takeover;
  // RFC 7692 7.1.2.1: "A server accepts an extension negotiation offer with this parameter by including the
  // 'server_max_window_bits' extension parameter in the extension negotiation response to send back to the client with
  // the same or smaller value as the offer."
  agreed.server_max_window_bits = std::min(wanted.server_max_window_bits, offered.server_max_window_bits);
  // RFC 7692 7.1.2.2: "If a received extension negotiation offer doesn't have the 'client_max_window_bits' extension
  // parameter, the corresponding extension negotiation response to the offer MUST NOT include the
  // 'client_max_window_bits' extension parameter."
  if (!has(offer, kClientBits) && wanted.client_max_window_bits < kMostWindowBits) return std::nullopt;
  agreed.client_max_window_bits = std::min(wanted.client_max_window_bits, offered.client_max_window_bits);
  Extension answer = written(agreed);
  if (has(offer, kServerBits) && !has(answer, kServerBits))
    answer.params.push_back({std::string(kServerBits), std::to_string(kMostWindowBits)});
  return DeflateAnswer{std::move(answer), agreed};
}

}  // namespace

std::optional<DeflateAnswer> answer_deflate(const std::vector<Extension>& offers,
                                            const DeflateParams& wanted) {
  // RFC 7692 5: the client lists its preferred offer first.
  for (const Extension& offer : offers) {
    if (auto answer = answer_one(offer, wanted)) return answer;
  }
  return std::nullopt;
}

Extension deflate_offer(const DeflateParams& wanted) {
  Extension offer = written(wanted);
  add_flag(offer, kClientBits, wanted.client_max_window_bits == kMostWindowBits);
  return offer;
}

DeflateParams agreed_deflate(const Extension& answer, const DeflateParams& wanted) {
  DeflateParams agreed = deflate_params_of(answer);
  agreed.client_no_context_takeover |= wanted.client_no_context_takeover;
  agreed.client_max_window_bits = std::min(agreed.client_max_window_bits, wanted.client_max_window_bits);
  return agreed;
}

}  // namespace ws101
