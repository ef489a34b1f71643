#include "wsdump/read/field_scanner.hpp"

#include <algorithm>

#include "handshake/token.hpp"
#include "wsdump/read/characters.hpp"

namespace ws101::wsdump::input {
namespace {

using Role = FieldList::Role;

// Words that begin the title of a list, or the key of an object that holds it.
constexpr std::pair<std::string_view, Role> kTitles[] = {{"request", Role::Request},
                                                         {"response", Role::Response},
                                                         {"req", Role::Request},
                                                         {"resp", Role::Response},
                                                         {"res", Role::Response}};

// Names of what the first line has.
struct Key {
  std::string_view name;
  std::string FieldList::*part;
};
constexpr Key kKeys[] = {{"request url", &FieldList::target}, {"request method", &FieldList::method},
                         {"status code", &FieldList::status}, {"request_method", &FieldList::method},
                         {"request_uri", &FieldList::target}, {"method", &FieldList::method},
                         {"url", &FieldList::target},         {"uri", &FieldList::target},
                         {"path", &FieldList::target},        {"target", &FieldList::target},
                         {"statuscode", &FieldList::status},  {"status_code", &FieldList::status},
                         {"status", &FieldList::status}};

constexpr std::size_t kLongestWrapper = 16;  // of a type in front of a quoted value
constexpr std::size_t kLongestLine =
    8 << 10;  // bytes of a line that are looked at; servers accept no longer field

bool is_quote(char c) {
  return c == '"' || c == '\'' || c == '`';
}

bool starts_ignoring_case(std::string_view s, std::string_view small) {
  return s.size() >= small.size() && lower(s.substr(0, small.size())) == small;
}

// The bare name at the start of `s`: a token, or a key of two words.
std::string_view bare_name(std::string_view s) {
  for (const Key& key : kKeys) {
    if (contains(key.name, " ") && starts_ignoring_case(s, key.name)) return s.substr(0, key.name.size());
  }
  std::size_t n = 0;
  while (n < s.size() && (is_word(s[n]) || s[n] == '-')) ++n;
  return s.substr(0, n);
}

// HTTP_SEC_WEBSOCKET_KEY of CGI, WSGI, Rack and PHP is a field; so is what HTTP allows.
std::string field_name(std::string_view name) {
  if (!name.starts_with("HTTP_")) return std::string(name);
  std::string plain = lower(name.substr(5));
  std::replace(plain.begin(), plain.end(), '_', '-');
  return plain;
}

bool is_field_name(std::string_view name) {
  return is_known_field(name) ||
         (contains(name, "-") && is_token(name) && std::any_of(name.begin(), name.end(), is_letter));
}

std::string unescaped(std::string_view quoted) {
  std::string text;
  for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
    if (quoted[i] == '\\' && i + 2 < quoted.size()) ++i;
    text += quoted[i];
  }
  return text;
}

std::string_view line_of(std::string_view s) {
  s = s.substr(0, kLongestLine);
  return s.substr(0, s.find('\n'));
}

const Key* find_key(std::string_view name) {
  const auto known = std::find_if(std::begin(kKeys), std::end(kKeys),
                                  [&](const Key& k) { return equal_ignoring_case(k.name, name); });
  return known == std::end(kKeys) ? nullptr : known;
}

}  // namespace

FieldList& FieldScanner::list() {
  if (lists_.empty()) lists_.emplace_back();
  return lists_.back();
}

void FieldScanner::begin(Role role) {
  if (lists_.empty() || !lists_.back().fields.empty() || lists_.back().role != Role::Unknown)
    lists_.emplace_back();
  lists_.back().role = role;
}

std::vector<FieldList> FieldScanner::run() {
  while (at_ < body_.size()) {
    const char c = body_[at_];
    // Without titles an empty line parts two lists.
    if (c == '\n' && trim(line_of(rest().substr(1))).empty() && list().role == Role::Unknown)
      begin(Role::Unknown);
    if (is_space(c)) {
      ++at_;
    } else if (!take_title() && !take_logged_start() && !take_pair()) {
      at_ += std::max<std::size_t>(bare_name(rest()).size(), 1);
    }
  }
  for (FieldList& each : lists_) {
    each.method = first_line_.method;
    each.target = first_line_.target;
    each.status = first_line_.status;
  }
  return std::move(lists_);
}

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
    begin(role);
    at_ = body_.size() - behind.size();
    at_ += titled ? bare_name(behind).size() : 0;
    return true;
  }
  return false;
}

// OkHttp: "--> GET http://a/ h11", "<-- 101 Switching Protocols http://a/ (5ms)".
bool FieldScanner::take_logged_start() {
  const bool request = rest().starts_with("--> ");
  if (!request && !rest().starts_with("<-- ")) return false;
  const std::string_view line = line_of(rest());
  std::string_view behind = line.substr(4);
  const std::string_view first = take_word(behind);
  const std::string_view second = take_word(behind);
  if (request ? !contains(second, "/") : first.size() != 3 || !all_of(first, is_digit)) return false;
  begin(request ? Role::Request : Role::Response);
  if (request) {
    first_line_.method = first;
    first_line_.target = second;
  } else {
    const std::string_view status = line.substr(4);
    first_line_.status = trim(status.substr(0, status.substr(0, status.find("://")).rfind(' ')));
  }
  at_ += line.size();
  return true;
}

// The sign between a name and its value: one of : = > (for =>) , tab, or a line end; 0 if there is none.
char FieldScanner::take_sign(std::size_t& at) const {
  while (at < body_.size() && std::string_view(" ]>\r").find(body_[at]) != std::string_view::npos) ++at;
  if (at == body_.size()) return 0;
  const char sign = body_[at++];
  if (sign == '=' && body_.substr(at).starts_with(">")) {
    ++at;
    return '>';
  }
  return std::string_view(":=,\t\n").find(sign) != std::string_view::npos ? sign : '\0';
}

bool FieldScanner::in_braces() {
  for (; seen_ < at_; ++seen_) {
    if (body_[seen_] == '\n') in_braces_ = false;
    if (body_[seen_] == '{') in_braces_ = true;
  }
  return in_braces_;
}

// Where a value begins: behind blanks, and in an object behind its type: []string{"a"}, string(1) "a", <<"a">>.
std::size_t FieldScanner::value_begin(std::size_t at, char sign, bool in_object) const {
  while (at < body_.size() && (body_[at] == ' ' || ((sign == ',' || sign == '>') && is_space(body_[at]))))
    ++at;
  const std::string_view wrapper = body_.substr(at, kLongestWrapper);
  const std::size_t quote = wrapper.find_first_of("\"'");
  const bool typed =
      wrapper.starts_with("[]") || wrapper.starts_with("<<") || (!wrapper.empty() && is_letter(wrapper[0]));
  if (in_object && typed && quote < wrapper.find_first_of(",}\n:")) at += quote;
  const bool prefixed =
      at + 1 < body_.size() && (body_[at] == 'b' || body_[at] == 'u') && is_quote(body_[at + 1]);
  return prefixed ? at + 1 : at;
}

// The string at `at`, perhaps in brackets.
std::optional<FieldScanner::Value> FieldScanner::quoted_value(std::size_t at) {
  const std::string_view from = body_.substr(at);
  if (from.empty()) return std::nullopt;
  if (is_quote(from[0])) {
    const std::size_t length = values_.length_at(at);
    if (length == 0 || length > line_of(from).size()) return std::nullopt;
    return Value{unescaped(from.substr(0, length)), at + length, true};
  }
  const std::size_t close = from[0] == '[' ? line_of(from).find(']') : std::string_view::npos;
  if (close == std::string_view::npos) return std::nullopt;
  const std::string_view inside = trim(from.substr(1, close - 1));
  if (inside.size() < 2 || !is_quote(inside[0]) || inside.find_first_of("{[(") != std::string_view::npos)
    return std::nullopt;
  return Value{unescaped(inside), at + close + 1, true};
}

// A value without quotes: the text in brackets, the rest of a line, or in an object the text up to the comma.
std::optional<FieldScanner::Value> FieldScanner::bare_value(std::size_t at, char sign, bool in_object) const {
  const std::string_view from = body_.substr(at);
  if (sign == ',' || from.starts_with("{")) return std::nullopt;
  std::string_view line = line_of(from);
  if (from.starts_with("[")) {
    const std::size_t close = line.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    const std::string_view inside = trim(line.substr(1, close - 1));
    if (inside.find_first_of("{[(") != std::string_view::npos) return std::nullopt;
    return Value{std::string(inside), at + close + 1, false};
  }
  if (sign == '[') line = line.substr(0, line.find(']'));
  if (in_object || sign == '=') line = line.substr(0, line.find_first_of(",}"));
  std::size_t end = at + line.size();
  if (trim(line).empty() && end < body_.size() && !in_object) {  // the value is on the line below its name
    line = line_of(body_.substr(end + 1));
    if (trim(line).ends_with(":")) return std::nullopt;
    end += 1 + line.size();
  }
  return Value{std::string(trim(line)), end, false};
}

bool FieldScanner::take_pair() {
  const bool quoted = is_quote(body_[at_]);
  const std::size_t length = quoted ? names_.length_at(at_) : bare_name(rest()).size();
  if (length < 2 || (quoted && length > line_of(rest()).size())) return false;
  const std::string name =
      quoted ? unescaped(rest().substr(0, length)) : std::string(rest().substr(0, length));
  if (quoted && !is_token(name)) return false;
  std::size_t after = at_ + length;
  char sign = take_sign(after);
  const bool bracketed = at_ > 0 && body_[at_ - 1] == '[';
  if (sign == ',' && !quoted && bracketed && is_field_name(name)) sign = '[';  // [Host, a]
  if (sign == 0 || (sign == ',' && !quoted) || (sign == '\n' && !is_known_field(name))) return false;
  if (name == "name") return false;  // HAR: {"name": "Host", "value": "a"}
  if (const std::string_view behind = trim_left(body_.substr(after)); behind.starts_with("\"value\":"))
    after = body_.size() - behind.size() + 8;
  const bool in_object = quoted || in_braces();
  const std::size_t begin = value_begin(after, sign, in_object);
  std::string field = field_name(name);
  const bool known = is_field_name(field);
  auto value = quoted_value(begin);
  if (!value && (known || find_key(name) != nullptr)) value = bare_value(begin, sign, in_object);
  if (!value) return false;
  const std::string_view text(value->text);
  // A log's prefix in front of a field: "ws-client: Host: a".
  if (contains(text, ": ") && is_known_field(text.substr(0, text.find(": ")))) return false;
  if (!known) {
    if (!take_key(name, value->text) && !value->quoted) return false;
    at_ = value->end;
    return true;
  }
  if (at_ > 0 && is_quote(body_[at_ - 1]) && text.ends_with(body_[at_ - 1])) value->text.pop_back();
  const bool go = sign == ':' && !quoted && !value->quoted && body_.substr(after).starts_with("[");
  add(std::move(field), std::move(value->text));
  list().without_host |= go;
  at_ = value->end;
  return true;
}

// Without titles a name that comes again, or an Accept behind a key, begins the other head.
void FieldScanner::add(std::string name, std::string value) {
  const auto is = [&](std::string_view known) { return equal_ignoring_case(name, known); };
  const bool again = (is("Upgrade") || is("Connection")) && list().has(name);
  const bool answers =
      is("Sec-WebSocket-Accept") && list().role == Role::Unknown && list().has("Sec-WebSocket-Key");
  if (again) begin(Role::Unknown);
  if (answers) begin(Role::Response);
  list().fields.emplace_back(std::move(name), std::move(value));
}

// Puts down what tells the first line.
bool FieldScanner::take_key(std::string_view key, const std::string& value) {
  const Key* known = find_key(key);
  if (known == nullptr || value.empty()) return false;
  const std::size_t digit = value.find_first_of("123456789");  // behind Chrome's coloured dot
  const bool status = known->part == &FieldList::status;
  if (status && (digit == std::string::npos || !all_of(std::string_view(value).substr(digit, 3), is_digit)))
    return false;
  first_line_.*known->part = status ? value.substr(digit) : value;
  return true;
}

}  // namespace ws101::wsdump::input
