#include "wsdump/read/head_fields.hpp"

#include <algorithm>

#include "handshake/token.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/field_scanner.hpp"

namespace ws101::wsdump::input {
namespace {

using Role = FieldList::Role;

bool tells_handshake(const FieldList& list) {
  return std::any_of(list.fields.begin(), list.fields.end(),
                     [](const auto& field) { return lower(field.first).starts_with("sec-websocket-"); });
}

std::string path_of(std::string_view target) {
  const std::size_t scheme = target.find("://");
  if (scheme == std::string_view::npos) return target.starts_with('/') ? std::string(target) : "/";
  const std::size_t slash = target.find('/', scheme + 3);
  return slash == std::string_view::npos ? "/" : std::string(target.substr(slash));
}

}  // namespace

bool FieldList::has(std::string_view name) const {
  return std::any_of(fields.begin(), fields.end(),
                     [&](const auto& field) { return equal_ignoring_case(field.first, name); });
}

Role FieldList::decided() const {
  if (role != Role::Unknown) return role;
  if (has("Sec-WebSocket-Accept")) return Role::Response;
  const bool request = has("Sec-WebSocket-Key") || has("Host") || has("User-Agent") || status.empty();
  return request ? Role::Request : Role::Response;
}

std::vector<FieldList> find_field_lists(std::string_view body) {
  const std::string small = lower(body);
  if (!contains(small, "sec-websocket-") && !contains(small, "sec_websocket_")) return {};
  std::vector<FieldList> lists = FieldScanner(body).run();
  // A title, a second field or a second list says that a list is meant, not a sentence about one field.
  const bool lists_have_one = std::count_if(lists.begin(), lists.end(), tells_handshake) < 2;
  std::erase_if(lists, [&](const FieldList& list) {
    return !tells_handshake(list) || (lists_have_one && list.role == Role::Unknown && list.fields.size() < 2);
  });
  return lists;
}

PastedHead head_of(const FieldList& list) {
  PastedHead head;
  head.response = list.decided() == Role::Response;
  if (head.response) {
    head.bytes = "HTTP/1.1 " + (list.status.empty() ? "101 Switching Protocols" : list.status) + "\r\n";
    if (list.status.empty())
      head.notes.emplace_back("the first line of the response is not in the paste: taken to be HTTP/1.1 101");
  } else {
    const std::string method = list.method.empty() ? "GET" : list.method;
    head.bytes = method + " " + path_of(list.target) + " HTTP/1.1\r\n";
    if (list.target.empty()) {
      head.notes.push_back("the first line of the request is not in the paste: taken to be " + method +
                           " / HTTP/1.1");
    }
  }
  for (const auto& [name, value] : list.fields)
    head.bytes.append(name).append(": ").append(value).append("\r\n");
  head.partial = head.response ? !list.has("Upgrade") && list.fields.size() == 1 : !list.has("Host");
  if (list.without_host && !list.has("Host") && !head.response) {
    head.bytes += "Host: not-in-the-map\r\n";
    head.notes.emplace_back("Go keeps Host apart from its map of fields: taken as there");
  }
  head.bytes += "\r\n";
  return head;
}

}  // namespace ws101::wsdump::input
