// What a tool writes above a list of fields: a title, a first line in a notation of its own, a URL.
#include <algorithm>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/heads/field_names.hpp"
#include "wsdump/read/heads/field_scanner.hpp"

namespace ws101::wsdump::input {
namespace {

using Role = FieldList::Role;

// Words that begin the title of a list, or the key of an object that holds it.
constexpr std::pair<std::string_view, Role> kTitles[] = {{"request", Role::Request},
                                                         {"response", Role::Response},
                                                         {"req", Role::Request},
                                                         {"resp", Role::Response},
                                                         {"res", Role::Response}};

// In front of a first line that a tool prints in a notation of its own.
constexpr std::string_view kStartMarks[] = {"--> ", "<-- ", "&{", "{Method:", "{Status:"};

constexpr std::size_t kLongestStart = 1024;  // of a start line in a tool's notation

bool starts_ignoring_case(std::string_view s, std::string_view small) {
  return s.size() >= small.size() && lower(s.substr(0, small.size())) == small;
}

// Go's %+v has the name of a part in front of it: Method:GET.
std::string_view without_key(std::string_view s) {
  const std::size_t colon = s.find(':');
  return first_line_part(s.substr(0, colon)) == nullptr ? s : s.substr(colon + 1);
}

}  // namespace

// "Request Headers (12)", "Response HEADERS", "req {", "\"response\": {".
bool FieldScanner::take_title() {
  for (const auto& [word, role] : kTitles) {
    if (!starts_ignoring_case(rest(), word)) continue;
    std::string_view behind = rest().substr(word.size());
    behind.remove_prefix(std::min(behind.find_first_not_of(" _"), behind.size()));
    const bool titled = starts_ignoring_case(behind, "head");
    if (!titled && !behind.empty() &&
        std::string_view("\r\n:{=\"'").find(behind[0]) == std::string_view::npos)
      continue;
    if (titled) behind.remove_prefix(bare_name(behind).size());
    at_ = body_.size() - behind.size();
    std::string_view value = line_of(behind);
    value.remove_prefix(std::min(value.find_first_not_of(" :="), value.size()));
    // Some logs repeat the title in front of every field.
    if (list().role != role || !is_known_field_line(value)) begin(role);
    if (role == Role::Response && is_status(value)) list().status = trim(value);  // "RESPONSE: 403 Forbidden"
    return true;
  }
  return false;
}

// OkHttp: "--> GET http://a/ h11", "<-- 101 Switching Protocols http://a/ (5ms)". Go: "&{400 Bad Request 400 HTTP".
bool FieldScanner::take_logged_start() {
  const auto mark = std::find_if(std::begin(kStartMarks), std::end(kStartMarks),
                                 [&](std::string_view each) { return rest().starts_with(each); });
  if (mark == std::end(kStartMarks)) return false;
  const std::string_view logged = line_of(rest().substr(mark->size(), kLongestStart));
  const std::string_view line = without_key(logged);
  std::string_view behind = line;
  const std::string_view first = take_word(behind);
  const std::string_view second = without_key(take_word(behind));
  const bool response = first.size() == 3 && is_status(first);
  if (!response && !contains(second, "/")) return false;
  const bool over_http2 = response ? list().http2 : take_word(behind) == "h2";
  begin(response ? Role::Response : Role::Request);
  list().started = true;
  list().http2 = over_http2;
  if (response) {
    const std::size_t again = std::min(line.find(" " + std::string(first)), line.find(" StatusCode:"));
    list().status = trim(line.substr(0, std::min(again, line.substr(0, line.find("://")).rfind(' '))));
  } else {
    list().method = first;
    list().target = second;
  }
  at_ += mark->size() + std::min(logged.find("map["), logged.size());
  return true;
}

// curl 'wss://a/b', fetch("https://a/b"): it tells the target. A URL of http may be any page, if nothing asks for it.
bool FieldScanner::take_url() {
  const bool ws = rest().starts_with("ws://") || rest().starts_with("wss://");
  if (!ws && !(url_follows_ && (rest().starts_with("http://") || rest().starts_with("https://"))))
    return false;
  const std::string_view line = line_of(rest());
  const std::string_view url = line.substr(0, line.find_first_of(" \t\r\"'`^)>,;}"));
  if (first_line_.target.empty()) first_line_.target = url;
  url_follows_ = false;
  at_ += url.size();
  return true;
}

}  // namespace ws101::wsdump::input
