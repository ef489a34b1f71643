// Parses the command line; options.hpp is the specification.
#include "wsdump/cli/options.hpp"

#include <array>
#include <charconv>

#include "text/escape.hpp"

namespace ws101::wsdump {
namespace {

constexpr OptionInfo kOptions[] = {
    {"format", 'f', "NAME", "how to read the input; overrules the detection"},
    {"help-formats", 0, "", "list the formats that --format knows"},
    {"from", 0, "client|server", "who sent a single byte stream (else guessed)"},
    {"skip", 0, "N", "the first frame begins N bytes into the stream"},
    {"seek", 0, "", "search the first plausible chain of three headers", &Options::seek},
    {"deflate", 0, "[=PARAMS]", "no handshake: messages may be compressed"},
    {"port", 0, "N", "only connections with this TCP port"},
    {"conn", 0, "K", "only connection K"},
    {"frame", 0, "A-B", "only frames A to B of each connection"},
    {"only", 0, "LIST", "only these: text,binary,cont,close,ping,pong"},
    {"dir", 0, "client|server", "only what this side sent"},
    {"bytes", 'n', "N|all", "payload shown (default 64 bytes)"},
    {"tokens", 0, "", "explain: how each compressed message was coded", &Options::tokens},
    {"json", 0, "", "one JSON object a line for each event", &Options::json},
    {"color", 0, "auto|always|never", "colour; auto also heeds NO_COLOR"},
    {"output", 'o', "DIR", "messages: write the payloads to files in DIR"},
    {"force", 0, "", "messages: use a DIR that is not empty", &Options::force},
    {"strict", 0, "", "a warning makes the exit status 1 too", &Options::strict},
    {"quiet", 'q', "", "no talk on standard error, no headings", &Options::quiet},
    {"verbose", 'v', "", "more: notes in check, packets left aside", &Options::verbose},
    {"version", 0, "", "print the version"},
    {"help", 'h', "", "print this help"},
};

struct CommandName {
  std::string_view name;
  Command command;
};
constexpr CommandName kCommands[] = {
    {"explain", Command::Explain}, {"list", Command::List},           {"messages", Command::Messages},
    {"check", Command::Check},     {"handshake", Command::Handshake}, {"accept", Command::Accept},
    {"encode", Command::Encode},   {"inflate", Command::Inflate},     {"deflate", Command::Deflate},
    {"rfc", Command::Rfc},
};

std::string shown(std::string_view word) {
  return "'" + escape_text(bytes_of(word), 60) + "'";
}

template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

std::optional<Direction> parse_direction(std::string_view text) {
  if (text == "client" || text == "c") return Direction::Client;
  if (text == "server" || text == "s") return Direction::Server;
  return std::nullopt;
}

bool parse_range(std::string_view text, Selection& selection) {
  const std::size_t dash = text.find('-');
  const auto first = parse_number<std::uint64_t>(text.substr(0, dash));
  if (dash == std::string_view::npos) {
    if (!first) return false;
    selection.first_frame = selection.last_frame = *first;
    return *first > 0;
  }
  const std::string_view behind = text.substr(dash + 1);
  const auto last = behind.empty() ? UINT64_MAX : parse_number<std::uint64_t>(behind);
  if (!last || (!first && dash > 0)) return false;
  selection.first_frame = first.value_or(1);
  selection.last_frame = *last;
  return selection.first_frame > 0 && selection.first_frame <= selection.last_frame;
}

bool parse_only(std::string_view text, Selection& selection) {
  while (true) {
    const std::size_t comma = text.find(',');
    const std::string_view word = text.substr(0, comma);
    if (word == "control") {
      for (const std::size_t opcode : {8U, 9U, 10U}) selection.opcodes.set(opcode);
    } else if (word == "data") {
      for (const std::size_t opcode : {0U, 1U, 2U}) selection.opcodes.set(opcode);
    } else if (word == "reserved") {
      for (std::size_t opcode = 0; opcode < 16; ++opcode) {
        if (is_reserved(static_cast<Opcode>(opcode))) selection.opcodes.set(opcode);
      }
    } else if (word == "cont" || word == "continuation") {
      selection.opcodes.set(0);
    } else {
      bool found = false;
      for (const Opcode opcode : {Opcode::Text, Opcode::Binary, Opcode::Close, Opcode::Ping, Opcode::Pong}) {
        if (word != name(opcode)) continue;
        selection.opcodes.set(static_cast<std::size_t>(opcode));
        found = true;
      }
      if (!found) return false;
    }
    if (comma == std::string_view::npos) return true;
    text.remove_prefix(comma + 1);
  }
}

// Puts one option's value into `options`; false if the value is wrong.
bool take(const OptionInfo& option, std::string_view value, Options& options) {
  const std::string_view name = option.long_name;
  if (name == "format") {
    options.format = value;
    return !value.empty();
  }
  if (name == "from" || name == "dir") {
    const auto direction = parse_direction(value);
    if (direction) (name == "from" ? options.from : options.selection.from) = *direction;
    return direction.has_value();
  }
  if (name == "skip") {
    const auto number = parse_number<std::uint64_t>(value);
    options.skip = number.value_or(0);
    return number.has_value();
  }
  if (name == "deflate") {
    auto parsed = parse_deflate(value);
    const auto* const use = std::get_if<DeflateUse>(&parsed);
    if (use != nullptr) options.deflate = *use;
    return use != nullptr;
  }
  if (name == "port") {
    options.port = parse_number<std::uint16_t>(value);
    return options.port.has_value() && *options.port > 0;
  }
  if (name == "conn") {
    options.conn = parse_number<std::uint32_t>(value);
    return options.conn.has_value() && *options.conn > 0;
  }
  if (name == "frame") return parse_range(value, options.selection);
  if (name == "only") return parse_only(value, options.selection);
  if (name == "bytes") {
    options.bytes = value == "all" ? kAllBytes : parse_number<std::uint64_t>(value);
    return options.bytes.has_value();
  }
  if (name == "color") {
    if (value == "auto") options.color = ColorWhen::Auto;
    if (value == "always") options.color = ColorWhen::Always;
    if (value == "never") options.color = ColorWhen::Never;
    return value == "auto" || value == "always" || value == "never";
  }
  if (name == "output") {
    options.output_directory = value;
    return !value.empty();
  }
  if (name == "help-formats") options.command = Command::HelpFormats;
  if (name == "version") options.command = Command::Version;
  if (name == "help") options.command = Command::Help;
  if (option.flag != nullptr) options.*option.flag = true;
  return true;
}

const OptionInfo* find_option(std::string_view long_name, char short_name) {
  for (const OptionInfo& option : kOptions) {
    if (option.long_name == long_name || (short_name != 0 && option.short_name == short_name)) return &option;
  }
  return nullptr;
}

UsageError wrong_value(const OptionInfo& option, std::string_view value) {
  const std::string expected = option.long_name == "deflate"
                                   ? "parameters of RFC 7692 7.1, such as client_max_window_bits=10"
                                   : std::string(option.value);
  return {"--" + std::string(option.long_name) + " " + shown(value) + ": expected " + expected};
}

bool is_final(Command command) {
  return command == Command::Help || command == Command::HelpFormats || command == Command::Version;
}

// True if the word is a command.
bool take_command(std::string_view word, Options& options) {
  for (const CommandName& command : kCommands) {
    if (word != command.name) continue;
    options.command = command.command;
    return true;
  }
  return false;
}

}  // namespace

std::vector<std::string_view> command_names() {
  std::vector<std::string_view> names;
  for (const CommandName& command : kCommands) names.push_back(command.name);
  return names;
}

std::span<const OptionInfo> option_infos() {
  return kOptions;
}

std::variant<Options, UsageError> parse_options(std::span<const std::string_view> words) {
  Options options;
  std::size_t at = 0;
  bool named = false;  // the command was
  if (!words.empty()) {
    named = take_command(words[0], options);
    if (named) at = 1;
    if (words[0] == "help") {
      options.command = Command::Help;
      return options;
    }
  }
  const bool own_options = options.command == Command::Encode;  // encode reads its own
  bool only_words = false;
  for (; at < words.size(); ++at) {
    const std::string_view word = words[at];
    // The command may follow options: wsdump --json list FILE. encode may not, since the options are its own.
    if (!named && !only_words && options.words.empty() && word != "encode" && take_command(word, options)) {
      named = true;
      continue;
    }
    if (own_options || only_words || word.size() < 2 || word[0] != '-') {
      options.words.push_back(word);
      continue;
    }
    if (word == "--") {
      only_words = true;
      continue;
    }
    // Three forms: --name value, --name=value, and -nvalue or -n value.
    const OptionInfo* option = nullptr;
    std::optional<std::string_view> value;
    if (word[1] == '-') {
      const std::size_t equals = word.find('=');
      option = find_option(word.substr(2, equals == std::string_view::npos ? equals : equals - 2), 0);
      if (equals != std::string_view::npos) value = word.substr(equals + 1);
    } else {
      option = find_option({}, word[1]);
      if (option != nullptr && word.size() > 2) {
        if (option->value.empty()) return UsageError{"unknown option " + shown(word) + "; see wsdump --help"};
        value = word.substr(2);
      }
    }
    if (option == nullptr) return UsageError{"unknown option " + shown(word) + "; see wsdump --help"};
    const bool may_have_value = option->value.starts_with('[');
    if (may_have_value && !value) value = std::string_view();
    if (option->value.empty()) {
      if (value) return UsageError{"--" + std::string(option->long_name) + " takes no value"};
      take(*option, {}, options);
      if (is_final(options.command)) return options;
      continue;
    }
    if (!value) {
      if (++at == words.size()) {
        return UsageError{"--" + std::string(option->long_name) +
                          " needs a value: " + std::string(option->value)};
      }
      value = words[at];
    }
    if (!take(*option, *value, options)) return wrong_value(*option, *value);
  }
  if (!options.output_directory.empty() && options.command != Command::Messages)
    return UsageError{"--output writes messages: say wsdump messages -o DIR INPUT"};
  if (options.json && (options.command == Command::Accept || options.command == Command::Rfc))
    return UsageError{"--json is for inputs, not for this command"};
  return options;
}

std::string help_text() {
  std::string text =
      "wsdump: takes captured bytes and explains the WebSocket frames in them\n"
      "\n"
      "usage: wsdump [explain] INPUT...    every frame in full\n"
      "       wsdump list      INPUT...    one line a frame (default above 4 frames)\n"
      "       wsdump messages  INPUT...    reassembled messages; -o DIR writes files\n"
      "       wsdump check     INPUT...    violations only, FILE:FRAME:BYTE: severity\n"
      "       wsdump handshake INPUT...    the opening handshake, field by field\n"
      "       wsdump accept KEY [ACCEPT]   the Accept value for a key, step by step\n"
      "       wsdump encode    text Hello  build a frame (see wsdump encode --help)\n"
      "       wsdump inflate   HEX...      a compressed payload, token by token\n"
      "       wsdump deflate   TEXT        compress a text, and how it was coded\n"
      "       wsdump rfc       5.4         what a section asks, in our own words\n"
      "\n"
      "INPUT is hex words, a file, or - for standard input. Files are recognised by\n"
      "their content: hex in any spacing, arrays, dumps of many tools, base64, strace,\n"
      "pcap, pcapng, net-log, HAR, raw bytes.\n"
      "\n"
      "options:\n";
  for (const OptionInfo& option : kOptions) {
    std::string left =
        option.short_name != 0 ? std::string("  -") + option.short_name + ", " : std::string("      ");
    left += "--" + std::string(option.long_name);
    if (!option.value.empty()) left += (option.value[0] == '[' ? "" : " ") + std::string(option.value);
    constexpr std::size_t kColumn = 28;
    if (left.size() + 1 > kColumn) {
      text += left + '\n' + std::string(kColumn, ' ');
    } else {
      text += left + std::string(kColumn - left.size(), ' ');
    }
    text += std::string(option.words) + '\n';
  }
  text +=
      "\n"
      "examples:\n"
      "  wsdump 81 85 37 fa 21 3d 7f 9f 4d 51 58    a frame pasted as hex\n"
      "  wsdump capture.bin                         a file, whatever is in it\n"
      "  xxd -s 153 stream.bin | wsdump             a pipe from xxd\n"
      "  wsdump list --port 9001 trace.pcapng       a capture, one line a frame\n"
      "  tcpdump -i lo --immediate-mode -U -w - port 9001 | wsdump -       live\n"
      "\n"
      "exit status: 0 decoded, no violation; 1 a violation (with --strict a warning\n"
      "too); 2 usage, or input that cannot be read; 3 the input is incomplete\n";
  return text;
}

}  // namespace ws101::wsdump
