// From parameters to windows; deflate_use.hpp is the specification.
#include "wsdump/watch/deflate_use.hpp"

#include "handshake/deflate_params.hpp"
#include "handshake/extension.hpp"
#include "handshake/token.hpp"

namespace ws101::wsdump {
namespace {

DeflateUse use_of(const DeflateParams& params, DeflateUse::Source source) {
  return {source,
          {params.client_max_window_bits, !params.client_no_context_takeover},
          {params.server_max_window_bits, !params.server_no_context_takeover}};
}

// Judged one by one, so that one parameter that is wrong does not hide the others.
Extension without_faults(const Extension& answer) {
  Extension right{answer.name, {}};
  for (const ExtensionParam& param : answer.params) {
    if (!wrong_deflate_answer({answer.name, {param}})) right.params.push_back(param);
  }
  return right;
}

}  // namespace

DeflateUse deflate_of(const HandshakeEvent& event) {
  for (const std::string& text : event.extensions) {
    const auto parsed = parse_extensions(text);
    const auto* const list = std::get_if<std::vector<Extension>>(&parsed);
    if (list == nullptr || !equal_ignoring_case(list->front().name, kDeflateName)) continue;
    if (event.response != nullptr)
      return use_of(deflate_params_of(without_faults(list->front())), DeflateUse::Source::Agreed);
    return use_of({}, DeflateUse::Source::Offered);
  }
  return {};
}

std::variant<DeflateUse, std::string> parse_deflate(std::string_view params) {
  const auto parsed = parse_deflate_params(params);
  if (const auto* const error = std::get_if<SyntaxError>(&parsed)) return error->words;
  return use_of(std::get<DeflateParams>(parsed), DeflateUse::Source::Told);
}

}  // namespace ws101::wsdump
