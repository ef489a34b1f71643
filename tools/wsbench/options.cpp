#include "wsbench/options.hpp"

#include <charconv>
#include <cmath>
#include <functional>

namespace ws101::wsbench {
namespace {

std::optional<std::uint64_t> parse_count(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> parse_seconds(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += (c >= 0x20 && c < 0x7F) ? c : '?';
  return out + "'";
}

std::optional<UsageError> read_count(std::string_view name, std::string_view text, std::uint64_t least,
                                     std::uint64_t most, std::size_t& into) {
  const auto value = parse_size(text);
  if (!value || *value < least || *value > most) {
    return UsageError{std::string(name) + " wants a whole number from " + std::to_string(least) + " to " +
                      std::to_string(most) + ", not " + quoted(text)};
  }
  into = static_cast<std::size_t>(*value);
  return std::nullopt;
}

std::optional<UsageError> read_seconds(std::string_view name, std::string_view text, bool zero_allowed,
                                       double& into) {
  const auto value = parse_seconds(text);
  if (!value || *value < 0 || *value > kMaxSeconds || (*value == 0 && !zero_allowed)) {
    return UsageError{std::string(name) + " wants seconds such as 2 or 0.5, not " + quoted(text)};
  }
  into = *value;
  return std::nullopt;
}

// One option that takes a value. Nothing when all is well.
std::optional<UsageError> read_value(std::string_view name, std::string_view text, Options& options) {
  if (name == "--connections") return read_count(name, text, 1, kMaxConnections, options.connections);
  if (name == "--size") return read_count(name, text, 0, kMaxWindow, options.size);
  if (name == "--depth") return read_count(name, text, 1, kMaxDepth, options.depth);
  if (name == "--seconds") return read_seconds(name, text, false, options.seconds);
  if (name == "--warmup") return read_seconds(name, text, true, options.warmup);
  if (name == "--timeout") return read_seconds(name, text, false, options.timeout);
  if (name == "--handshakes") {
    options.job = Job::Handshakes;
    return read_count(name, text, 1, kMaxHandshakes, options.handshakes);
  }
  if (name == "--idle") {
    options.job = Job::Idle;
    return read_count(name, text, 1, kMaxConnections, options.connections);
  }
  std::size_t pid = 0;
  auto error = read_count(name, text, 1, 0x7FFFFFFF, pid);
  options.pid = static_cast<long>(pid);
  return error;
}

bool takes_value(std::string_view name) {
  for (const std::string_view known : {"--connections", "--size", "--depth", "--seconds", "--warmup",
                                       "--timeout", "--handshakes", "--idle", "--pid"}) {
    if (name == known) return true;
  }
  return false;
}

bool read_flag(std::string_view name, Options& options) {
  if (name == "--raw") return options.raw = true;
  if (name == "--text") return options.text = true;
  if (name == "--json") return options.json = true;
  if (name == "--quiet") return options.quiet = true;
  return false;
}

std::string_view long_name(std::string_view name) {
  if (name == "-c") return "--connections";
  if (name == "-s") return "--size";
  if (name == "-d") return "--depth";
  if (name == "-q") return "--quiet";
  return name;
}

}  // namespace

std::string Target::url() const {
  const bool v6 = host.find(':') != std::string::npos;
  return (v6 ? "[" + host + "]" : host) + ":" + port + path;
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  unsigned shift = 0;
  if (text.ends_with('K')) shift = 10;
  if (text.ends_with('M')) shift = 20;
  if (shift != 0) text.remove_suffix(1);
  const auto value = parse_count(text);
  if (!value || *value > (std::uint64_t{1} << 40)) return std::nullopt;
  return *value << shift;
}

std::variant<Target, UsageError> parse_target(std::string_view text) {
  const auto wrong = [&](std::string_view what) {
    return UsageError{"the URL should be like ws://127.0.0.1:8000/, but " + quoted(text) + " " +
                      std::string(what)};
  };
  std::string_view rest = text;
  if (rest.starts_with("ws://")) rest.remove_prefix(5);
  if (rest.find("://") != std::string_view::npos) return wrong("has another scheme (TLS is not spoken here)");
  for (const char c : rest) {
    if (c <= 0x20 || c >= 0x7F || c == '#') return wrong("has a character that must be escaped");
  }
  Target target;
  const std::size_t slash = rest.find_first_of("/?");
  target.path = slash == std::string_view::npos ? "/" : std::string(rest.substr(slash));
  if (target.path.front() == '?') target.path.insert(0, "/");
  std::string_view authority = rest.substr(0, slash);
  std::string_view port = "80";
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    if (end == std::string_view::npos) return wrong("lacks a ']'");
    target.host = std::string(authority.substr(1, end - 1));
    authority.remove_prefix(end + 1);
    if (!authority.empty() && authority.front() != ':') return wrong("has something odd behind the ']'");
    if (!authority.empty()) port = authority.substr(1);
  } else {
    const std::size_t colon = authority.find(':');
    target.host = std::string(authority.substr(0, colon));
    if (colon != std::string_view::npos) port = authority.substr(colon + 1);
  }
  if (target.host.empty()) return wrong("has no host");
  const auto number = parse_count(port);
  if (!number || *number < 1 || *number > 65535) return wrong("has no port from 1 to 65535");
  target.port = std::to_string(*number);
  return target;
}

std::variant<Options, Ask, UsageError> parse_options(std::span<const std::string_view> arguments) {
  Options options;
  std::optional<std::string_view> url;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--help" || argument == "-h") return Ask::Help;
    if (argument == "--version") return Ask::Version;
    if (!argument.starts_with('-')) {
      if (url) return UsageError{"one URL is enough; a second one is " + quoted(argument)};
      url = argument;
      continue;
    }
    const std::size_t equals = argument.starts_with("--") ? argument.find('=') : std::string_view::npos;
    const std::string_view name = long_name(argument.substr(0, equals));
    if (takes_value(name)) {
      if (equals == std::string_view::npos && i + 1 == arguments.size()) {
        return UsageError{std::string(name) + " wants a value behind it"};
      }
      const std::string_view value =
          equals == std::string_view::npos ? arguments[++i] : argument.substr(equals + 1);
      if (auto error = read_value(name, value, options)) return *error;
    } else if (equals != std::string_view::npos || !read_flag(name, options)) {
      return UsageError{"there is no option " + quoted(argument)};
    }
  }
  if (!url) return UsageError{"the URL of the server is missing"};
  auto target = parse_target(*url);
  if (const auto* error = std::get_if<UsageError>(&target)) return *error;
  options.target = std::get<Target>(std::move(target));
  if (options.size > kMaxWindow / options.depth) {
    return UsageError{"--size times --depth is over " + std::to_string(kMaxWindow) + " bytes"};
  }
  if (options.handshakes != 0 && options.job == Job::Idle) {
    return UsageError{"--handshakes and --idle are two jobs; ask for one"};
  }
  return options;
}

std::string_view help_text() {
  return R"help(wsbench: puts load on a WebSocket echo server, checks every byte that comes back, and measures.

usage: wsbench [OPTIONS] URL

The load
  -c, --connections N   connections at a time (1)
  -s, --size BYTES      payload of a message; 64K and 16M are understood (64)
  -d, --depth N         messages in flight on each connection (1)
      --text            text messages instead of binary ones
      --seconds S       how long to measure (3)
      --warmup S        how long to run before that (0.5)
      --raw             the server is a plain TCP echo: no handshake, and the same bytes are
                        sent and expected back as they are

Other jobs
      --handshakes N    open N connections and close each after its handshake, at most
                        --connections at a time; tells how many a second
      --idle N          open N connections and hold them in silence for --seconds
      --pid PID         with --idle: the server's process; tells its memory for each connection

The rest
      --timeout S       give up when nothing moves for so long (10)
      --json            the result as one line of JSON
  -q, --quiet           no progress on a terminal
      --version         print the version
  -h, --help            print this

Exit status: 0 all came back right; 1 a wrong byte, a refusal, a lost or silent server;
2 usage; 130 after Ctrl-C, with the result so far.

Examples
  wsbench ws://127.0.0.1:8000/
  wsbench --connections 50 --depth 16 --seconds 10 ws://127.0.0.1:8000/
  wsbench --size 16M --json ws://127.0.0.1:8000/ | jq .messages_per_second
  wsbench --handshakes 5000 --connections 16 ws://127.0.0.1:8000/
  wsbench --idle 500 --pid "$(pidof wsecho)" ws://127.0.0.1:8000/
)help";
}

}  // namespace ws101::wsbench
