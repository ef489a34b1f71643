// Finds the fields of heads in a text: a field name, a sign after it, a value. Other text around them, such as a
// log's prefix or the brackets of a language, is skipped.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/code/literal.hpp"
#include "wsdump/read/heads/head_fields.hpp"

namespace ws101::wsdump::input {

// The line at the start of `s`, as far as it is looked at; servers accept no field of 8 KiB.
inline std::string_view line_of(std::string_view s) {
  constexpr std::size_t kLongestLine = 8 << 10;
  s = s.substr(0, kLongestLine);
  return s.substr(0, s.find('\n'));
}

class FieldScanner {
 public:
  explicit FieldScanner(std::string_view body) : body_(body), names_(body), values_(body) {}
  std::vector<FieldList> run();

 private:
  struct Value {
    std::string text;
    std::size_t end = 0;  // in the body
    bool quoted = false;
  };

  std::string_view rest() const { return body_.substr(at_); }
  FieldList& list();
  void begin(FieldList::Role role);
  bool take_title();
  bool take_logged_start();
  bool take_url();
  bool take_pair();
  char take_sign(std::size_t& at) const;
  bool in_braces();  // one was opened on this line, in front of at_
  bool starts_line(std::size_t at) const {
    return at == 0 || is_space(body_[at - 1]) || body_[at - 1] == '[';
  }
  bool is_first_word(std::size_t at) const {  // of its line
    return trim(body_.substr(0, at).substr(body_.rfind('\n', at) + 1)).empty();
  }
  std::size_t value_begin(std::size_t at, char sign, bool in_object) const;
  std::optional<Value> quoted_value(std::size_t at);
  std::optional<Value> bare_value(std::size_t at, char sign, bool in_object) const;
  void add(std::string name, std::string value, bool in_object);
  bool take_other(std::string_view name, const Value& value, bool pseudo, bool quoted);
  bool take_key(std::string_view name, std::string_view value);

  std::string_view body_;
  std::size_t at_ = 0;
  std::size_t seen_ = 0;  // by in_braces(), and what it found there
  bool in_braces_ = false;
  bool told_ = false;            // the last list has a field of the handshake
  bool host_in_object_ = false;  // the last Host was a member of an object
  bool url_follows_ = false;     // a command or a method was named that is followed by a URL
  QuotedLiterals names_;
  QuotedLiterals values_;
  std::vector<FieldList> lists_;
  FieldList first_line_;  // what is known about the first lines of both heads
};

}  // namespace ws101::wsdump::input
