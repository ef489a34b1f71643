// The short words that the views share: words.hpp says what each gives.
#include "wsdump/show/words.hpp"

#include <algorithm>
#include <array>

namespace ws101::wsdump {

std::string_view json_name(Direction from) {
  return from == Direction::Client ? "client" : from == Direction::Server ? "server" : "unknown";
}

std::string_view arrow(Direction from) {
  return from == Direction::Client ? "C>" : from == Direction::Server ? "<S" : "??";
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  std::string text = std::to_string(count) + ' ';
  if (count == 1) return text.append(one);
  return many.empty() ? text.append(one) + 's' : text.append(many);
}

void put_level(Output& out, Level level, bool color) {
  if (color) out << (level == Level::Error ? "\x1b[1;31m" : level == Level::Sender ? "\x1b[31m" : "\x1b[33m");
  out << name(level);
  if (color) out << "\x1b[0m";
}

void put_seconds(Output& out, std::int64_t ns, int digits) {
  if (ns < 0) {
    out << '-';
    ns = -ns;
  }
  out << ns / 1000000000 << '.';
  std::int64_t fraction = ns % 1000000000;
  std::int64_t scale = 100000000;
  for (int i = 0; i < digits; ++i, scale /= 10) {
    out << static_cast<char>('0' + fraction / scale);
    fraction %= scale;
  }
}

std::string duration_words(std::int64_t ns) {
  if (ns < 0) return "-" + duration_words(-ns);
  if (ns < 1000000) return std::to_string(ns / 1000) + " us";
  if (ns < 10000000000) return std::to_string(ns / 1000000) + " ms";
  return std::to_string(ns / 1000000000) + " s";
}

std::string_view short_name(Opcode opcode) {
  static constexpr std::array<std::string_view, 16> kNames = {
      "cont",  "text", "binary", "op 0x3", "op 0x4", "op 0x5", "op 0x6", "op 0x7",
      "close", "ping", "pong",   "op 0xB", "op 0xC", "op 0xD", "op 0xE", "op 0xF"};
  return kNames[static_cast<std::size_t>(opcode) & 15];
}

std::string wrapped(std::string_view words, std::size_t first_column, std::size_t indent, std::size_t width) {
  std::string text;
  std::size_t column = first_column;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (!text.empty()) {
      if (column + 1 + end > width) {
        text += '\n';
        text.append(indent, ' ');
        column = indent;
      } else {
        text += ' ';
        ++column;
      }
    }
    text.append(words.substr(0, end));
    column += end;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return text;
}

}  // namespace ws101::wsdump
