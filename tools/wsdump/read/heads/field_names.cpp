#include "wsdump/read/heads/field_names.hpp"

#include <algorithm>

#include "handshake/token.hpp"
#include "wsdump/read/characters.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kLongestDot = 4;  // bytes that Chrome has in front of a status: a coloured dot

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
                         {"status", &FieldList::status},      {"requesturi", &FieldList::target},
                         {"href", &FieldList::target}};

// The first word in capitals: GET of "HttpMethod(value=GET),".
std::string_view capitals(std::string_view s) {
  constexpr std::string_view kCapitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  constexpr std::size_t kFewest = 3;
  while (!s.empty()) {
    s.remove_prefix(std::min(s.find_first_of(kCapitals), s.size()));
    const std::string_view word = s.substr(0, s.find_first_not_of(kCapitals));
    if (word.size() >= kFewest) return word;
    s.remove_prefix(word.size());
  }
  return {};
}

}  // namespace

std::string_view bare_name(std::string_view s) {
  for (const Key& key : kKeys) {
    const std::string_view start = s.substr(0, key.name.size());
    if (contains(key.name, " ") && equal_ignoring_case(start, key.name)) return start;
  }
  std::size_t n = 0;
  while (n < s.size() && (is_word(s[n]) || s[n] == '-')) ++n;
  return s.substr(0, n);
}

std::string field_name(std::string_view name, bool pseudo) {
  if (pseudo && name == "authority") return "Host";
  if (!name.starts_with("HTTP_")) return std::string(name);
  std::string plain = lower(name.substr(5));
  std::replace(plain.begin(), plain.end(), '_', '-');
  return plain;
}

bool is_field_name(std::string_view name) {
  return is_known_field(name) ||
         (contains(name, "-") && is_token(name) && std::any_of(name.begin(), name.end(), is_letter));
}

std::string FieldList::*first_line_part(std::string_view name) {
  const auto known = std::find_if(std::begin(kKeys), std::end(kKeys),
                                  [&](const Key& key) { return equal_ignoring_case(key.name, name); });
  return known == std::end(kKeys) ? nullptr : known->part;
}

std::string_view first_line_value(std::string FieldList::*part, std::string_view value) {
  if (part == &FieldList::method) return capitals(value);
  if (part == &FieldList::status) {
    const std::size_t digit = value.find_first_of("12345");
    if (digit > kLongestDot || !is_status(value.substr(digit))) return {};
    return value.substr(digit, value.find_first_of(",;}") - digit);
  }
  value = value.substr(0, value.find_first_of(", ;"));
  return value.starts_with('/') || contains(value, "://") ? value : std::string_view();
}

bool is_status(std::string_view s) {
  const std::size_t digits = std::min(s.find_first_not_of("0123456789"), s.size());
  return digits == 3 && s[0] >= '1' && s[0] <= '5';
}

}  // namespace ws101::wsdump::input
