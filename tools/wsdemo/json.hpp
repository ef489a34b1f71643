// Small JSON documents (RFC 8259), strictly: a message is parsed whole into a tree, and never evaluated.
//
// wsdump has another reader, which takes captures of any size token by token and forgives what it can. This one serves
// programs that answer messages: the whole text is at hand, small, and wrong in any way means refused.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ws101::demos {

inline constexpr std::size_t kMaxJsonNesting = 16;

class Json {
 public:
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;  // in the order of the text; no name twice

  Json() = default;  // null
  explicit Json(bool value) : value_(value) {}
  explicit Json(double value) : value_(value) {}
  explicit Json(std::string value) : value_(std::move(value)) {}
  explicit Json(Array value) : value_(std::move(value)) {}
  explicit Json(Object value) : value_(std::move(value)) {}

  // Each is null when the value is of another kind.
  const bool* boolean() const { return std::get_if<bool>(&value_); }
  const double* number() const { return std::get_if<double>(&value_); }
  const std::string* text() const { return std::get_if<std::string>(&value_); }
  const Array* array() const { return std::get_if<Array>(&value_); }
  const Object* object() const { return std::get_if<Object>(&value_); }
  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }

  // A member of an object; null when there is none, or when this is no object.
  const Json* find(std::string_view name) const;
  // The text of that member; null when it is not there or no text.
  const std::string* find_text(std::string_view name) const;

 private:
  std::variant<std::monostate, bool, double, std::string, Array, Object> value_;
};

// Why a text is not JSON: what was expected and what came, and at which byte.
struct JsonError {
  std::string words;
};

// Refuses all that RFC 8259 does not allow, and moreover: names that come twice, halves of surrogate
// pairs, text that is
// not UTF-8, numbers that a double cannot hold, nesting deeper than max_nesting.
std::variant<Json, JsonError> parse_json(std::string_view text, std::size_t max_nesting = kMaxJsonNesting);

// A text as a JSON string, in quotes. Bytes that are not UTF-8 become U+FFFD, so that the result always is.
std::string json_quote(std::string_view text);

// {"error":"..."}: the answer to a message that a demo cannot use.
std::string json_error(std::string_view expected);

}  // namespace ws101::demos
