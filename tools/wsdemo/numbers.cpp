#include "wsdemo/numbers.hpp"

#include <utility>

#include "json/quote.hpp"

namespace ws101::demos {

Endpoint Numbers::counted(const std::string& name, Endpoint endpoint) {
  Demo& demo = demos_[name];
  endpoint.open = [&demo, open = std::move(endpoint.open)](Peer& peer, const Request& request) {
    ++demo.clients;
    if (open) open(peer, request);
  };
  endpoint.message = [&demo, message = std::move(endpoint.message)](Peer& peer, const Message& what) {
    ++demo.messages;
    if (message) message(peer, what);
  };
  endpoint.close = [&demo, close = std::move(endpoint.close)](Peer& peer, const CloseEvent& event) {
    --demo.clients;
    if (close) close(peer, event);
  };
  return endpoint;
}

void Numbers::set_value(std::string_view demo, std::string value) {
  const auto found = demos_.find(demo);
  if (found == demos_.end()) return;
  const std::lock_guard lock(mutex_);
  found->second.value = std::move(value);
}

std::string Numbers::json() const {
  std::string out = "{";
  const std::lock_guard lock(mutex_);
  for (const auto& [name, demo] : demos_) {
    out += (out.size() > 1 ? "," : "") + json_quote(name) + ":{\"clients\":" + std::to_string(demo.clients) +
           ",\"messages\":" + std::to_string(demo.messages) + ",\"value\":" + json_quote(demo.value) + "}";
  }
  return out + "}";
}

}  // namespace ws101::demos
