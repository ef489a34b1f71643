#include "wsdemo/json.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>

#include "text/escape.hpp"
#include "text/hex.hpp"
#include "text/utf8.hpp"

namespace ws101::demos {
namespace {

constexpr std::size_t kMaxShown = 24;                      // columns of the offending text in an error
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

void append_utf8(std::string& out, unsigned code_point) {
  const auto put = [&](unsigned byte) { out += static_cast<char>(byte); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3F));
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

// The first character of a text in bytes, if it is valid UTF-8; else 0.
std::size_t whole_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return is_utf8(bytes_of(text.substr(0, size))) ? size : 0;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Recursive descent. Each function that fails has set error_ and gives false or nothing.
class Parser {
 public:
  Parser(std::string_view text, std::size_t max_nesting) : text_(text), max_nesting_(max_nesting) {}

  std::variant<Json, JsonError> parse() {
    if (!is_utf8(bytes_of(text_))) return JsonError{"expected UTF-8"};
    std::optional<Json> value = parse_value();
    skip_space();
    if (value && at_ != text_.size()) fail("the end of the text");
    if (!error_.empty()) return JsonError{error_};
    return std::move(*value);
  }

 private:
  std::nullopt_t fail(std::string_view expected) {
    if (error_.empty()) {
      const std::string_view rest = text_.substr(std::min(at_, text_.size()));
      error_ = "expected " + std::string(expected) + " at byte " + std::to_string(at_) + ", got " +
               (rest.empty() ? "the end" : quote_text(bytes_of(rest), rest.size(), kMaxShown));
    }
    return std::nullopt;
  }

  bool refuse(std::string_view expected) {
    fail(expected);
    return false;
  }

  void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\n\r", at_), text_.size()); }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  bool take_after_space(char c) {
    skip_space();
    return take(std::string_view(&c, 1));
  }

  std::optional<Json> parse_value() {
    skip_space();
    switch (peek()) {
      case '{':
        return parse_object();
      case '[':
        return parse_array();
      case '"':
        if (auto text = parse_string()) return Json(std::move(*text));
        return std::nullopt;
      default:
        break;
    }
    if (take("true")) return Json(true);
    if (take("false")) return Json(false);
    if (take("null")) return Json();
    return parse_number();
  }

  std::optional<Json> parse_object() {
    if (++depth_ > max_nesting_) return fail("less nesting");
    ++at_;
    Json::Object members;
    if (!take_after_space('}')) {
      do {
        skip_space();
        const std::size_t name_at = at_;
        auto name = parse_string();
        if (!name) return std::nullopt;
        if (std::any_of(members.begin(), members.end(), [&](const auto& m) { return m.first == *name; })) {
          at_ = name_at;
          return fail("each name once");
        }
        if (!take_after_space(':')) return fail("':'");
        auto value = parse_value();
        if (!value) return std::nullopt;
        members.emplace_back(std::move(*name), std::move(*value));
      } while (take_after_space(','));
      if (!take_after_space('}')) return fail("',' or '}'");
    }
    --depth_;
    return Json(std::move(members));
  }

  std::optional<Json> parse_array() {
    if (++depth_ > max_nesting_) return fail("less nesting");
    ++at_;
    Json::Array elements;
    if (!take_after_space(']')) {
      do {
        auto value = parse_value();
        if (!value) return std::nullopt;
        elements.push_back(std::move(*value));
      } while (take_after_space(','));
      if (!take_after_space(']')) return fail("',' or ']'");
    }
    --depth_;
    return Json(std::move(elements));
  }

  // RFC 8259 6: no leading zeros, no plus sign, digits on both sides of the point.
  std::optional<Json> parse_number() {
    const std::size_t start = at_;
    const auto digits = [&] {
      const std::size_t first = at_;
      while (is_digit(peek())) ++at_;
      return at_ - first;
    };
    take("-");
    const std::size_t integer_at = at_;
    const std::size_t count = digits();
    if (count == 0 || (count > 1 && text_[integer_at] == '0')) {
      at_ = start;
      return fail("a value");
    }
    if (take(".") && digits() == 0) return fail("a digit");
    if (take("e") || take("E")) {
      if (!take("+")) take("-");
      if (digits() == 0) return fail("a digit");
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text_.data() + start, text_.data() + at_, value);
    if (error != std::errc() || end != text_.data() + at_ || !std::isfinite(value)) {
      at_ = start;
      return fail("a number that a double can hold");
    }
    return Json(value);
  }

  std::optional<std::string> parse_string() {
    if (!take("\"")) return fail("a string");
    std::string out;
    for (;;) {
      if (at_ >= text_.size()) return fail("'\"' that ends the string");
      const char c = text_[at_];
      if (static_cast<unsigned char>(c) < 0x20) return fail("control characters written as \\u00..");
      ++at_;
      if (c == '"') return out;
      if (c != '\\') {
        out += c;
      } else if (!parse_escape(out)) {
        return std::nullopt;
      }
    }
  }

  bool parse_escape(std::string& out) {
    static constexpr std::string_view kLetters = "\"\\/bfnrt";
    static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char letter = peek();
    if (const std::size_t i = kLetters.find(letter); letter != '\0' && i != std::string_view::npos) {
      out += kMeanings[i];
      ++at_;
      return true;
    }
    const auto first = parse_unit();
    if (!first) return false;
    if (*first < 0xD800 || *first > 0xDFFF) {
      append_utf8(out, *first);
      return true;
    }
    if (*first > 0xDBFF || !take("\\")) return refuse("a whole surrogate pair");
    const auto second = parse_unit();
    if (!second || *second < 0xDC00 || *second > 0xDFFF) return refuse("a whole surrogate pair");
    append_utf8(out, 0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00));
    return true;
  }

  // uHHHH (four hex digits), behind the backslash.
  std::optional<unsigned> parse_unit() {
    unsigned unit = 0;
    if (peek() != 'u' || text_.size() - at_ < 5) return fail("an escape of JSON");
    const char* const first = text_.data() + at_ + 1;
    const auto [end, error] = std::from_chars(first, first + 4, unit, 16);
    if (error != std::errc() || end != first + 4) return fail("four hexadecimal digits");
    at_ += 5;
    return unit;
  }

  std::string_view text_;
  std::size_t max_nesting_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::string error_;
};

}  // namespace

const Json* Json::find(std::string_view name) const {
  if (const Object* members = object()) {
    for (const auto& [key, value] : *members) {
      if (key == name) return &value;
    }
  }
  return nullptr;
}

const std::string* Json::find_text(std::string_view name) const {
  const Json* const member = find(name);
  return member != nullptr ? member->text() : nullptr;
}

std::variant<Json, JsonError> parse_json(std::string_view text, std::size_t max_nesting) {
  return Parser(text, max_nesting).parse();
}

std::string json_quote(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const std::size_t size = whole_character(text);
    const auto byte = static_cast<unsigned char>(text[0]);
    if (size == 0) {
      out += kReplacement;
    } else if (byte == '"' || byte == '\\') {
      out += '\\';
      out += text[0];
    } else if (byte == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += "\\u00";
      out += kHexDigits[byte >> 4];
      out += kHexDigits[byte & 15];
    } else {
      out += text.substr(0, size);
    }
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return out + '"';
}

std::string json_error(std::string_view expected) {
  return "{\"error\":" + json_quote(expected) + "}";
}

}  // namespace ws101::demos
