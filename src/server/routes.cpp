#include "server/routes.hpp"

#include <optional>
#include <string_view>
#include <utility>

#include "handshake/host.hpp"
#include "handshake/http_response.hpp"
#include "handshake/origin.hpp"
#include "handshake/request_target.hpp"
#include "text/quoted.hpp"

namespace ws101 {
namespace {

template <typename Map>
const typename Map::mapped_type* find(const Map& map, std::string_view path) {
  auto found = map.find(path);
  if (found == map.end()) found = map.find("*");
  return found == map.end() ? nullptr : &found->second;
}

HttpAnswer refused(const Refusal& refusal, std::string_view why) {
  return {serialise(refusal), std::string(why)};
}

ServerPolicy policy_for(const Endpoint& endpoint, const RequestHead& head) {
  ServerPolicy policy{endpoint.subprotocols, endpoint.origins, false, endpoint.deflate};
  if (!endpoint.same_origin) return policy;
  // A page of this server may always connect; another origin only if it is in the list.
  const std::string_view origin = head.fields.value("Origin");
  if (head.fields.count("Origin") == 1 && origin_is_same_host(origin, head.fields.value("Host"))) {
    policy.origins.clear();
  } else if (policy.origins.empty()) {
    policy.origins.emplace_back("none");
  }
  return policy;
}

std::optional<HttpAnswer> judge_host(const RequestHead& head, const std::vector<std::string>& hosts) {
  const std::string_view host = head.fields.value("Host");
  if (hosts.empty() || host_is_allowed(host, hosts)) return std::nullopt;
  Refusal refusal;
  refusal.status = 403;
  refusal.sentence =
      "expected a Host that is this server (its address, localhost, or a name it was told), got " +
      quoted(host);
  refusal.omit_body = head.method == "HEAD";
  return refused(refusal, refusal.sentence);
}

// Proxies and health checks still request pages with HTTP/1.0, which does not require Host. A request without
// Host does not come from a browser, so DNS rebinding is not possible. A handshake with HTTP/1.0 is refused.
bool asks_for_old_page(const RequestHead& head) {
  return head.version.first == 1 && head.version.second == 0 &&
         (head.method == "GET" || head.method == "HEAD") && head.fields.find("Upgrade") == nullptr &&
         head.fields.count("Host") <= 1;
}

HttpAnswer make_page(const PageMaker& page, const Request& request, bool is_head) {
  try {
    const PageContent content = page(request);
    return {page_response({content.content_type, content.body, is_head}, content.fields),
            request.head.target};
  } catch (...) {
    Refusal refusal;
    refusal.status = 500;
    refusal.sentence = "The server met an error while it made this page";
    refusal.omit_body = is_head;
    return refused(refusal, "the page threw an exception");
  }
}

}  // namespace

std::variant<HttpAnswer, Upgrade> route(const ServerShared& shared, const RequestHead& head,
                                        Request& request) {
  const Endpoint* endpoint = nullptr;
  const PageMaker* page = nullptr;
  const auto target = split_target(head.target);
  if (const auto* split = std::get_if<RequestTarget>(&target)) {
    request.path = split->path;
    request.query = split->query;
    endpoint = find(shared.endpoints, split->path);
    page = find(shared.pages, split->path);
    if (endpoint == nullptr && page == nullptr) return refused(refuse_path(head), "no such path");
  }  // a malformed target is refused below, with all other violations

  if (page != nullptr && asks_for_old_page(head)) {
    if (head.fields.count("Host") == 1) {
      if (auto foreign = judge_host(head, shared.page_hosts)) return std::move(*foreign);
    }
    return make_page(*page, request, head.method == "HEAD");
  }

  static const Endpoint kNone;
  auto answer = answer_request(head, policy_for(endpoint != nullptr ? *endpoint : kNone, head));
  if (const auto* refusal = std::get_if<Refusal>(&answer)) return refused(*refusal, refusal->sentence);
  if (const auto* ordinary = std::get_if<NotWebSocket>(&answer)) {
    if (page == nullptr) return refused(upgrade_required(*ordinary), ordinary->words);
    if (auto foreign = judge_host(head, shared.page_hosts)) return std::move(*foreign);
    return make_page(*page, request, ordinary->is_head);
  }
  if (endpoint == nullptr) return refused(refuse_path(head), "a page, not a WebSocket endpoint");
  if (auto foreign = judge_host(head, endpoint->hosts)) return std::move(*foreign);
  return Upgrade{endpoint, std::get<Accepted>(std::move(answer))};
}

}  // namespace ws101
