// The command line of wscat: every option, the options that it excludes, and the place of the closing
// reason.
#include "wscat/plan.hpp"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

#include "deflate_option.hpp"
#include "frame/close_payload.hpp"
#include "text/utf8.hpp"

namespace ws101::wscat {
namespace {

bool looks_like_url(std::string_view word) {
  return word.find("://") != std::string_view::npos;
}

void add_header(Fields& fields, const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos || colon == 0) {
    throw UsageError("option --header: expected 'Name: value', got '" + text + "'");
  }
  const std::size_t start = text.find_first_not_of(" \t", colon + 1);
  fields.add(text.substr(0, colon), start == std::string::npos ? "" : text.substr(start));
}

// --close CODE takes its reason from --reason or from the one argument beside the URL.
void read_close(Options& options, Plan& plan) {
  if (const auto code = options.value("--close")) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(code->data(), code->data() + code->size(), number);
    if (error != std::errc() || end != code->data() + code->size() || number > 65535 ||
        !may_be_sent(static_cast<CloseCode>(number))) {
      throw UsageError(
          "option --close: expected a code that may be sent (1000-1003, 1007-1014, 3000-4999), got '" +
          *code + "'");
    }
    plan.close_asked = true;
    plan.close_code = static_cast<CloseCode>(number);
  }
  if (auto reason = options.value("--reason")) {
    if (!plan.close_asked) throw UsageError("option --reason goes with --close CODE");
    plan.close_reason = std::move(*reason);
  }
}

void check_reason(const Plan& plan) {
  if (plan.close_reason.size() > kMaxCloseReason || !is_utf8(bytes_of(plan.close_reason))) {
    throw UsageError("expected a closing reason of at most " + std::to_string(kMaxCloseReason) +
                     " bytes of UTF-8, got " + std::to_string(plan.close_reason.size()) + " bytes");
  }
}

// HOST:PORT of --raw, without a scheme or a path.
Url read_tcp(const std::string& word) {
  const std::size_t colon = word.rfind(':');
  const bool has_port = colon != std::string::npos && colon + 1 < word.size() &&
                        word.find_first_not_of("0123456789", colon + 1) == std::string::npos;
  const auto parsed = parse_url("ws://" + word);
  if (!has_port || !std::holds_alternative<Url>(parsed)) {
    throw UsageError("option --raw: expected HOST:PORT, or a URL such as ws://127.0.0.1:8000/, got '" + word +
                     "'");
  }
  return std::get<Url>(parsed);
}

void read_arguments(std::vector<std::string> words, Plan& plan) {
  const bool wants_url = plan.job != Plan::Job::Listen;
  if (wants_url) {
    if (words.empty()) {
      throw UsageError(plan.job == Plan::Job::Raw ? "option --raw: expected HOST:PORT"
                                                  : "expected a URL such as ws://127.0.0.1:8000/");
    }
    // The URL is the last argument, unless only an earlier one looks like a URL.
    auto url = words.end() - 1;
    if (!looks_like_url(*url)) url = std::find_if(words.begin(), words.end(), looks_like_url);
    if (url == words.end()) url = words.end() - 1;
    plan.url = *url;
    if (plan.job == Plan::Job::Raw && !looks_like_url(plan.url)) plan.tcp = read_tcp(plan.url);
    words.erase(url);
  }
  if (!words.empty() && plan.close_asked && plan.close_reason.empty()) {
    plan.close_reason = words.front();
    words.erase(words.begin());
  }
  if (!words.empty()) {
    throw UsageError(
        (wants_url ? "expected one URL, got also '" : "expected no argument with --listen, got '") +
        words.front() + "'");
  }
}

void refuse(bool given, std::string_view option, std::string_view with) {
  if (given) throw UsageError(std::string(option) + " does not go with " + std::string(with));
}

// The option for this job; null for the one that needs none.
const char* job_option(Plan::Job job) {
  switch (job) {
    case Plan::Job::Echo:
      return "--echo";
    case Plan::Job::Listen:
      return "--listen";
    case Plan::Job::Raw:
      return "--raw";
    default:
      return nullptr;
  }
}

void read_client(Options& options, Plan& plan) {
  ClientOptions& client = plan.client;
  client.subprotocols = options.values("--subprotocol");
  client.origin = options.value("--origin").value_or("");
  for (const std::string& text : options.values("--header")) add_header(client.fields, text);
  client.message.max_message = options.size("--max-message", client.message.max_message, 1);
  const auto connect_time = options.time("--connect-time", std::chrono::milliseconds(0));
  if (connect_time.count() > 0) client.connect_time = connect_time;
  // A server has many connections and keeps nothing for each; a client has one.
  client.deflate = read_deflate(options, plan.job == Plan::Job::Listen ? kSmallDeflate : DeflateParams{});
  if (plan.job != Plan::Job::Listen) return;
  refuse(!client.subprotocols.empty(), "--subprotocol", "--listen");
  refuse(!client.origin.empty(), "--origin", "--listen");
  refuse(!client.fields.empty(), "--header", "--listen");
  refuse(connect_time.count() > 0, "--connect-time", "--listen");
}

void read_sending(Options& options, Plan& plan) {
  if (options.flag("--binary")) plan.kind = Opcode::Binary;
  plan.files = options.values("--file");
  plan.once = options.flag("--once");
  const auto wait = options.value("--wait");
  if (wait == "forever" || (plan.once && !wait)) {
    plan.wait.reset();
  } else if (wait) {
    plan.wait = Options::parse_time("--wait", *wait);
  }
  const auto interval = options.time("--ping-interval", std::chrono::milliseconds(0));
  if (interval.count() > 0) plan.ping_interval = interval;

  const char* const job = job_option(plan.job);
  if (job == nullptr) return;
  refuse(plan.once, "--once", job);
  refuse(wait.has_value(), "--wait", job);
  refuse(plan.close_asked, "--close", job);
  if (plan.job != Plan::Job::Echo) refuse(interval.count() > 0, "--ping-interval", job);
  if (plan.job == Plan::Job::Listen) return;
  refuse(plan.kind == Opcode::Binary, "--binary", job);
  refuse(!plan.files.empty(), "--file", job);
}

// Options for messages or the handshake have no meaning for bytes.
void check_raw(const Plan& plan) {
  refuse(plan.trace != Trace::No, "--trace", "--raw");
  refuse(plan.show_ping_pong, "--show-ping-pong", "--raw");
  refuse(plan.as_is, "--as-is", "--raw, which never changes a byte");
  if (!plan.tcp) return;
  constexpr std::string_view kTcp = "--raw HOST:PORT: it makes no handshake; --raw URL does";
  refuse(!plan.client.subprotocols.empty(), "--subprotocol", kTcp);
  refuse(!plan.client.origin.empty(), "--origin", kTcp);
  refuse(!plan.client.fields.empty(), "--header", kTcp);
  refuse(plan.client.deflate.has_value(), "--deflate", kTcp);
}

}  // namespace

Plan read_plan(Options& options) {
  Plan plan;
  const bool echo = options.flag("--echo");
  const bool raw = options.flag("--raw");
  const auto rest = options.value("--timeout");
  const auto port = options.value("--listen");
  const auto host = options.value("--host");
  if (port) {
    refuse(echo, "--echo", "--listen (wsecho is a server that echoes)");
    refuse(raw, "--raw", "--listen");
    plan.job = Plan::Job::Listen;
    plan.port = static_cast<std::uint16_t>(Options::parse_number("--listen", *port, 0, 65535));
    plan.host = host.value_or(plan.host);
  } else {
    if (host) throw UsageError("option --host goes with --listen PORT");
    if (echo) plan.job = Plan::Job::Echo;
    refuse(echo && raw, "--raw", "--echo");
    if (raw) plan.job = Plan::Job::Raw;
  }
  if (rest && !raw) throw UsageError("option --timeout goes with --raw");
  if (rest) plan.rest_time = Options::parse_time("--timeout", *rest);
  read_close(options, plan);
  read_client(options, plan);
  read_sending(options, plan);
  if (options.flag("--trace=full")) plan.trace = Trace::Full;
  if (options.flag("--trace") && plan.trace == Trace::No) plan.trace = Trace::Lines;
  plan.show_ping_pong = options.flag("--show-ping-pong");
  plan.as_is = options.flag("--as-is");
  plan.quiet = options.flag("--quiet");
  read_arguments(options.rest(), plan);
  check_reason(plan);
  if (raw) check_raw(plan);
  return plan;
}

}  // namespace ws101::wscat
