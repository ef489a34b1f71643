#include "wsdump/read/heads/head_fields.hpp"

#include <algorithm>

#include "handshake/token.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/heads/field_scanner.hpp"
#include "wsdump/read/heads/head_values.hpp"

namespace ws101::wsdump::input {
namespace {

using Role = FieldList::Role;

bool tells_handshake(const FieldList& list) {
  // An answer names the version only if it refuses; with which status, its first line would say.
  if (list.decided() == Role::Response && list.status.empty() && list.has("Sec-WebSocket-Version") &&
      !list.has("Sec-WebSocket-Accept"))
    return false;
  return std::any_of(list.fields.begin(), list.fields.end(),
                     [](const auto& field) { return lower(field.first).starts_with("sec-websocket-"); });
}

// A request's list whose Connection names the upgrade, though none of those fields is there.
bool asks_upgrade(const FieldList& list) {
  return list.decided() == Role::Request &&
         std::any_of(list.fields.begin(), list.fields.end(), [](const auto& field) {
           return lower(field.first) == "connection" && contains(lower(field.second), "upgrade");
         });
}

// The same fields once more: of a Node object's headers and rawHeaders, say.
bool repeats(FieldList& list, FieldList& before) {
  const auto same = [&](std::string_view name) {
    const std::string* value = list.find(name);
    const std::string* other = before.find(name);
    return value != nullptr && other != nullptr && *value == *other;
  };
  return same("Sec-WebSocket-Key") || same("Sec-WebSocket-Accept");
}

// A log may have one JSON object a line, each with its own method, target and status.
std::vector<FieldList> scan_records(std::string_view text) {
  std::vector<FieldList> lists;
  while (!text.empty()) {
    const std::size_t next = text.find("}\n{\"");
    const std::string_view record = text.substr(0, next == std::string_view::npos ? next : next + 2);
    text.remove_prefix(record.size());
    for (FieldList& list : FieldScanner(record).run()) {
      list.tail += text.size();
      lists.push_back(std::move(list));
    }
  }
  return lists;
}

// `small` is the text in small letters behind a line end.
void mark_handshakes(std::vector<FieldList>& lists, std::string_view small) {
  // A command, or lines, show all that was sent; to an object a library may have added the rest.
  const bool command = contains(small, "curl ");
  const bool complete = command || contains(small, "\nconnection:");
  for (FieldList& list : lists) {
    const bool host = list.has("Host");
    const bool named = tells_handshake(list);
    const bool meant = list.target.empty() ? host && complete : host || command;
    list.handshake = named || (meant && asks_upgrade(list));
    list.partial = named ? !host : !complete;
  }
}

// An answer that refuses needs no field of the handshake. Without any field, a 200 may be a program's default.
bool refuses(const FieldList& list) {
  return list.role == Role::Response && (list.status >= "3" || (list.status >= "2" && !list.fields.empty()));
}

// Of an answer perhaps only the status is told.
void add_answer(std::vector<FieldList>& lists) {
  FieldList answer{Role::Response, {}, {}, {}, lists.back().status};
  const bool answered = std::any_of(lists.begin(), lists.end(),
                                    [](const FieldList& list) { return list.decided() == Role::Response; });
  if (!answered && (refuses(answer) || answer.status.starts_with("101"))) lists.push_back(std::move(answer));
}

}  // namespace

std::string without_quoting(std::string_view body) {
  std::string text;
  while (!body.empty()) {
    std::string_view line = take_whole_line(body);
    if (line.starts_with('>')) line.remove_prefix(line.starts_with("> ") ? 2 : 1);
    text += line;
  }
  return text;
}

std::string* FieldList::find(std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const auto& field) { return equal_ignoring_case(field.first, name); });
  return found == fields.end() ? nullptr : &found->second;
}

bool FieldList::has(std::string_view name) const {
  return std::any_of(fields.begin(), fields.end(),
                     [&](const auto& field) { return equal_ignoring_case(field.first, name); });
}

Role FieldList::decided() const {
  // Two titles may have been swapped.
  const bool asks = has("Sec-WebSocket-Key") || (has("Host") && has("User-Agent"));
  const bool answers = has("Sec-WebSocket-Accept") || (has("Server") && !has("Host"));
  if (asks != answers) return asks ? Role::Request : Role::Response;
  if (role != Role::Unknown) return role;
  if (has("Sec-WebSocket-Accept")) return Role::Response;
  const bool request = has("Sec-WebSocket-Key") || has("Host") || has("User-Agent") || status.empty();
  return request ? Role::Request : Role::Response;
}

std::vector<FieldList> find_field_lists(std::string_view body) {
  const std::string unquoted = without_quoting(body);
  const std::string small = "\n" + lower(unquoted);
  if (!contains(small, "sec-websocket-") && !contains(small, "sec_websocket_") && !contains(small, "upgrade"))
    return {};
  std::vector<FieldList> lists = scan_records(unquoted);
  mark_handshakes(lists, small);
  const auto tells = [](const FieldList& list) { return list.handshake; };
  // A title, a second field or a second list says that a list is meant, not a sentence about one field.
  const bool lists_have_one = std::count_if(lists.begin(), lists.end(), tells) < 2;
  std::vector<FieldList> kept;
  bool asked = true;     // by the last request, for WebSocket
  bool refused = false;  // it, by a list of fields
  for (FieldList& list : lists) {
    if (list.handshake && !kept.empty() && repeats(list, kept.back())) {
      if (list.fields.size() > kept.back().fields.size()) kept.back().fields = std::move(list.fields);
      continue;
    }
    if (list.role == Role::Request && (list.started || !list.fields.empty())) {
      asked = list.handshake;
      refused &= !asked;
    }
    const bool sentence = lists_have_one && list.role == Role::Unknown && list.fields.size() < 2;
    const bool answers = asked && (list.started || (refuses(list) && !std::exchange(refused, true)));
    if (list.handshake ? !sentence : answers) kept.push_back(std::move(list));
  }
  if (std::none_of(kept.begin(), kept.end(), tells)) return {};
  add_answer(kept);
  return kept;
}

PastedHead head_of(const FieldList& list) {
  PastedHead head;
  head.response = list.decided() == Role::Response;
  const std::string version = list.http2 ? "HTTP/2.0" : "HTTP/1.1";
  const auto [host, path] = host_and_path(list.target);
  if (head.response) {
    head.bytes = version + " " + (list.status.empty() ? "101 Switching Protocols" : list.status) + "\r\n";
    if (list.status.empty())
      head.notes.emplace_back("the first line of the response is not in the paste: taken to be HTTP/1.1 101");
  } else {
    const std::string method = list.method.empty() ? "GET" : list.method;
    head.bytes.append(method).append(" ").append(path).append(" " + version + "\r\n");
    if (list.target.empty()) {
      head.notes.push_back("the first line of the request is not in the paste: taken to be " + method +
                           " / " + version);
    }
  }
  bool hidden = false;
  for (const auto& [name, value] : list.fields) {
    const std::string field = name + ": " + value;
    if (hides_value(clean_field(field))) {
      hidden = true;
      head.notes.push_back("left out " + name + ": the paste hides the value");
    } else {
      head.bytes.append(clean_field(field)).append("\r\n");
    }
  }
  // Lines of an answer without its first line and a title may be the end of a head, and lack other fields too.
  const bool begun = list.in_object || list.role != Role::Unknown || !list.status.empty();
  head.partial = head.response ? !begun || (!list.has("Upgrade") && list.fields.size() < 2) : list.partial;
  head.partial |= hidden;
  if (!head.response && !list.has("Host") && (list.without_host || !host.empty())) {
    head.bytes.append("Host: ").append(host.empty() ? "not-in-the-map" : host).append("\r\n");
    head.notes.emplace_back(host.empty() ? "Go keeps Host apart from its map of fields: taken as there"
                                         : "took Host from the URL");
  }
  if (list.http2) {
    head.partial = true;
    head.notes.emplace_back(kNoUpgrade);
  }
  head.bytes += "\r\n";
  return head;
}

}  // namespace ws101::wsdump::input
