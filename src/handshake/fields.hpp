// The header fields of one HTTP message, in the order in which they came (RFC 9110 5).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ws101 {

struct Field {
  std::string name;        // as it was written; compare it without regard to case
  std::string value;       // without the white space around it
  std::size_t offset = 0;  // where its line begins, in bytes from the start of the head
};

class Fields {
 public:
  void add(std::string name, std::string value, std::size_t offset = 0);
  void reserve(std::size_t count) { fields_.reserve(count); }

  // How many fields have this name. Names are compared without regard to case, here and below.
  std::size_t count(std::string_view name) const;

  // The first field of this name, or null. Valid until the next add.
  const Field* find(std::string_view name) const;

  // The value of the first field of this name, or the empty text if there is none.
  std::string_view value(std::string_view name) const;

  // The elements of a comma-separated list, over all fields of this name in order, trimmed, empty ones left
  // out (RFC 9110 5.6.1). Not for lists that may contain quoted strings: a comma in one would split it.
  std::vector<std::string_view> list(std::string_view name) const;

  // True if the list contains this token, in any case.
  bool has_token(std::string_view name, std::string_view token) const;

  // Appends one space and `more`, which the caller has trimmed, to the value of the last field; nothing if
  // `more` is empty. Only for a parser that tolerates obsolete line folding.
  void fold_into_last(std::string_view more);

  std::size_t size() const { return fields_.size(); }
  bool empty() const { return fields_.empty(); }
  std::vector<Field>::const_iterator begin() const { return fields_.begin(); }
  std::vector<Field>::const_iterator end() const { return fields_.end(); }

 private:
  std::vector<Field> fields_;
};

}  // namespace ws101
