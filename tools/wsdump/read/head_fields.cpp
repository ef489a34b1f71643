// A line either titles a list, belongs to the start line, or is a field.
#include "wsdump/read/head_fields.hpp"

#include <algorithm>

#include "handshake/token.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/head_dress.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kLongestTitle = 60;
constexpr std::string_view kTelling = "sec-websocket-";  // a list with such a name is of a handshake

using Role = FieldList::Role;

bool tells_handshake(const FieldList& list) {
  return std::any_of(list.fields.begin(), list.fields.end(),
                     [](const auto& field) { return lower(field.first).starts_with(kTelling); });
}

std::string_view unquoted(std::string_view value) {
  value = trim(value);
  if (value.size() >= 2 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0])
    value = value.substr(1, value.size() - 2);
  return value;
}

// "Request Headers (12)", "> Response headers: view source"; a sign in front of the words does not count.
Role title_of(std::string_view line) {
  if (line.size() > kLongestTitle) return Role::Unknown;
  std::string words = lower(line);
  const std::size_t begin = words.find_first_of("rh");
  if (begin > 8) return Role::Unknown;  // or there is none
  words.erase(0, begin);
  for (const auto& [name, role] :
       {std::pair{"request", Role::Request}, std::pair{"response", Role::Response},
        std::pair{"handshake request", Role::Request}, std::pair{"handshake response", Role::Response}}) {
    if (!words.starts_with(name)) continue;
    const std::string_view rest = trim_left(std::string_view(words).substr(std::string_view(name).size()));
    if (rest.starts_with("header") || rest.empty() || rest == ":") return role;
  }
  return Role::Unknown;
}

// Reads the lines one after the other into lists.
class LineLists {
 public:
  explicit LineLists(const std::vector<std::string_view>& lines) : lines_(lines) {}
  std::vector<FieldList> read();

 private:
  void begin(Role role) {
    if (!lists_.empty() && lists_.back().fields.empty() && lists_.back().role == Role::Unknown) {
      lists_.back().role = role;
    } else {
      lists_.emplace_back().role = role;
    }
  }
  FieldList& list() {
    if (lists_.empty()) lists_.emplace_back();
    return lists_.back();
  }
  bool take_general(std::string_view line);
  void take_field(std::string_view name, std::string_view value);

  const std::vector<std::string_view>& lines_;
  std::vector<FieldList> lists_;
  FieldList general_;  // what "General" says: of both heads
};

bool LineLists::take_general(std::string_view line) {
  const std::string small = lower(line);
  for (const auto& [name, member] :
       {std::pair{"request url", &FieldList::target}, std::pair{"request method", &FieldList::method},
        std::pair{"status code", &FieldList::status}}) {
    if (!small.starts_with(name)) continue;
    std::string_view value = trim(line.substr(std::string_view(name).size()));
    if (value.starts_with(':')) value = trim(value.substr(1));
    while (!value.empty() && !is_printable(value[0])) value.remove_prefix(1);  // Chrome's coloured dot
    general_.*member = unquoted(value);
    return true;
  }
  return false;
}

void LineLists::take_field(std::string_view name, std::string_view value) {
  // Without titles a name that comes again, or a field only the other end sends, begins the other head.
  // The key and the accept alone, one below the other, are of two heads.
  const auto is_key = [](const auto& field) { return equal_ignoring_case(field.first, "Sec-WebSocket-Key"); };
  FieldList& before = list();
  if (before.role == Role::Unknown && equal_ignoring_case(name, "Sec-WebSocket-Accept") &&
      std::any_of(before.fields.begin(), before.fields.end(), is_key))
    begin(Role::Response);
  FieldList& now = list();
  const auto same = [&](const auto& field) { return equal_ignoring_case(field.first, name); };
  const bool again = std::any_of(now.fields.begin(), now.fields.end(), same) &&
                     (equal_ignoring_case(name, "Upgrade") || equal_ignoring_case(name, "Connection"));
  if (now.role == Role::Unknown && again) begin(Role::Unknown);
  list().fields.emplace_back(name, unquoted(value));
}

std::vector<FieldList> LineLists::read() {
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const std::string_view line = trim(lines_[i]);
    if (line.empty()) {
      if (!lists_.empty() && lists_.back().role == Role::Unknown) begin(Role::Unknown);
      continue;
    }
    if (take_general(line)) continue;
    if (const Role role = title_of(line); role != Role::Unknown) {
      begin(role);
    } else if (is_field_line(line)) {
      const std::size_t colon = line.find(':');
      std::string_view value = trim(line.substr(colon + 1));
      // Chrome copies a name and its value as two lines.
      if (value.empty() && i + 1 < lines_.size() && !trim(lines_[i + 1]).ends_with(':')) value = lines_[++i];
      take_field(trim(line.substr(0, colon)), value);
    } else if (const std::size_t tab = line.find('\t'); tab != std::string_view::npos) {
      if (is_token(trim(line.substr(0, tab)))) take_field(trim(line.substr(0, tab)), line.substr(tab + 1));
    } else if (is_known_field(line) && i + 1 < lines_.size()) {
      take_field(line, lines_[++i]);
    }
  }
  for (FieldList& each : lists_) {
    each.method = general_.method;
    each.target = general_.target;
    each.status = general_.status;
  }
  return std::move(lists_);
}

std::string path_of(std::string_view target) {
  const std::size_t scheme = target.find("://");
  if (scheme == std::string_view::npos) return target.starts_with('/') ? std::string(target) : "/";
  const std::size_t slash = target.find('/', scheme + 3);
  return slash == std::string_view::npos ? "/" : std::string(target.substr(slash));
}

// A log prefix in front of every field: what stands before the first telling name is taken off every line.
std::vector<std::string_view> undressed(std::string_view body) {
  std::vector<std::string_view> all;
  for (const TextLine& line : lines_of(body)) all.push_back(line.line);
  std::string_view prefix;
  for (const std::string_view line : all) {
    const std::size_t at = find_ignoring_case(line, kTelling);
    if (at == std::string_view::npos) continue;
    prefix = line.substr(0, at);
    break;
  }
  if (trim(prefix).empty() || trim(prefix) == "\"" || trim(prefix) == "'") return all;
  std::vector<std::string_view> bare;
  for (const std::string_view line : all) {
    if (const auto length = same_shape(prefix, line, false)) bare.push_back(line.substr(*length));
    if (prefix.ends_with('"') && !bare.empty() && bare.back().ends_with('"')) bare.back().remove_suffix(1);
  }
  return bare;
}

}  // namespace

Role FieldList::decided() const {
  if (role != Role::Unknown) return role;
  Role found = Role::Unknown;
  for (const auto& [name, value] : fields) {
    if (equal_ignoring_case(name, "Sec-WebSocket-Accept")) return Role::Response;
    if (equal_ignoring_case(name, "Sec-WebSocket-Key") || equal_ignoring_case(name, "Host") ||
        equal_ignoring_case(name, "User-Agent"))
      found = Role::Request;
  }
  return found == Role::Unknown ? (status.empty() ? Role::Request : Role::Response) : found;
}

std::vector<FieldList> find_field_lines(std::string_view body) {
  return LineLists(undressed(body)).read();
}

std::vector<FieldList> find_field_lists(std::string_view body) {
  std::vector<FieldList> lists;
  if (find_ignoring_case(body, kTelling) == std::string_view::npos &&
      find_ignoring_case(body, "sec_websocket_") == std::string_view::npos)
    return lists;
  lists = find_field_objects(body);
  std::erase_if(lists, [](const FieldList& list) { return !tells_handshake(list); });
  if (!lists.empty()) return lists;
  lists = find_field_lines(body);
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
    const std::string status = list.status.empty() ? "101 Switching Protocols" : list.status;
    head.bytes = "HTTP/1.1 " + status + "\r\n";
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
  const auto is_host = [](const auto& field) { return equal_ignoring_case(field.first, "Host"); };
  const auto is_upgrade = [](const auto& field) { return equal_ignoring_case(field.first, "Upgrade"); };
  const auto has = [&](auto is) { return std::any_of(list.fields.begin(), list.fields.end(), is); };
  head.partial = head.response ? !has(is_upgrade) && list.fields.size() == 1 : !has(is_host);
  if (list.without_host && !head.response) {
    head.bytes += "Host: not-in-the-map\r\n";
    head.notes.emplace_back("Go keeps Host apart from its map of fields: taken as there");
  }
  head.bytes += "\r\n";
  return head;
}

}  // namespace ws101::wsdump::input
