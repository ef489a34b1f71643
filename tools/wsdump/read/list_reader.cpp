// One reader for many languages: names, types, brackets and punctuation are passed over, numbers are kept.
#include "wsdump/read/list_reader.hpp"

#include <algorithm>
#include <span>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/string_literal.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kMostRepeated = 1 << 20;  // elements that gdb's <repeats N times> may stand for, in all

bool names_a_length(std::string_view word) {
  const std::string w = lower(word);
  return contains(w, "len") || contains(w, "size") || contains(w, "count") || w == "n" || w == "cap" ||
         w == "capacity";
}

// The words with which assemblers begin a line of bytes; "byte" and "b" only behind a point.
bool is_directive(std::string_view word, bool behind_point) {
  const std::string w = lower(word);
  return w == "db" || w == "dc" || w == "defb" || w == "fcb" || (w == "byte" && behind_point);
}

// Reads the tokens of a declaration or an expression; false at the first thing that does not belong into one.
class ListReader {
 public:
  explicit ListReader(std::string_view body) : body_(body), s_(body) {}

  std::optional<List> run() {
    while (skip_blanks(), !s_.empty()) {
      if (!token()) return std::nullopt;
    }
    if (!depth_.empty() && !list_.truncated) return std::nullopt;
    if (list_.elements.empty()) return std::nullopt;
    // "[1] and [2]" in prose, not lists.
    if (groups_ > 1 && smallest_group_ < 2 && list_.elements.size() < 2 * groups_ && !list_.keyed)
      return std::nullopt;
    if (list_.directive) {  // each line may have a label and a directive of two words (dc.b)
      if (words_ > 3 * directives_ || list_.elements.size() != top_elements_) return std::nullopt;
      return std::move(list_);
    }
    if (top_elements_ != 0 && (list_.elements.size() != top_elements_ || words_ > casts_))
      return std::nullopt;
    return std::move(list_);
  }

 private:
  std::size_t at() const { return static_cast<std::size_t>(s_.data() - body_.data()); }
  void drop(std::size_t n) { s_.remove_prefix(n); }

  void skip_blanks() {
    while (true) {
      s_ = trim_left(s_);
      if (s_.starts_with("/*")) {
        const std::size_t end = s_.find("*/", 2);
        s_ = end == std::string_view::npos ? std::string_view{} : s_.substr(end + 2);
      } else if (s_.starts_with("//") || s_.starts_with("# ") || s_.starts_with("-- ") ||
                 s_.starts_with("%%")) {
        s_.remove_prefix(std::min(s_.find('\n'), s_.size()));
      } else {
        return;
      }
    }
  }

  bool token() {
    const char c = s_[0];
    if (s_.starts_with("...")) return more();
    if (c == '"' || c == '\'' || ((c == 'b' || c == 'u' || c == 'L') && s_.size() > 2 && s_[1] == '\''))
      return quoted_text();
    if (s_.starts_with("<repeats ")) return repeats();
    if (s_.starts_with("<<")) return open("<<");
    if (s_.starts_with(">>") && !depth_.empty() && depth_.back() == '<') return close(2);
    if (c == '<' && last_ == 'w' && template_arguments()) return true;
    if (c == '{' && last_ == 'w' && word_ == "byte" && one_number()) return true;
    if (c == '[' || c == '(' || c == '{') return open(s_.substr(0, 1));
    if (c == ']' || c == ')' || c == '}') return close(1);
    if (is_digit(c) || c == '-' || c == '+') return number_or_sign();
    // gdb's $1 is a name, $81 elsewhere a number in hex.
    if (c == '$' && depth_.empty() && list_.elements.empty() && contains(s_.substr(0, 12), " = "))
      return word();
    if (s_.starts_with("&H") || s_.starts_with("&h") || (c == '$' && s_.size() > 1 && is_hex(s_[1])) ||
        s_.starts_with("#x")) {
      drop(c == '$' ? 1 : 2);
      return digits(16);
    }
    if (is_letter(c) || c == '_' || c == '$' || c == '@') return word();
    if (std::string_view("=:;,*&.<>!?#|~%+\\/^").find(c) == std::string_view::npos) return false;
    if (c == ',' || c == ';') word_run_ = 0;
    last_ = c;
    if (c == ';' && depth_.empty()) word_ = {};
    drop(1);
    return true;
  }

  bool more() {
    if (list_.elements.empty()) return false;
    drop(3);
    list_.truncated = true;
    // "... 28 more items" or "... 28 more bytes"
    std::string_view rest = trim_left(s_);
    if (rest.starts_with("+")) rest.remove_prefix(1);
    std::size_t n = 0;
    while (n < rest.size() && is_digit(rest[n])) ++n;
    if (n == 0) return true;
    const std::string_view count = rest.substr(0, n);
    std::string_view tail = rest.substr(n);
    if (take_word(tail).starts_with("more")) {
      list_.more = std::string(count) + " more bytes";
      const std::size_t end = tail.find_first_of("]})>\n");
      s_ = tail.substr(std::min(end, tail.size()));
    }
    return true;
  }

  bool repeats() {
    if (list_.elements.empty()) return false;
    drop(9);
    std::size_t count = 0;
    while (!s_.empty() && is_digit(s_[0]) && count < kMostRepeated) {
      count = count * 10 + static_cast<std::size_t>(s_[0] - '0');
      drop(1);
    }
    if (!s_.starts_with(" times>") || count == 0 || count > kMostRepeated - repeated_) return false;
    repeated_ += count;
    drop(7);
    const Element last = list_.elements.back();
    for (std::size_t i = 1; i < count; ++i) list_.elements.push_back(last);
    return true;
  }

  // 'A' is a number; "type": is a key; <<"text">> holds bytes; pack("C*") and "Buffer" mean nothing here.
  bool quoted_text() {
    if (s_[0] != '"' && s_[0] != '\'') drop(1);
    const bool single = s_[0] == '\'';
    const std::size_t length = quoted_length(s_);
    if (length < 2) return false;
    const std::string_view inner = s_.substr(1, length - 2);
    const std::size_t start = at();
    drop(length);
    skip_blanks();
    if (s_.starts_with(":") && !(list_.erlang)) {
      word_ = inner;
      if (all_of(inner, is_digit) && !inner.empty()) {
        list_.keyed = true;
        if (decimal(inner.substr(0, 9)) != list_.elements.size()) return false;
      }
      last_ = ':';
      drop(1);
      return true;
    }
    if (inner == "Buffer") {
      list_.json_buffer = true;
      return true;
    }
    // ['0x81', '0x85']: numbers turned into strings
    if (!depth_.empty() && inner.size() > 2 && inner.size() < 16 && inner[0] == '0' &&
        (inner[1] == 'x' || inner[1] == 'b' || inner[1] == 'o')) {
      const std::string_view behind = s_;
      s_ = inner;
      const bool number = number_or_sign() && s_.empty();
      s_ = behind;
      return number;
    }
    const auto literal = decode_literal(inner, {});
    if (!literal) return false;
    if (list_.directive && depth_.empty()) {  // db 81h, 05h, 'Hello'
      top_elements_ += literal->bytes.size();
      return add_each(literal->bytes, start);
    }
    // gdb prints 129 '\201': the number stands already there.
    if (single && literal->bytes.size() == 1 && last_ == '0' && !list_.elements.empty()) return true;
    if ((single && literal->bytes.size() == 1 && !depth_.empty() && last_ != '(') ||
        (!depth_.empty() && depth_.back() == '<')) {
      return add_each(literal->bytes, start);
    }
    return !depth_.empty() && inner.size() <= 4;
  }

  // "[3] = 0x81", "[3]=> int(129)": a key that counts, from 0 or from 1.
  bool index_key() {
    const std::size_t close = s_.find(']');
    if (s_[0] != '[' || depth_.empty() || close > 9) return false;
    if (!is_key(s_.substr(1, close - 1), s_.substr(close + 1))) return false;
    drop(close + 1);
    return true;
  }

  bool is_key(std::string_view digits, std::string_view behind) {
    if (digits.empty() || digits.size() > 8 || !all_of(digits, is_digit)) return false;
    const std::string_view mark = trim_left(behind);
    if (!mark.starts_with("=>") && !(mark.starts_with("=") && s_[0] == '[')) return false;
    const std::size_t index = decimal(digits);
    if (list_.elements.empty() && index <= 1) first_key_ = index;
    if (index != list_.elements.size() + first_key_) return false;
    list_.keyed = true;
    return true;
  }

  // C++: array<std::uint8_t, 11>, vector<std::byte>. Types, and behind the last comma perhaps the length.
  bool template_arguments() {
    std::size_t depth = 0;
    std::size_t n = 0;
    do {
      if (n == std::min<std::size_t>(s_.size(), 80)) return false;
      const char c = s_[n++];
      if (c == '<') {
        ++depth;
      } else if (c == '>') {
        --depth;
      } else if (!is_word(c) && c != ':' && c != ',' && c != ' ') {
        return false;
      }
    } while (depth > 0);
    const std::string_view inside = s_.substr(1, n - 2);
    if (inside.empty() || !is_letter(inside[0])) return false;  // a < b is a comparison
    const std::size_t comma = inside.rfind(',');
    const std::string_view last = comma == std::string_view::npos ? "" : trim(inside.substr(comma + 1));
    if (!last.empty() && last.size() <= 9 && all_of(last, is_digit)) list_.lengths.push_back(decimal(last));
    drop(n);
    return true;
  }

  // A number with its type around it: std::byte{0x81}.
  bool one_number() {
    const std::size_t end = s_.find('}');
    if (end > 24) return false;  // npos too
    const std::string_view behind = s_.substr(end + 1);
    const std::string_view before = s_;
    s_ = trim(s_.substr(1, end - 1));
    const bool number = !s_.empty() && is_digit(s_[0]) && number_or_sign() && s_.empty();
    s_ = number ? behind : before;
    return number;
  }

  // A bracket that holds nothing but a count: x[11], Uint8Array(11), [11]byte, Pascal's [0..10].
  bool dimension() {
    const char close_with = s_[0] == '[' ? ']' : s_[0] == '(' ? ')' : '}';
    if (close_with == '}') return false;
    const std::size_t end = s_.find(close_with);
    if (end > 80) return false;  // npos too
    std::string_view inside = trim(s_.substr(1, end - 1));
    std::string_view behind = s_.substr(end + 1);
    while (!behind.empty() && (behind[0] == ' ' || behind[0] == '\t')) behind.remove_prefix(1);
    if (const std::size_t semicolon = inside.find(';'); semicolon != std::string_view::npos) {
      const std::string_view type = trim(inside.substr(0, semicolon));  // Rust: [u8; 11]
      if (type.empty() || !is_letter(type[0])) return false;
      inside = trim(inside.substr(semicolon + 1));
    }
    if (const std::size_t dots = inside.find(".."); dots != std::string_view::npos && word_ == "array") {
      if (!all_of(inside.substr(0, dots), is_digit) || !all_of(inside.substr(dots + 2), is_digit))
        return false;
      drop(end + 1);
      return true;
    }
    if (inside.empty() || inside.size() > 9 || !all_of(inside, is_digit)) return false;
    const bool more =
        !behind.empty() && (std::string_view("=[{(:<").find(behind[0]) != std::string_view::npos ||
                            (is_letter(behind[0]) && s_[0] == '[') ||
                            (behind[0] == ')' && last_ == 'w' && s_[0] == '['));  // a cast: (uint8_t [11])
    // In a list of one word's elements, UInt8(129) is an element.
    if (word_ == "ArrayBuffer" || word_ == "SharedArrayBuffer") {
      drop(end + 1);
      return true;
    }
    if (!more || (!depth_.empty() && depth_.back() != '(' && last_ != 'w')) return false;
    list_.lengths.push_back(decimal(inside));
    drop(end + 1);
    return true;
  }

  bool open(std::string_view bracket) {
    if (bracket != "<<" && (index_key() || dimension())) return true;
    if (depth_.size() > 16) return false;
    list_.erlang |= bracket == "<<";
    depth_.push_back(bracket[0]);
    group_start_ = list_.elements.size();
    last_ = bracket[0];
    word_run_ = 0;
    drop(bracket.size());
    return true;
  }

  bool close(std::size_t length) {
    if (depth_.empty()) return false;
    const char opened = depth_.back();
    const char wanted = opened == '[' ? ']' : opened == '(' ? ')' : opened == '{' ? '}' : '>';
    if (s_[0] != wanted) return false;
    depth_.pop_back();
    if (opened != '(' && list_.elements.size() > group_start_) {
      ++groups_;
      smallest_group_ = std::min(smallest_group_, list_.elements.size() - group_start_);
      list_.braces |= opened == '{';
      list_.brackets |= opened == '[';
    }
    last_ = ')';
    drop(length);
    return true;
  }

  bool number_or_sign() {
    bool negative = false;
    if (s_[0] == '-' || s_[0] == '+') {
      if (s_.starts_with("->") || s_.size() < 2 || !is_digit(s_[1])) {
        drop(s_.starts_with("->") ? 2 : 1);
        return true;
      }
      negative = s_[0] == '-';
      drop(1);
    }
    if (s_.starts_with("0x") || s_.starts_with("0X")) {
      drop(2);
      return digits(16, negative);
    }
    if (s_.starts_with("0b") || s_.starts_with("0B")) {
      std::size_t n = 2;
      while (n < s_.size() && (s_[n] == '0' || s_[n] == '1' || s_[n] == '_')) ++n;
      if (n > 2) {
        drop(2);
        return digits(2, negative);
      }
    }
    if (s_.starts_with("0o") || s_.starts_with("0O")) {
      drop(2);
      return digits(8, negative);
    }
    if (s_.starts_with("16#") || s_.starts_with("2#") || s_.starts_with("8#")) {
      const int base = s_[0] == '1' ? 16 : s_[0] == '2' ? 2 : 8;
      drop(base == 16 ? 3 : 2);
      return digits(base, negative);
    }
    return digits(0, negative);
  }

  bool digits(int base, bool negative = false) {
    std::size_t n = 0;
    while (n < s_.size() && (is_hex(s_[n]) || s_[n] == '_')) {
      // 129u8 and 0b1u8 end before their suffix; bare hex (fa) goes on.
      if (base != 0 && base != 16 && !is_digit(s_[n]) && s_[n] != '_') break;
      ++n;
    }
    while (n > 0 && s_[n - 1] == '_') --n;
    Element element;
    element.digits = s_.substr(0, n);
    element.base = static_cast<std::uint8_t>(base);
    element.negative = negative;
    element.at = at();
    drop(n);
    if (n == 0 || n > 72) return false;
    if (base == 0 && lower(s_.substr(0, 1)) == "h" && !(s_.size() > 1 && is_word(s_[1]))) {
      element.base = 16;
      if (n == 3 && element.digits[0] == '0')
        element.digits.remove_prefix(1);  // 0FAh: a number begins with a digit
      drop(1);
    }
    if (base == 0 && !negative && !depth_.empty() && is_key(element.digits, s_)) return true;
    // Suffixes: u8, _u8, i8, U, UL, uy, and Kotlin's 0x81.toByte().
    std::size_t m = 0;
    while (m < s_.size() && is_word(s_[m])) ++m;
    if (m != 0) {
      const std::string suffix = lower(s_.substr(0, m));
      if (suffix != "u8" && suffix != "_u8" && suffix != "i8" && suffix != "_i8" && suffix != "u" &&
          suffix != "ul" && suffix != "uy" && suffix != "l" && suffix != "y" && suffix != "usize") {
        return false;
      }
      drop(m);
    }
    if (s_.size() > 1 && s_[0] == '.' && is_digit(s_[1])) return false;  // 1.5
    return place(element);
  }

  // A number is an element, a stated length, or a size in bits.
  bool place(Element element) {
    const bool bare = element.base == 0 && all_of(element.digits, is_digit);
    if (last_ == ':' && !depth_.empty() && depth_.back() == '<' && !list_.elements.empty()) {
      if (element.digits == "8") return true;
      if (element.digits != "16" && element.digits != "32" && element.digits != "64") return false;
      list_.elements.back().bits = static_cast<std::uint8_t>(element.digits == "16"   ? 16
                                                             : element.digits == "32" ? 32
                                                                                      : 64);
      return true;
    }
    // "std::vector of length 11, capacity 11 = {"
    if (depth_.empty() && last_ == 'w' && bare && element.digits.size() <= 9 && names_a_length(word_) &&
        groups_ == 0 && top_elements_ == 0) {
      list_.lengths.push_back(decimal(element.digits));
      last_ = '0';
      return true;
    }
    if ((last_ == '=' || last_ == ':') && !list_.keyed && !list_.directive) {
      if (!names_a_length(word_) || !bare || element.digits.size() > 9) {
        if (depth_.empty() && last_ == ':' && groups_ == 0) return add_top(element);  // "payload: 129, 133"
        return false;
      }
      list_.lengths.push_back(decimal(element.digits));
      return true;
    }
    if (depth_.empty()) return add_top(element);
    add(element);
    return true;
  }

  bool add_top(const Element& element) {
    ++top_elements_;
    add(element);
    return true;
  }

  bool add_each(std::span<const std::uint8_t> bytes, std::size_t start) {
    for (const std::uint8_t byte : bytes) {
      Element element;
      element.base = 1;
      element.value = byte;
      element.at = start;
      add(element);
    }
    return true;
  }

  void add(const Element& element) {
    list_.elements.push_back(element);
    last_ = '0';
    word_run_ = 0;
  }

  bool word() {
    std::size_t n = 1;
    while (n < s_.size() && (is_word(s_[n]) || s_[n] == '$' || s_[n] == '!')) ++n;
    const std::string_view w = s_.substr(0, n);
    // fa in [81, 85, 37, fa]; in braces only where numbers go before it
    if (!depth_.empty() && (depth_.back() != '{' || (last_ == '0' && w.size() == 2)) && w.size() <= 2 &&
        all_of(w, is_hex) && last_ != '.' && last_ != '(') {
      Element element;
      element.digits = w;
      element.at = at();
      drop(n);
      add(element);
      return true;
    }
    if (depth_.empty() && is_directive(w, last_ == '.') && n < s_.size() &&
        (is_space(s_[n]) || s_[n] == '.')) {
      list_.directive = true;
      ++directives_;
    }
    if (n > 64 || ++word_run_ > 6 || ++words_ > 16 + 4 * list_.elements.size()) return false;
    if (depth_.empty() || depth_.back() == '(') ++casts_;
    if (depth_.empty() && last_ != '.') --casts_;
    list_.node |= w == "Uint8Array" || w == "Buffer";
    word_ = w;
    last_ = 'w';
    drop(n);
    return true;
  }

  std::string_view body_;
  std::string_view s_;
  List list_;
  std::string depth_;
  std::string_view word_;  // the last identifier or key
  char last_ = ' ';        // the last token: itself, or w word, 0 number, ) bracket closed
  std::size_t word_run_ = 0;
  std::size_t words_ = 0;
  std::size_t casts_ = 0;
  std::size_t directives_ = 0;
  std::size_t first_key_ = 0;
  std::size_t repeated_ = 0;
  std::size_t groups_ = 0;
  std::size_t group_start_ = 0;
  std::size_t smallest_group_ = SIZE_MAX;
  std::size_t top_elements_ = 0;
};

}  // namespace

std::optional<List> read_list(std::string_view body) {
  return ListReader(body).run();
}

}  // namespace ws101::wsdump::input
