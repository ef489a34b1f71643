// Command-line options, the same in all programs: --name VALUE, --name=VALUE, short names; `--` ends them.
#pragma once

#include <charconv>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ws101 {

// The command line is invalid; what() says what was expected and what came. Programs print it and exit with
// 2.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Call a function below for each option; then rest() returns the other arguments and refuses unknown
// options.
class Options {
 public:
  Options(int argc, char** argv) : words_(argv + 1, argv + argc) {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (words_[i] != "--") continue;
      after_.assign(words_.begin() + static_cast<std::ptrdiff_t>(i) + 1, words_.end());
      words_.resize(i);
    }
  }

  // True if the option was given, any number of times.
  bool flag(std::string_view name) {
    bool found = false;
    for (std::size_t i = 0; i < words_.size();) {
      if (words_[i] == name) {
        take(i, 1);
        found = true;
      } else if (words_[i].starts_with(std::string(name) + "=")) {
        throw UsageError("option " + std::string(name) + " takes no value");
      } else {
        ++i;
      }
    }
    return found;
  }

  // Every value of an option that may be repeated.
  std::vector<std::string> values(std::string_view name) {
    std::vector<std::string> found;
    for (std::size_t i = 0; i < words_.size();) {
      if (words_[i].starts_with(std::string(name) + "=")) {
        found.push_back(words_[i].substr(name.size() + 1));
        take(i, 1);
      } else if (words_[i] == name) {
        if (i + 1 == words_.size()) throw UsageError("option " + std::string(name) + " needs a value");
        found.push_back(words_[i + 1]);
        take(i, 2);
      } else {
        ++i;
      }
    }
    return found;
  }

  // The last value given.
  std::optional<std::string> value(std::string_view name) {
    std::vector<std::string> all = values(name);
    return all.empty() ? std::nullopt : std::optional(std::move(all.back()));
  }

  // For an option with an optional value: --name gives "", --name=VALUE the value; the last one counts.
  std::optional<std::string> optional_value(std::string_view name) {
    std::optional<std::string> found;
    for (std::size_t i = 0; i < words_.size();) {
      const bool with_value = words_[i].starts_with(std::string(name) + "=");
      if (!with_value && words_[i] != name) {
        ++i;
        continue;
      }
      found = with_value ? words_[i].substr(name.size() + 1) : std::string();
      take(i, 1);
    }
    return found;
  }

  // A whole number in a range.
  std::uint64_t number(std::string_view name, std::uint64_t otherwise, std::uint64_t least,
                       std::uint64_t most) {
    const std::optional<std::string> text = value(name);
    return text ? parse_number(name, *text, least, most) : otherwise;
  }

  // A size in bytes: 1000, 64K, 16M, 1G (powers of 1024).
  std::uint64_t size(std::string_view name, std::uint64_t otherwise, std::uint64_t least = 0,
                     std::uint64_t most = std::numeric_limits<std::uint64_t>::max() / 2) {
    const std::optional<std::string> text = value(name);
    return text ? parse_number(name, *text, least, most,
                               {{'K', 1024}, {'M', std::uint64_t{1} << 20}, {'G', std::uint64_t{1} << 30}})
                : otherwise;
  }

  // A time in seconds, or with a unit: 500ms, 10s, 2m.
  std::chrono::milliseconds time(std::string_view name, std::chrono::milliseconds otherwise) {
    const std::optional<std::string> text = value(name);
    return text ? parse_time(name, *text) : otherwise;
  }

  // The arguments that are not options. Throws UsageError for an option that no call above named.
  std::vector<std::string> rest() {
    for (const std::string& word : words_) {
      if (word.size() > 1 && word[0] == '-') throw UsageError("unknown option '" + word + "'");
    }
    std::vector<std::string> all = words_;
    all.insert(all.end(), after_.begin(), after_.end());
    return all;
  }

  struct Unit {
    char letter;
    std::uint64_t factor;
  };

  // A value by itself. `name` is that of the option, for the UsageError.
  static std::uint64_t parse_number(std::string_view name, const std::string& text, std::uint64_t least,
                                    std::uint64_t most, const std::vector<Unit>& units = {}) {
    std::uint64_t count = 0;
    std::uint64_t factor = 1;
    const char* const last = text.data() + text.size();
    auto [end, error] = std::from_chars(text.data(), last, count);
    for (const Unit& unit : units) {
      if (error == std::errc() && end + 1 == last &&
          (*end == unit.letter || *end == unit.letter + ('a' - 'A'))) {
        factor = unit.factor;
        ++end;
      }
    }
    if (error != std::errc() || end != last || count > most / factor || count * factor < least) {
      throw UsageError("option " + std::string(name) + ": expected " +
                       (units.empty() ? "a number" : "a size") + " from " + std::to_string(least) + " to " +
                       std::to_string(most) + ", got '" + text + "'");
    }
    return count * factor;
  }
  static std::chrono::milliseconds parse_time(std::string_view name, const std::string& text) {
    std::uint64_t unit = 1000;
    std::string_view digits = text;
    const auto cut = [&](std::string_view suffix, std::uint64_t factor) {
      if (!digits.ends_with(suffix)) return false;
      digits.remove_suffix(suffix.size());
      unit = factor;
      return true;
    };
    if (!cut("ms", 1) && !cut("s", 1000)) cut("m", 60'000);
    std::uint64_t count = 0;
    const char* const last = digits.data() + digits.size();
    const auto [end, error] = std::from_chars(digits.data(), last, count);
    constexpr std::uint64_t kMost = 366ull * 24 * 3600 * 1000;
    if (digits.empty() || error != std::errc() || end != last || count > kMost / unit) {
      throw UsageError("option " + std::string(name) + ": expected a time such as 500ms, 10s or 2m, got '" +
                       text + "'");
    }
    return std::chrono::milliseconds(static_cast<std::int64_t>(count * unit));
  }

 private:
  void take(std::size_t at, std::size_t count) {
    const auto first = words_.begin() + static_cast<std::ptrdiff_t>(at);
    words_.erase(first, first + static_cast<std::ptrdiff_t>(count));
  }

  std::vector<std::string> words_;
  std::vector<std::string> after_;  // after `--`
};

}  // namespace ws101
