#include "wsdump/show/headings.hpp"

#include "text/escape.hpp"

namespace ws101::wsdump {

void Headings::begin(const ConnectionEvent& event) {
  ++connections_;
  conn_ = event.conn;
  if (quiet_) return;
  const bool named = !event.client.empty() || !event.name.empty();
  if (connections_ > 1) out_ << '\n';
  if (connections_ == 1 && !named) return;
  out_ << "Connection " << event.conn;
  if (!event.name.empty()) {
    out_ << "  " << escape_text(bytes_of(event.name), 200);
  } else if (named) {
    out_ << "  client " << event.client << "  server " << event.server;
  }
  out_ << '\n';
}

void Headings::go_on(std::uint32_t conn) {
  if (conn == conn_ || quiet_) return;
  conn_ = conn;
  out_ << "\nConnection " << conn << " goes on\n";
}

}  // namespace ws101::wsdump
