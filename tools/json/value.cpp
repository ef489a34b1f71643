// From the tokens of a JsonReader to a tree; value.hpp says what is refused.
#include "json/value.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "json/name_order.hpp"
#include "json/reader.hpp"
#include "text/escape.hpp"
#include "text/utf8.hpp"

namespace ws101 {
namespace {

using Token = JsonReader::Token;

constexpr std::size_t kMaxShown = 24;  // columns of the offending text in an error

// Recursive descent over tokens; max_nesting bounds the recursion. If a function returns nothing, it has set
// `error_`, or the reader has stopped.
class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, std::size_t max_nesting)
      : text_(text), source_(text), json_(source_, {max_nesting, kMaxJsonText, JsonRigour::Strict}) {}

  std::variant<JsonValue, JsonError> build() {
    auto value = build_value(json_.next());
    if (value && json_.next() == Token::End) return std::move(*value);
    if (error_.empty()) {
      const JsonProblem& problem = json_.problem();
      fail(problem.got.empty() ? "the rest of " + problem.expected : problem.expected, problem.at);
    }
    return JsonError{std::move(error_)};
  }

 private:
  std::nullopt_t fail(std::string_view expected, std::uint64_t at) {
    const std::string_view rest = text_.substr(static_cast<std::size_t>(at));
    error_ = "expected " + std::string(expected) + " at byte " + std::to_string(at) + ", got " +
             (rest.empty() ? "the end" : quote_text(bytes_of(rest), rest.size(), kMaxShown));
    return std::nullopt;
  }

  std::optional<JsonValue> build_value(Token token) {
    switch (token) {
      case Token::ObjectBegin:
        return build_object();
      case Token::ArrayBegin:
        return build_array();
      case Token::String:
        return JsonValue(std::string(json_.text()));
      case Token::Number:
        return build_number();
      case Token::True:
      case Token::False:
        return JsonValue(token == Token::True);
      case Token::Null:
        return JsonValue();
      default:
        return std::nullopt;
    }
  }

  std::optional<JsonValue> build_array() {
    JsonValue::Array elements;
    for (Token token = json_.next(); token != Token::ArrayEnd; token = json_.next()) {
      auto element = build_value(token);
      if (!element) return std::nullopt;
      elements.push_back(std::move(*element));
    }
    return JsonValue(std::move(elements));
  }

  std::optional<JsonValue> build_object() {
    const std::uint64_t begin = json_.offset() - 1;
    std::vector<JsonMember> members;
    while (json_.next_key()) {
      std::string name(json_.text());
      auto value = build_value(json_.next());
      if (!value) return std::nullopt;
      members.push_back({std::move(name), std::move(*value)});
    }
    if (json_.stopped()) return std::nullopt;
    auto object = JsonObject::of(std::move(members));
    if (std::holds_alternative<std::size_t>(object)) return fail("each name once", begin);
    return JsonValue(std::move(std::get<JsonObject>(object)));
  }

  std::optional<JsonValue> build_number() {
    const std::string_view digits = json_.text();
    double value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc() && end == digits.data() + digits.size() && std::isfinite(value))
      return JsonValue(value);
    return fail("a number that a double can hold", json_.offset() - digits.size());
  }

  std::string_view text_;
  JsonText source_;
  JsonReader json_;
  std::string error_;
};

}  // namespace

JsonValue::JsonValue() = default;
JsonValue::JsonValue(bool value) : value_(value) {}
JsonValue::JsonValue(double value) : value_(value) {}
JsonValue::JsonValue(std::string value) : value_(std::move(value)) {}
JsonValue::JsonValue(Array value) : value_(std::move(value)) {}
JsonValue::JsonValue(Object value) : value_(std::move(value)) {}

const JsonMember* JsonObject::begin() const {
  return members_.data();
}

const JsonMember* JsonObject::end() const {
  return members_.data() + members_.size();
}

std::size_t JsonObject::size() const {
  return members_.size();
}

std::variant<JsonObject, std::size_t> JsonObject::of(std::vector<JsonMember> members) {
  JsonObject object;
  object.members_ = std::move(members);
  const auto name_of = [&](std::size_t i) { return std::string_view(object.members_[i].name); };
  object.order_ = name_order(object.members_.size(), name_of);
  const auto twice =
      std::adjacent_find(object.order_.begin(), object.order_.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return name_of(a) == name_of(b); });
  if (twice != object.order_.end()) return std::size_t{*std::next(twice)};
  return object;
}

const JsonValue* JsonObject::find(std::string_view name) const {
  const auto found =
      std::lower_bound(order_.begin(), order_.end(), name,
                       [&](std::uint32_t i, std::string_view wanted) { return members_[i].name < wanted; });
  return found != order_.end() && members_[*found].name == name ? &members_[*found].value : nullptr;
}

const JsonValue* JsonValue::find(std::string_view name) const {
  const JsonObject* const members = object();
  return members != nullptr ? members->find(name) : nullptr;
}

const std::string* JsonValue::find_text(std::string_view name) const {
  const JsonValue* const member = find(name);
  return member != nullptr ? member->text() : nullptr;
}

std::variant<JsonValue, JsonError> parse_json(std::string_view text, std::size_t max_nesting) {
  if (text.size() > kMaxJsonText) {
    return JsonError{"expected at most " + std::to_string(kMaxJsonText) + " bytes, got " +
                     std::to_string(text.size())};
  }
  if (!is_utf8(bytes_of(text))) return JsonError{"expected UTF-8"};
  return TreeBuilder(text, max_nesting).build();
}

}  // namespace ws101
