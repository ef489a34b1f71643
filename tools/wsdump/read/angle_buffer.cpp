// Node's <Buffer 81 85 ...>, Apple's <818537fa 213d7f9f> and {length = 11, bytes = 0x8185...}.
#include "wsdump/read/characters.hpp"
#include "wsdump/read/recogniser.hpp"

namespace ws101::wsdump::input {
namespace {

struct Inside {
  std::vector<std::uint8_t> bytes;
  bool truncated = false;
  std::string missing;
};

// Hex groups, perhaps ended by "... 28 more bytes" or broken by " ... " in the middle.
std::optional<Inside> read_inside(std::string_view s) {
  Inside out;
  while (!(s = trim_left(s)).empty()) {
    const std::string_view word = take_word(s);
    if (word == "..." || word == "....") {
      out.truncated = true;
      std::string_view rest = s;
      const std::string_view count = take_word(rest);
      if (!count.empty() && all_of(count, is_digit) && take_word(rest) == "more") {
        out.missing = std::string(count) + (count == "1" ? " more byte" : " more bytes");
        take_word(rest);  // byte or bytes
        s = rest;
        // Own properties of the Buffer may follow a comma; they are not its bytes.
        return out;
      }
      continue;
    }
    if (word.size() % 2 != 0 || !all_of(word, is_hex)) return std::nullopt;
    // What follows a cut in the middle does not continue the stream.
    if (out.truncated) continue;
    for (std::size_t i = 0; i < word.size(); i += 2) {
      out.bytes.push_back(static_cast<std::uint8_t>(hex_value(word[i]) << 4 | hex_value(word[i + 1])));
    }
  }
  return out;
}

bool harmless_outside(std::string_view s) {
  bool digits_follow = false;  // "byteLength: 11"
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char c = s[i];
    if (is_digit(c) && !digits_follow && (i == 0 || !is_word(s[i - 1]))) return false;
    if (c == ':' || c == '=' || c == '[' || c == '(' || c == '\'') digits_follow = true;
    if (c == '\n') digits_follow = false;
    if (!is_word(c) && !is_space(c) &&
        std::string_view(":=[](){},;.'\"$>|-+").find(c) == std::string_view::npos)
      return false;
  }
  return true;
}

Outcome finish(Inside inside, std::string_view name, std::string_view words) {
  Reading reading = make_reading(name, words, std::move(inside.bytes));
  reading.incomplete = inside.truncated;
  reading.missing = inside.truncated && inside.missing.empty() ? "what the dots stand for" : inside.missing;
  return reading;
}

// {length = 11, bytes = 0x818537fa213d7f9f4d5158}
Outcome read_nsdata(std::string_view body) {
  const std::string_view s = trim(body);
  if (!s.starts_with("{") || !s.ends_with("}")) return std::nullopt;
  const std::size_t bytes_at = s.find("bytes = 0x");
  if (bytes_at == std::string_view::npos || !contains(s.substr(0, bytes_at), "length")) return std::nullopt;
  auto inside = read_inside(s.substr(bytes_at + 10, s.size() - bytes_at - 11));
  if (!inside) return std::nullopt;
  return finish(std::move(*inside), "nsdata", "an NSData description");
}

}  // namespace

Outcome read_angle_buffer(const Text& text) {
  if (!text.forced.empty() && text.forced != "node-buffer" && text.forced != "nsdata") return std::nullopt;
  if (Outcome outcome = read_nsdata(text.body)) return outcome;
  Inside all;
  std::size_t found = 0;
  bool node = false;
  std::string_view s = text.body;
  while (true) {
    const std::size_t open = s.find('<');
    if (open == std::string_view::npos) break;
    std::string_view outside = s.substr(0, open);
    const std::size_t close = s.find('>', open);
    if (close == std::string_view::npos || !harmless_outside(outside)) return std::nullopt;
    std::string_view inside = s.substr(open + 1, close - open - 1);
    for (std::string_view name : {"Buffer ", "SlowBuffer ", "Buffer\n", "Buffer\r\n"}) {
      if (inside.starts_with(name)) {
        inside.remove_prefix(name.size());
        node = true;
      }
    }
    node |= contains(outside, "Uint8Contents");
    // Own properties, as in <Buffer 81 85, foo: 1>.
    if (node) inside = inside.substr(0, inside.find(','));
    auto bytes = read_inside(inside);
    if (!bytes) return std::nullopt;
    if (all.truncated) {
      return error_at(
          text.body, static_cast<std::size_t>(s.data() - text.body.data()) + open,
          "expected one Buffer or whole ones, got another behind one that node cut short",
          "print it whole: buffer.toString('hex'), or set util.inspect.defaultOptions.maxArrayLength = null");
    }
    all.bytes.insert(all.bytes.end(), bytes->bytes.begin(), bytes->bytes.end());
    all.truncated = bytes->truncated;
    all.missing = bytes->missing;
    ++found;
    s.remove_prefix(close + 1);
  }
  if (found == 0 || !harmless_outside(s) || all.bytes.empty()) return std::nullopt;
  return finish(std::move(all), node ? "node-buffer" : "nsdata",
                node ? "a Node Buffer" : "an NSData description");
}

}  // namespace ws101::wsdump::input
