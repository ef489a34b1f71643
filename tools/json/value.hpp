// A small JSON text (RFC 8259) as a tree of values in memory. Nothing in it is evaluated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ws101 {

inline constexpr std::size_t kMaxJsonNesting = 16;
inline constexpr std::size_t kMaxJsonText = std::size_t{256} << 20;  // bytes

class JsonValue;
struct JsonMember;

// Members in the order of the text; no name twice.
class JsonObject {
 public:
  // Takes ownership of the members, or returns the index of the first duplicate name.
  static std::variant<JsonObject, std::size_t> of(std::vector<JsonMember> members);

  // Null if there is none of this name.
  const JsonValue* find(std::string_view name) const;
  const JsonMember* begin() const;
  const JsonMember* end() const;
  std::size_t size() const;

 private:
  std::vector<JsonMember> members_;
  std::vector<std::uint32_t> order_;  // indices of the members, sorted by name
};

class JsonValue {
 public:
  using Array = std::vector<JsonValue>;
  using Object = JsonObject;

  JsonValue();  // null
  explicit JsonValue(bool value);
  explicit JsonValue(double value);
  explicit JsonValue(std::string value);
  explicit JsonValue(Array value);
  explicit JsonValue(Object value);

  // Each is null if the value is of another kind.
  const bool* boolean() const { return std::get_if<bool>(&value_); }
  const double* number() const { return std::get_if<double>(&value_); }
  const std::string* text() const { return std::get_if<std::string>(&value_); }
  const Array* array() const { return std::get_if<Array>(&value_); }
  const Object* object() const { return std::get_if<Object>(&value_); }
  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }

  // A member of an object; null if there is none, or if this is not an object.
  const JsonValue* find(std::string_view name) const;
  // The text of that member; null if it is missing or not a text.
  const std::string* find_text(std::string_view name) const;

 private:
  std::variant<std::monostate, bool, double, std::string, Array, Object> value_;
};

struct JsonMember {
  std::string name;
  JsonValue value;
};

// Why a text is not JSON: what was expected and what came, and at which byte.
struct JsonError {
  std::string words;
};

// Refuses everything that RFC 8259 does not allow, and also: duplicate names, halves of surrogate pairs, text that is
// not UTF-8 or longer than kMaxJsonText, numbers that a double cannot hold, nesting deeper than max_nesting.
std::variant<JsonValue, JsonError> parse_json(std::string_view text,
                                              std::size_t max_nesting = kMaxJsonNesting);

}  // namespace ws101
