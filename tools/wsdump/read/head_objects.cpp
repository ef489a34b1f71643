// Fields inside objects, maps and arrays. The text is read as a row of words, strings and signs; which of them are a
// name and its value follows from the signs around them, so the programs' different brackets do not matter.
#include <algorithm>
#include <optional>
#include <string>

#include "handshake/token.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/head_fields.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kMostPieces = 20000;  // of one paste
using Role = FieldList::Role;

struct Piece {
  enum class Kind : unsigned char { Word, String, Sign, End };
  Kind kind = Kind::End;
  std::string text;       // of a string without its quotes and escapes
  std::size_t begin = 0;  // in the body
  std::size_t end = 0;
  bool is(char sign) const { return kind == Kind::Sign && text[0] == sign; }
};

bool is_bare(char c) {
  return is_word(c) || c == '-' || c == '.' || c == '/' || c == '+';
}

// A quoted string; nothing if it does not end.
std::optional<Piece> string_at(std::string_view body, std::size_t at) {
  Piece piece{Piece::Kind::String, {}, at, at};
  for (std::size_t i = at + 1; i < body.size(); ++i) {
    if (body[i] == body[at]) {
      piece.end = i + 1;
      return piece;
    }
    if (body[i] == '\n') return std::nullopt;
    if (body[i] == '\\' && i + 1 < body.size()) ++i;
    piece.text += body[i];
  }
  return std::nullopt;
}

std::vector<Piece> pieces_of(std::string_view body) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < body.size() && pieces.size() < kMostPieces;) {
    const char c = body[i];
    if (is_space(c)) {
      ++i;
      continue;
    }
    if (c == '"' || c == '\'' || c == '`') {
      if (auto text = string_at(body, i)) {
        i = text->end;
        pieces.push_back(std::move(*text));
        continue;
      }
    }
    std::size_t end = i;
    bool url = false;  // in which a colon is part of the word
    while (end < body.size() && (is_bare(body[end]) || (end > i && body[end] == ':' && url))) {
      ++end;
      url |= end > i && body.substr(end).starts_with("://");
    }
    // b'...' and u'...' are strings
    const bool prefix = end == i + 1 && end < body.size() && (body[end] == '\'' || body[end] == '"');
    if (prefix && (c == 'b' || c == 'u')) {
      i = end;
      continue;
    }
    if (end > i) {
      pieces.push_back({Piece::Kind::Word, std::string(body.substr(i, end - i)), i, end});
      i = end;
      continue;
    }
    pieces.push_back({Piece::Kind::Sign, std::string(1, c), i, i + 1});
    ++i;
  }
  return pieces;
}

// HTTP_SEC_WEBSOCKET_KEY of CGI, WSGI, Rack and PHP is a field; so is what HTTP allows.
std::string field_name(std::string_view name) {
  if (!name.starts_with("HTTP_")) return std::string(name);
  std::string plain = lower(name.substr(5));
  std::replace(plain.begin(), plain.end(), '_', '-');
  return plain;
}

Role role_of_key(std::string_view key) {
  const std::string small = lower(key);
  for (const std::string_view word : {"request", "req"}) {
    if (small == word || small.starts_with("request head") || small.starts_with("requesthead") ||
        small.starts_with("request_head"))
      return Role::Request;
  }
  for (const std::string_view word : {"response", "res", "resp"}) {
    if (small == word || small.starts_with("response head") || small.starts_with("responsehead") ||
        small.starts_with("response_head"))
      return Role::Response;
  }
  return Role::Unknown;
}

class ObjectReader {
 public:
  explicit ObjectReader(std::string_view body) : body_(body), pieces_(pieces_of(body)) {}

  std::vector<FieldList> read() {
    while (at_ < pieces_.size()) {
      if (!take_pair() && !take_flat_list()) ++at_;
    }
    return std::move(lists_);
  }

 private:
  const Piece& peek(std::size_t ahead) const {
    static const Piece kEnd;
    return at_ + ahead < pieces_.size() ? pieces_[at_ + ahead] : kEnd;
  }
  static bool is_text(const Piece& piece) {
    return piece.kind == Piece::Kind::String || piece.kind == Piece::Kind::Word;
  }
  bool take_pair();
  bool take_flat_list();
  std::optional<std::string> take_value(std::size_t ahead, bool tuple, std::size_t& after);
  void add(std::string name, std::string value);
  void take_key(const std::string& key, const std::string& value);
  FieldList& list() {
    if (lists_.empty()) lists_.emplace_back();
    return lists_.back();
  }

  std::string_view body_;
  std::vector<Piece> pieces_;
  std::size_t at_ = 0;
  std::vector<FieldList> lists_;
  std::string har_name_;  // of {"name": "Host", ...} until its value comes
};

// The value behind a sign: a string, a bracketed one, or what bare words there are up to the next sign.
std::optional<std::string> ObjectReader::take_value(std::size_t ahead, bool tuple, std::size_t& after) {
  const Piece& first = peek(ahead);
  after = ahead + 1;
  if (first.kind == Piece::Kind::String) return first.text;
  if (tuple) return std::nullopt;
  if (first.kind == Piece::Kind::Word) return first.text;
  if (!first.is('[')) return std::nullopt;
  // Go's and Java's [value], with anything in it; Python's and Rust's ["value"].
  std::size_t depth = 1;
  std::size_t i = ahead + 1;
  for (; depth > 0 && peek(i).kind != Piece::Kind::End; ++i) {
    if (peek(i).is('[')) ++depth;
    if (peek(i).is(']')) --depth;
  }
  if (depth > 0) return std::nullopt;
  after = i;
  if (i == ahead + 3 && peek(ahead + 1).kind == Piece::Kind::String) return peek(ahead + 1).text;
  const std::size_t begin = first.end;
  const std::size_t end = peek(i - 1).begin;
  const std::string_view inside = trim(body_.substr(begin, end - begin));
  if (contains(inside, "{") || inside.starts_with("[") || inside.starts_with("(")) return std::nullopt;
  return std::string(inside);
}

// name: value, name = value, name => value, (name, value), [name, value]; at_ then stands behind it.
bool ObjectReader::take_pair() {
  const Piece& name = peek(0);
  if (!is_text(name)) return false;
  if (peek(1).is(']') && peek(2).is('=') && peek(3).is('>') &&
      is_token(name.text)) {  // PHP: [Host] => localhost
    const std::size_t begin = peek(3).end;
    const std::size_t end = std::min(body_.find('\n', begin), body_.size());
    add(name.text, std::string(trim(body_.substr(begin, end - begin))));
    while (at_ < pieces_.size() && pieces_[at_].begin < end) ++at_;
    return true;
  }
  std::size_t value_at = 0;
  bool tuple = false;
  if (peek(1).is('=') && peek(2).is('>')) {
    value_at = 3;
  } else if (peek(1).is(':') || peek(1).is('=')) {
    value_at = 2;
  } else if (peek(1).is(',') && at_ > 0 && (pieces_[at_ - 1].is('(') || pieces_[at_ - 1].is('[')) &&
             (peek(3).is(')') || peek(3).is(']'))) {
    value_at = 2;
    tuple = true;
  } else {
    return false;
  }
  if (const Role role = role_of_key(name.text); role != Role::Unknown && !tuple) {
    if (lists_.empty() || !lists_.back().fields.empty() || lists_.back().role != Role::Unknown)
      lists_.emplace_back();
    lists_.back().role = role;
    at_ += value_at;
    return true;
  }
  std::size_t after = 0;
  const bool go = peek(1).is(':') && peek(2).is('[') && name.kind == Piece::Kind::Word &&
                  peek(3).kind != Piece::Kind::String;
  const bool bare = !tuple && peek(value_at).kind == Piece::Kind::Word;
  const auto value = take_value(value_at, tuple, after);
  if (!value) return false;
  const std::string field = field_name(name.text);
  if (field == "name" && peek(value_at).kind == Piece::Kind::String) {
    har_name_ = *value;
  } else if (field == "value" && !har_name_.empty()) {
    add(std::exchange(har_name_, {}), *value);
  } else if (is_known_field(field) || (!bare && is_token(field) && contains(field, "-"))) {
    if (bare) return false;  // "Upgrade: websocket" in a line is for the reader of lines
    add(field, *value);
    list().without_host |= go;
  } else {
    take_key(field, *value);
  }
  at_ += after;
  return true;
}

// ['Host', 'localhost', 'Upgrade', 'websocket', ...]: names and values by turns, as Node's rawHeaders.
bool ObjectReader::take_flat_list() {
  if (!peek(0).is('[')) return false;
  std::vector<std::string> texts;
  std::size_t i = 1;
  while (peek(i).kind == Piece::Kind::String) {
    texts.push_back(peek(i).text);
    ++i;
    if (!peek(i).is(',')) break;
    ++i;
  }
  if (texts.size() < 4 || texts.size() % 2 != 0) return false;
  for (std::size_t n = 0; n < texts.size(); n += 2) {
    if (!is_token(texts[n])) return false;
  }
  for (std::size_t n = 0; n < texts.size(); n += 2) add(texts[n], texts[n + 1]);
  at_ += i;
  return true;
}

void ObjectReader::add(std::string name, std::string value) {
  if (!is_token(name)) return;
  const auto has = [&](std::string_view other) {
    return std::any_of(list().fields.begin(), list().fields.end(),
                       [&](const auto& field) { return equal_ignoring_case(field.first, other); });
  };
  const bool again =
      has(name) && (equal_ignoring_case(name, "Upgrade") || equal_ignoring_case(name, "Connection"));
  if (again) lists_.emplace_back();
  if (equal_ignoring_case(name, "Host")) list().without_host = false;
  list().fields.emplace_back(std::move(name), std::move(value));
}

// What tells the first line.
void ObjectReader::take_key(const std::string& key, const std::string& value) {
  const std::string small = lower(key);
  FieldList& now = list();
  if (small == "method" || small == "request_method") now.method = value;
  if (small == "url" || small == "uri" || small == "path" || small == "target" || small == "request_uri")
    now.target = value;
  const bool digits = value.size() == 3 && all_of(value, is_digit);
  if (digits && (small == "status" || small == "statuscode" || small == "status_code")) {
    if (now.decided() == Role::Request && !now.fields.empty()) lists_.emplace_back();
    list().status = value;
  }
}

}  // namespace

std::vector<FieldList> find_field_objects(std::string_view body) {
  std::vector<FieldList> lists = ObjectReader(body).read();
  for (FieldList& list : lists) {
    const bool host = std::any_of(list.fields.begin(), list.fields.end(),
                                  [](const auto& field) { return equal_ignoring_case(field.first, "Host"); });
    if (host) list.without_host = false;
  }
  return lists;
}

}  // namespace ws101::wsdump::input
