// From parameters to windows: deflate_use.hpp says what it promises.
#include "wsdump/watch/deflate_use.hpp"

#include <algorithm>

#include "handshake/deflate_params.hpp"
#include "handshake/extension.hpp"
#include "handshake/token.hpp"

namespace ws101::wsdump {
namespace {

void take(const ExtensionParam& param, DeflateUse& use) {
  const bool server = param.name.starts_with("server") || param.name.starts_with("Server");
  DeflateWindow& window = server ? use.server : use.client;
  if (!param.value) {
    if (param.name.find("takeover") != std::string::npos) window.takeover = false;
    return;
  }
  window.bits = param.value->size() == 1 ? static_cast<unsigned>((*param.value)[0] - '0')
                                         : 10U + static_cast<unsigned>((*param.value)[1] - '0');
}

DeflateUse use_of(const Extension& extension, DeflateUse::Source source) {
  DeflateUse use;
  use.source = source;
  for (const ExtensionParam& param : extension.params) {
    // Judged one by one, so that one that is wrong does not hide the others.
    if (!wrong_deflate_answer({extension.name, {param}})) take(param, use);
  }
  return use;
}

}  // namespace

DeflateUse deflate_of(const HandshakeEvent& event) {
  for (const std::string& text : event.extensions) {
    const auto parsed = parse_extensions(text);
    const auto* const list = std::get_if<std::vector<Extension>>(&parsed);
    if (list == nullptr || !equal_ignoring_case(list->front().name, kDeflateName)) continue;
    if (event.response != nullptr) return use_of(list->front(), DeflateUse::Source::Agreed);
    DeflateUse use;
    use.source = DeflateUse::Source::Offered;
    return use;
  }
  return {};
}

std::variant<DeflateUse, std::string> parse_deflate(std::string_view params) {
  std::string text(kDeflateName);
  if (!params.empty()) {
    text.append(";").append(params);
    std::replace(text.begin(), text.end(), ',', ';');
  }
  const auto parsed = parse_extensions(text);
  if (const auto* const error = std::get_if<SyntaxError>(&parsed)) return error->words;
  const Extension& extension = std::get<std::vector<Extension>>(parsed).front();
  if (auto words = wrong_deflate_answer(extension)) return std::move(*words);
  return use_of(extension, DeflateUse::Source::Told);
}

}  // namespace ws101::wsdump
