// Finds the offset of each line, in the many ways tools write one.
#include "wsdump/read/dumps/dump_lines.hpp"

#include <algorithm>
#include <array>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/dumps/lossy_cells.hpp"

namespace ws101::wsdump::input {
namespace {

std::size_t count_hex(std::string_view s) {
  std::size_t n = 0;
  while (n < s.size() && is_hex(s[n])) ++n;
  return n;
}

// The offset and what follows it; `address` if it is written as debuggers do.
bool take_offset(std::string_view line, DumpLine& out, bool& address) {
  std::string_view s = trim_right(line);
  out.line = line;
  out.indent = s.substr(0, s.size() - trim_left(s).size());
  s.remove_prefix(out.indent.size());
  out.box = s.starts_with("|");  // |00000000| 81 85 ... |..7.|
  if (out.box) s = trim_left(s.substr(1));
  if (out.box && s.starts_with("*")) {
    out.kind = DumpLine::Kind::Repeat;
    return true;
  }
  const bool prefixed = s.starts_with("0x") || s.starts_with("0X");
  if (prefixed) s.remove_prefix(2);
  out.offset = s.substr(0, count_hex(s));
  const std::size_t width = out.offset.size();
  if (width == 0 || width > 16) return false;
  s.remove_prefix(width);
  if (s.starts_with("`") && count_hex(s.substr(1)) == 8) {  // WinDbg: 0000004f`2e8ff7b0
    out.offset = s.substr(1, 8);
    s.remove_prefix(9);
  }
  const std::string_view name = trim_left(s);
  const bool symbol = name.starts_with("<") && contains(name, ">:");  // <data+8>:
  if (symbol) s = name.substr(name.find(">:") + 1);
  for (const std::string_view end : {":", "h:", "h "}) {
    if (out.colon || !s.starts_with(end)) continue;
    out.colon = true;
    s.remove_prefix(end.size());
  }
  if (!s.empty() && !is_space(s[0]) && s[0] != '|') return false;
  // The first line of a dump that counts 0:, 16:, 32:. An index would have one value behind it.
  const bool short_zero = out.offset == "0" && contains(trim(s), " ");
  if (width < 4 && (!out.colon || (width < 2 && !short_zero) || s.empty())) return false;
  const std::string_view rest = trim_left(s);
  if (rest.starts_with("- ")) s = rest.substr(2);  // openssl: "0000 - 81 85"
  if (rest.starts_with("|")) s = rest.substr(1);
  out.box |= rest.starts_with("|");
  if (out.box && s.find_first_not_of(" |") == std::string_view::npos) s = {};
  address |= (prefixed && (out.colon || width >= 8)) || symbol;
  out.rest = s;
  return true;
}

// Kernel and other logs put a time and a name before the offset. An offset without a colon is known by the zeros of the
// first one and, on the lines below, by as many words in front: `words`, 0 until the first one is found.
std::string_view behind_log_prefix(std::string_view line, std::size_t& words) {
  std::string_view rest = line;
  bool bytes_only = all_of(take_word(rest), is_hex);  // so far: that is no prefix
  for (std::size_t count = 1; !rest.empty(); ++count) {
    std::string_view offset = take_word(rest);
    const std::string_view begin = line.substr(static_cast<std::size_t>(offset.data() - line.data()));
    const bool colon = offset.ends_with(':');
    if (colon) offset.remove_suffix(1);
    bytes_only = bytes_only && all_of(offset, is_hex);
    if (bytes_only || (offset.size() != 4 && offset.size() != 8) || !all_of(offset, is_hex)) continue;
    if (!colon && (words == 0 ? offset.find_first_not_of('0') != std::string_view::npos : count != words))
      continue;
    words = count;
    return begin;
  }
  return {};
}

// The second row of od -t x1c: the same bytes as characters, escapes, octal numbers or names, below the first.
bool is_character_row(std::string_view line) {
  constexpr std::size_t kOffset = 7;  // od's
  if (line.size() <= kOffset || line.find_first_not_of(' ') < kOffset || trim(line).empty()) return false;
  for (std::string_view word = take_word(line); !word.empty(); word = take_word(line)) {
    if (word.size() != 1 && !is_od_character(word) && !(word.size() == 3 && all_of(word, is_octal)))
      return false;
  }
  return true;
}

class Splitter {
 public:
  explicit Splitter(std::string_view body) : body_(body) {}

  DumpLines run() {
    for (std::string_view rest = body_; !rest.empty();) {
      const std::string_view line = take_line(rest);
      if (!of_dump(line)) between(line);
    }
    return std::move(result_);
  }

 private:
  // Offset and bytes, a repeat, or the second row of od -t x1c.
  bool of_dump(std::string_view line) {
    const std::string_view bare = trim(line);
    if (bare.empty() && packets_ && bytes_since_heading_) {
      // tshark -x names the sections of a packet only if there are several; a blank line ends the packet.
      Heading next;
      next.packet = true;
      add_heading(line, next);
      return true;
    }
    if (bare == "*") {
      DumpLine& repeat = result_.lines.emplace_back();
      repeat.kind = DumpLine::Kind::Repeat;
      repeat.line = line;
      return true;
    }
    if (packets_ && is_space(line[0]) && contains(line, " = "))
      return true;  // tshark -V: "0100 .... = Version: 4"
    if (take(words_ > 0 ? behind_log_prefix(line, words_) : line)) return true;
    if (body_.starts_with("> ") && take(line))
      return true;  // only the first line of a quotation has the sign
    return !result_.lines.empty() && result_.lines.back().kind == DumpLine::Kind::Bytes &&
           is_character_row(line);
  }

  bool take(std::string_view line) {
    DumpLine parsed;
    if (!take_offset(line, parsed, result_.addresses)) return false;
    if (parsed.kind == DumpLine::Kind::Bytes && !parsed.rest.empty()) {
      ++result_.with_bytes;
      result_.colons &= parsed.colon;
    }
    result_.lines.push_back(parsed);
    bytes_since_heading_ = true;
    return true;
  }

  // A heading, a remark, the first line behind a log's prefix, or a stranger.
  void between(std::string_view line) {
    std::optional<Heading> heading = heading_of(line);
    // tcpdump -v and tshark -V explain at length, and quote payloads: "    s2" is no direction there.
    const bool explains = heading && is_space(line[0]) && heading->directed;
    if (packets_ && (!heading || explains)) heading.emplace().remark = true;
    if (!heading && words_ == 0 && result_.with_bytes == 0) {
      if (take(behind_log_prefix(line, words_))) return;
      words_ = 0;
    }
    if (!heading) {
      if (!result_.stranger)
        result_.position_of_stranger = static_cast<std::size_t>(line.data() - body_.data());
      result_.stranger = true;
      return;
    }
    packets_ |= heading->packet || (heading->skip && !heading->directed);
    result_.follow |= trim(line).starts_with("Follow: ");
    if (!heading->remark) add_heading(line, *heading);
  }

  void add_heading(std::string_view line, Heading heading) {
    if (!heading.sender.empty()) {
      if (first_sender_.empty()) first_sender_ = heading.sender;
      heading.side = heading.sender == first_sender_ ? 0 : 1;
    }
    DumpLine& added = result_.lines.emplace_back();
    added.kind = DumpLine::Kind::Heading;
    added.line = line;
    added.heading = result_.headings.size();
    result_.headings.push_back(std::move(heading));
    bytes_since_heading_ = false;
  }

  std::string_view body_;
  DumpLines result_;
  bool packets_ = false;
  std::size_t words_ = 0;  // of a log, in front of the offsets
  bool bytes_since_heading_ = false;
  std::string first_sender_;
};

}  // namespace

DumpLines split_dump(std::string_view body) {
  return Splitter(body).run();
}

}  // namespace ws101::wsdump::input
