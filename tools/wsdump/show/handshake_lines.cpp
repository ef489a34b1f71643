#include "wsdump/show/handshake_lines.hpp"

#include "text/escape.hpp"
#include "wsdump/show/words.hpp"

namespace ws101::wsdump {

void put_handshake(Output& out, const HandshakeEvent& event) {
  if (event.request != nullptr) {
    out << "Handshake   " << escape_text(bytes_of(event.request->method), 16) << ' '
        << escape_text(bytes_of(event.request->target), 120) << " HTTP/" << event.request->version.first
        << '.' << event.request->version.second;
  } else {
    out << "Handshake   (the request is not in the input)";
  }
  if (event.response != nullptr) {
    out << "  ->  " << event.response->status << ' ' << escape_text(bytes_of(event.response->reason), 40)
        << '\n';
  } else {
    out << "  ->  (the answer is not in the input)\n";
  }
  const auto safe = [](std::string_view text) { return escape_text(bytes_of(text), 64); };
  if (!event.key.empty()) out << "            Key " << safe(event.key) << '\n';
  if (!event.accept.empty()) {
    out << "            Accept " << safe(event.accept);
    if (!event.key.empty()) out << (event.accept == event.accept_expected ? ": right" : ": WRONG");
    if (!event.key.empty() && event.accept != event.accept_expected)
      out << ", expected " << event.accept_expected;
    out << '\n';
  }
  for (const std::string& extension : event.extensions) {
    put_wrapped(out, "            extension " + std::string(event.response != nullptr ? "" : "offered: "),
                escape_text(bytes_of(extension), 200), 22);
  }
  if (event.subprotocol) out << "            subprotocol " << safe(*event.subprotocol) << '\n';
  if (event.refused) out << "            The server refused: this connection carries no frames.\n";
}

}  // namespace ws101::wsdump
