// A recursive-descent reader for the extension list: one function for each rule of the grammar.
#include "handshake/extension.hpp"

#include <cstddef>
#include <iterator>
#include <utility>

#include "handshake/token.hpp"
#include "text/quoted.hpp"

namespace ws101 {
namespace {

// RFC 6455 9.1: "Sec-WebSocket-Extensions = extension-list"
//   extension-list = 1#extension
//   extension = extension-token *( ";" extension-param )
//   extension-param = token [ "=" (token | quoted-string) ]
class ExtensionReader {
 public:
  explicit ExtensionReader(std::string_view text) : text_(text) {}

  std::variant<std::vector<Extension>, SyntaxError> read() {
    std::vector<Extension> list;
    while (true) {
      while (take(',')) {
      }
      if (at_ == text_.size()) break;
      if (!read_extension(list.emplace_back())) return std::move(error_);
      if (at_ < text_.size() && !take(',')) {
        expected("',' or ';'");
        return std::move(error_);
      }
    }
    if (list.empty()) return SyntaxError{0, "expected at least one extension, got an empty list"};
    return list;
  }

 private:
  bool read_extension(Extension& extension) {
    if (!read_token(extension.name, "the name of an extension")) return false;
    while (take(';')) {
      if (!read_param(extension.params.emplace_back())) return false;
    }
    return true;
  }

  bool read_param(ExtensionParam& param) {
    if (!read_token(param.name, "the name of a parameter")) return false;
    if (!take('=')) return true;
    std::string& value = param.value.emplace();
    if (at_ < text_.size() && text_[at_] == '"') return read_quoted(value);
    return read_token(value, "a token or a quoted string after '='");
  }

  bool read_token(std::string& token, const char* what) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_token_char(text_[at_])) ++at_;
    if (at_ == begin) return expected(what);
    token = text_.substr(begin, at_ - begin);
    skip_space();
    return true;
  }

  bool read_quoted(std::string& value) {
    const std::size_t quote = at_++;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '\\' && ++at_ == text_.size()) break;
      value += text_[at_++];
    }
    if (at_ == text_.size()) return fail(quote, "expected a closing quote, got the end of the list");
    ++at_;
    // RFC 6455 9.1: "When using the quoted-string syntax variant, the value after quoted-string unescaping
    // MUST conform to the 'token' ABNF."
    // RFC 6455 4.3: "When using the quoted-string syntax variant, the value after quoted-string unescaping
    // MUST conform to the 'token' ABNF."
    if (!is_token(value)) return fail(quote, "expected a token between the quotes, got " + quoted(value));
    skip_space();
    return true;
  }

  // Takes the separator, with the white space around it, if it is the next character.
  bool take(char separator) {
    skip_space();
    if (at_ == text_.size() || text_[at_] != separator) return false;
    ++at_;
    skip_space();
    return true;
  }

  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }

  bool expected(const std::string& what) {
    return fail(at_, "expected " + what + ", got " +
                         (at_ < text_.size() ? byte_name(text_[at_]) : "the end of the list"));
  }

  bool fail(std::size_t offset, std::string words) {
    error_ = {offset, std::move(words)};
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  SyntaxError error_;
};

}  // namespace

std::variant<std::vector<Extension>, SyntaxError> parse_extensions(std::string_view value) {
  return ExtensionReader(value).read();
}

std::variant<std::vector<Extension>, SyntaxError> parse_extensions(const Fields& fields) {
  std::vector<Extension> all;
  for (const Field& field : fields) {
    if (!equal_ignoring_case(field.name, "Sec-WebSocket-Extensions")) continue;
    auto parsed = parse_extensions(field.value);
    if (SyntaxError* error = std::get_if<SyntaxError>(&parsed)) return std::move(*error);
    auto& list = std::get<std::vector<Extension>>(parsed);
    all.insert(all.end(), std::make_move_iterator(list.begin()), std::make_move_iterator(list.end()));
  }
  return all;
}

std::string extensions_text(const std::vector<Extension>& extensions) {
  std::string text;
  for (const Extension& extension : extensions) {
    if (!text.empty()) text += ", ";
    text += extension.name;
    for (const ExtensionParam& param : extension.params) {
      text += "; " + param.name;
      if (param.value) text += "=" + *param.value;
    }
  }
  return text;
}

}  // namespace ws101
