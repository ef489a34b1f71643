#include "wsdump/read/heads/field_scanner.hpp"

#include <algorithm>

#include "handshake/token.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/heads/field_names.hpp"

namespace ws101::wsdump::input {
namespace {

using Role = FieldList::Role;

constexpr std::string_view kUrlFollows[] = {"curl", "wget", "GET", "fetch", "Uri"};

constexpr std::size_t kLongestWrapper = 16;  // of a type in front of a quoted value

bool opens_string(char c) {  // JavaScript has backticks, too
  return is_quote(c) || c == '`';
}

std::string unescaped(std::string_view quoted) {
  std::string text;
  for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
    if (quoted[i] == '\\' && i + 2 < quoted.size()) ++i;
    text += quoted[i];
  }
  return text;
}

// rawHeaders: [ (Node), [Symbol(kHeaders)]: {, "multiValueHeaders":{ (AWS Lambda)
bool titles_fields(std::string_view word, std::string_view behind) {
  if (!lower(word).ends_with("headers")) return false;
  const std::size_t open = behind.find_first_not_of("])\"':=> \r\n");
  return open != std::string_view::npos &&
         std::string_view("[{(").find(behind[open]) != std::string_view::npos;
}

}  // namespace

FieldList& FieldScanner::list() {
  if (lists_.empty()) lists_.emplace_back();
  return lists_.back();
}

void FieldScanner::begin(Role role) {
  const bool other_role = list().role != Role::Unknown && list().role != role;
  if (!list().fields.empty() || list().started || other_role) {
    lists_.emplace_back();
    told_ = false;
  }
  list().role = role;
}

std::vector<FieldList> FieldScanner::run() {
  while (at_ < body_.size()) {
    const char c = body_[at_];
    // Without titles an empty line parts two lists, and so does the end of an object.
    if (c == '\n' && list().role == Role::Unknown) {
      const std::string_view next = line_of(rest().substr(1));
      if (next.starts_with('}') || trim(next).empty()) begin(Role::Unknown);
    }
    if (is_space(c)) {
      ++at_;
    } else if (!take_title() && !take_logged_start() && !take_url() && !take_pair()) {
      const std::string_view word = bare_name(rest());
      // The fields may come again under another title.
      if (titles_fields(word, rest().substr(word.size())) && told_) begin(list().role);
      url_follows_ |= std::count(std::begin(kUrlFollows), std::end(kUrlFollows), word) > 0;
      at_ += std::max<std::size_t>(word.size(), 1);
    }
  }
  for (FieldList& each : lists_) {
    for (const auto part : {&FieldList::method, &FieldList::target, &FieldList::status}) {
      if ((each.*part).empty()) each.*part = first_line_.*part;
    }
    each.http2 |= first_line_.http2 && !each.started;
  }
  return std::move(lists_);
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
  if (sign == '=' && body_.substr(at).starts_with("(\n"))  // Objective-C: Upgrade = (
    at = std::min(body_.find_first_not_of(" \n", at + 1), body_.size());
  const std::string_view wrapper = body_.substr(at, kLongestWrapper);
  const std::size_t quote = wrapper.find_first_of("\"'");
  const bool typed =
      wrapper.starts_with("[]") || wrapper.starts_with("<<") || (!wrapper.empty() && is_letter(wrapper[0]));
  if (in_object && typed && quote < wrapper.find_first_of(",}\n:")) at += quote;
  const bool prefixed =
      at + 1 < body_.size() && (body_[at] == 'b' || body_[at] == 'u') && opens_string(body_[at + 1]);
  return prefixed ? at + 1 : at;
}

// The string at `at`, perhaps in brackets.
std::optional<FieldScanner::Value> FieldScanner::quoted_value(std::size_t at) {
  const std::string_view from = body_.substr(at);
  if (from.empty()) return std::nullopt;
  if (opens_string(from[0])) {
    const std::size_t length = values_.length_at(at);
    if (length == 0 || length > line_of(from).size()) return std::nullopt;
    return Value{unescaped(from.substr(0, length)), at + length, true};
  }
  const std::size_t close = from[0] == '[' ? line_of(from).find(']') : std::string_view::npos;
  if (close == std::string_view::npos) return std::nullopt;
  const std::string_view inside = trim(from.substr(1, close - 1));
  if (inside.size() < 2 || !opens_string(inside[0]) || inside.find_first_of("{[(") != std::string_view::npos)
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
  const bool go = !lists_.empty() && lists_.back().without_host;  // Host:localhost:8080 Form:map[]
  if (in_object || sign == '=') line = line.substr(0, line.find_first_of(go ? " }" : ",}"));
  // -H 'Host: a' \   and of Windows   -H ^"Host: a^" ^   and   Upgrade = websocket;
  if (at_ > 0 && opens_string(body_[at_ - 1])) {
    line = line.substr(0, line.find(body_[at_ - 1]));
    line = line.substr(0, line.find("\\r\\n"));
    if (line.ends_with('^') || line.ends_with('\\')) line.remove_suffix(1);
  }
  if (sign == '=' && trim_right(line).ends_with(';')) line = line.substr(0, line.rfind(';'));
  std::size_t end = at + line.size();
  if (trim(line).empty() && end < body_.size() && !in_object) {  // the value is on the line below its name
    line = line_of(body_.substr(end + 1));
    if (trim(line).ends_with(":")) return std::nullopt;
    end += 1 + line.size();
  }
  line = trim(line);
  // Members of an object that have the name of a field: upgrade: true,  server: Server {
  if (line.ends_with('{') || line == "true," || line == "false," || line == "null,") return std::nullopt;
  return Value{std::string(line), end, false};
}

bool FieldScanner::take_pair() {
  const bool quoted = opens_string(body_[at_]);
  const std::size_t length = quoted ? names_.length_at(at_) : bare_name(rest()).size();
  if (length < 2 || (quoted && length > line_of(rest()).size())) return false;
  std::string name = quoted ? unescaped(rest().substr(0, length)) : std::string(rest().substr(0, length));
  // ":path: /" of HTTP/2, which a proxy such as Envoy prints of any request: "':path', '/'"
  const bool pseudo =
      quoted ? name.starts_with(':') : at_ > 0 && body_[at_ - 1] == ':' && starts_line(at_ - 1);
  if (quoted && pseudo) name.erase(0, 1);
  if (quoted && !is_token(name)) return false;
  std::size_t after = at_ + length;
  char sign = take_sign(after);
  const bool bracketed = at_ > 0 && body_[at_ - 1] == '[';
  if (sign == ',' && !quoted && bracketed && is_field_name(name)) sign = '[';  // [Host, a]
  if (sign == 0 || (sign == ',' && !quoted)) return false;
  // The value is on the line below: the name is alone on its own.
  if (sign == '\n' && !(is_known_field(name) && is_first_word(at_))) return false;
  if (name == "name") return false;  // HAR: {"name": "Host", "value": "a"}
  if (titles_fields(name, body_.substr(after))) return false;
  if (const std::string_view behind = trim_left(body_.substr(after)); behind.starts_with("\"value\":"))
    after = body_.size() - behind.size() + 8;
  const bool in_object = quoted || in_braces();
  const std::size_t begin = value_begin(after, sign, in_object);
  std::string field = field_name(name, pseudo);
  const bool known = is_field_name(field);
  auto value = quoted_value(begin);
  if (!value && (known || first_line_part(name) != nullptr)) value = bare_value(begin, sign, in_object);
  if (!value) return false;
  const std::string_view text(value->text);
  // A log's prefix in front of a field: "ws-client: Host: a".
  if (contains(text, ": ") && is_known_field(text.substr(0, text.find(": ")))) return false;
  if (!known) return take_other(name, *value, pseudo, quoted);
  const bool go = sign == ':' && !quoted && !value->quoted && body_.substr(after).starts_with("[");
  add(std::move(field), std::move(value->text), in_object || value->quoted);
  list().without_host |= go;
  list().tail = body_.size() - value->end;
  at_ = value->end;
  return true;
}

// A name that is no field: a part of the first line, or a pair that is stepped over.
bool FieldScanner::take_other(std::string_view name, const Value& value, bool pseudo, bool quoted) {
  // A call in a program is not what came: Response("no", { status: 400 });
  const bool key = !body_.substr(value.end).starts_with("});") && take_key(name, value.text);
  // What looks like a value may be the first name of an object: Header:http.Header{"Host":
  if (!key && (!value.quoted || body_.substr(value.end).starts_with(":"))) return false;
  first_line_.http2 |= key && pseudo && !quoted;
  if (key && pseudo && name == "status" && list().role != Role::Response) begin(Role::Response);
  at_ = value.end;
  return true;
}

// Without titles a name that comes again, or an Accept behind a key, begins the other head.
void FieldScanner::add(std::string name, std::string value, bool in_object) {
  const auto is = [&](std::string_view known) { return equal_ignoring_case(name, known); };
  // An object names the host beside its fields too, perhaps without the port.
  if (is("Host")) {
    std::string* host = list().find(name);
    if (host != nullptr && (in_object || host_in_object_)) {
      if (value.starts_with(*host)) *host = std::move(value);
      return;
    }
    host_in_object_ = in_object;
  }
  const bool again = (is("Upgrade") || is("Connection")) && list().has(name);
  const bool answers =
      is("Sec-WebSocket-Accept") && list().role == Role::Unknown && list().has("Sec-WebSocket-Key");
  if (again) begin(Role::Unknown);
  if (answers) begin(Role::Response);
  list().in_object |= in_object;
  told_ |= lower(name).starts_with("sec-websocket-");
  list().fields.emplace_back(std::move(name), std::move(value));
}

// Puts down what tells the first line.
bool FieldScanner::take_key(std::string_view name, std::string_view value) {
  const auto part = first_line_part(name);
  const std::string_view text = part == nullptr ? std::string_view() : first_line_value(part, value);
  if (text.empty()) return false;
  first_line_.*part = text;
  return true;
}

}  // namespace ws101::wsdump::input
