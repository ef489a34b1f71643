// The command line of wsdump, parsed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wsdump/direction.hpp"
#include "wsdump/watch/deflate_use.hpp"
#include "wsdump/watch/selection.hpp"

namespace ws101::wsdump {

enum class Command : std::uint8_t {
  Auto,  // explain up to kExplainedByDefault frames, list more
  Explain,
  List,
  Messages,
  Check,
  Handshake,
  Accept,
  Encode,
  Inflate,
  Deflate,
  Rfc,
  Help,
  HelpFormats,
  Version,
};

inline constexpr std::uint64_t kExplainedByDefault = 4;

enum class ColorWhen : std::uint8_t { Auto, Always, Never };

struct Options {
  Command command = Command::Auto;
  std::vector<std::string_view> words;  // the inputs, or the arguments of accept, encode, inflate and so on
  std::string_view format;
  Direction from = Direction::Unknown;
  std::uint64_t skip = 0;
  bool seek = false;
  std::optional<std::uint16_t> port;
  std::optional<std::uint32_t> conn;
  Selection selection;
  std::optional<std::uint64_t> bytes;  // kAllBytes: all
  bool json = false;
  ColorWhen color = ColorWhen::Auto;
  DeflateUse deflate;  // of connections without handshake
  bool tokens = false;
  bool strict = false;
  bool quiet = false;
  bool verbose = false;
  std::string_view output_directory;
  bool force = false;
};

inline constexpr std::uint64_t kAllBytes = UINT64_MAX;

struct UsageError {
  std::string message;  // one line, safe to show
};

// The names of the subcommands.
std::vector<std::string_view> command_names();

// `words`: the command line without the program's name.
std::variant<Options, UsageError> parse_options(std::span<const std::string_view> words);

// One option, for parsing, for the help text and for the test that compares it with the manual page.
struct OptionInfo {
  std::string_view long_name;
  char short_name;         // 0: none
  std::string_view value;  // "NAME"; empty: the option takes none; "[=NAME]": it may have one behind "="
  std::string_view words;  // for the help
  bool Options::*flag = nullptr;  // what an option without a value sets
};
std::span<const OptionInfo> option_infos();

std::string help_text();

}  // namespace ws101::wsdump
