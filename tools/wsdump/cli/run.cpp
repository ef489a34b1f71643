// Chooses the command and the view, and processes each input.
#include "wsdump/cli/run.hpp"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "text/counted.hpp"
#include "text/escape.hpp"
#include "ws101/version.hpp"
#include "wsdump/cli/collect.hpp"
#include "wsdump/cli/commands.hpp"
#include "wsdump/cli/input.hpp"
#include "wsdump/cli/options.hpp"
#include "wsdump/cli/say.hpp"
#include "wsdump/read/reading.hpp"
#include "wsdump/show/check.hpp"
#include "wsdump/show/explain.hpp"
#include "wsdump/show/handshake.hpp"
#include "wsdump/show/json.hpp"
#include "wsdump/show/list.hpp"
#include "wsdump/show/messages.hpp"
#include "wsdump/show/summary.hpp"
#include "wsdump/show/words.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kDefaultBytes = 64;

void on_interrupt(int) {
  interrupted = 1;
}

// Counts what an input contains without printing: how much, and who sent its first frame.
class Survey : public EventSink {
 public:
  void handshake(const HandshakeEvent&) override { ++handshakes; }
  void frame(const FrameEvent& event) override {
    if (++frames == 1) {
      guessed = event.guessed;
      from = event.from;
    }
  }
  std::uint64_t frames = 0;
  std::uint64_t handshakes = 0;
  bool guessed = false;
  Direction from = Direction::Unknown;
};

class Run {
 public:
  explicit Run(const Options& options) : options_(options), out_(STDOUT_FILENO) {
    const char* const no_color = std::getenv("NO_COLOR");
    const bool plain = no_color != nullptr && *no_color != '\0';
    color_ = options.color == ColorWhen::Always ||
             (options.color == ColorWhen::Auto && !plain && ::isatty(STDOUT_FILENO) == 1);
  }

  int all();

 private:
  void one(Input& input);
  Command view_for(Input& input, Survey& survey, FeedResult& result);
  void tell_input(const Input& input, const FeedResult& result, std::uint64_t connections);
  void talk(const Input& input, const Survey& survey, const FeedResult& result);
  std::unique_ptr<EventSink> make_view(Command command, const Input& input);
  AnalysisOptions analysis_options(Command command) const;

  const Options& options_;
  Output out_;
  bool color_ = false;
  std::unique_ptr<MessageFiles> files_;
  Totals totals_;
  bool failed_ = false;  // an input could not be read
};

AnalysisOptions Run::analysis_options(Command command) const {
  AnalysisOptions analysis;
  analysis.skip = options_.skip;
  analysis.seek = options_.seek;
  analysis.conn = options_.conn;
  analysis.deflate = options_.deflate;
  const std::uint64_t bytes = options_.bytes.value_or(kDefaultBytes);
  analysis.keep_frame =
      static_cast<std::size_t>(std::clamp<std::uint64_t>(bytes, kDefaultBytes, kMaxFrameKept));
  analysis.keep_message = static_cast<std::size_t>(std::clamp<std::uint64_t>(bytes, 256, kMaxMessageKept));
  if (options_.json) {
    analysis.keep_frame = kMaxFrameKept;
    analysis.keep_message = kMaxMessageKept;
  }
  if (command == Command::Explain && options_.tokens) analysis.keep_message = kMaxMessageKept;
  if (command == Command::Messages && !options_.output_directory.empty())
    analysis.keep_message = kMaxMessageKept;
  return analysis;
}

std::unique_ptr<EventSink> Run::make_view(Command command, const Input& input) {
  if (options_.json) return std::make_unique<JsonLines>(out_);
  switch (command) {
    case Command::Explain: {
      ExplainStyle style;
      style.color = color_;
      style.tokens = options_.tokens;
      style.bytes = static_cast<std::size_t>(
          std::min<std::uint64_t>(options_.bytes.value_or(kDefaultBytes), kMaxFrameKept));
      return std::make_unique<ExplainView>(out_, style);
    }
    case Command::Messages:
      return std::make_unique<MessagesView>(
          out_, static_cast<std::size_t>(
                    std::min<std::uint64_t>(options_.bytes.value_or(kDefaultBytes), kMaxMessageKept)));
    case Command::Check: {
      CheckStyle style;
      style.color = color_;
      style.notes = options_.verbose;
      style.connections = input.kind() != InputKind::Text && input.kind() != InputKind::RawStream;
      return std::make_unique<CheckLines>(out_, escape_text(bytes_of(input.source())), style);
    }
    case Command::Handshake:
      return std::make_unique<HandshakeView>(out_, color_);
    default: {
      ListStyle style;
      if (options_.bytes)
        style.bytes = static_cast<std::size_t>(std::min<std::uint64_t>(*options_.bytes, kMaxFrameKept));
      style.color = color_;
      style.quiet = options_.quiet;
      return std::make_unique<ListView>(out_, style);
    }
  }
}

// What to show, and what is known beforehand: an input that can be read twice is first read without
// printing.
Command Run::view_for(Input& input, Survey& survey, FeedResult& result) {
  const bool undecided = options_.command == Command::Auto;
  if (!input.repeatable() || !(undecided || options_.json || input.small())) {
    return undecided ? Command::List : options_.command;
  }
  AnalysisOptions analysis = analysis_options(Command::List);
  analysis.connections_only = options_.json;
  Analyser analyser(survey, analysis);
  result = input.feed(
      analyser, options_, [&] { return interrupted != 0 || survey.frames > kExplainedByDefault; }, {}, false);
  if (options_.json && !result.unreadable) tell_input(input, result, analyser.totals().connections);
  if (!undecided) return options_.command;
  if (input.kind() == InputKind::Har && analyser.totals().messages > 0) return Command::Messages;
  if (survey.frames == 0 && survey.handshakes > 0) return Command::Handshake;
  return survey.frames > kExplainedByDefault ? Command::List : Command::Explain;
}

void Run::tell_input(const Input& input, const FeedResult& result, std::uint64_t connections) {
  InputEvent event;
  event.source = input.source();
  event.format = input.format();
  event.words = input.words();
  event.packets = result.packets;
  event.bytes = result.bytes;
  event.connections = connections;
  JsonLines(out_).input(event);
}

void Run::talk(const Input& input, const Survey& survey, const FeedResult& result) {
  if (options_.quiet || options_.json) return;
  std::string words;
  if (input.kind() == InputKind::Text) {
    words = "read " + counted(result.bytes, "byte") + " as " + input.words();
  } else {
    words = "reading " + escape_text(bytes_of(input.source()), 200) + " as " + input.words();
  }
  if (survey.guessed && survey.from == Direction::Client) words += "; client to server, guessed from MASK=1";
  if (survey.guessed && survey.from == Direction::Server) words += "; server to client, guessed from MASK=0";
  say(words);
  for (const std::string& note : input.notes()) say("  " + note);
}

void Run::one(Input& input) {
  Survey survey;
  FeedResult surveyed;
  const Command command = view_for(input, survey, surveyed);
  talk(input, survey, surveyed);
  const std::unique_ptr<EventSink> view = make_view(command, input);
  EventSink* sink = view.get();
  if (files_ && !options_.json) sink = files_.get();
  SelectionSink selected(*sink, options_.selection);
  if (!options_.selection.everything()) sink = &selected;

  Analyser analyser(*sink, analysis_options(command));
  const bool progress = !options_.quiet && ::isatty(STDERR_FILENO) == 1 && ::isatty(STDOUT_FILENO) != 1;
  const FeedResult result = input.feed(
      analyser, options_, [&] { return interrupted != 0 || out_.broken(); }, [&] { out_.flush(); }, progress);
  totals_ += analyser.totals();
  if (!result.problem.empty()) {
    out_.flush();
    say(escape_text(bytes_of(input.source()), 200) + ": " + result.problem);
  }
  if (result.unreadable) failed_ = true;
  if (options_.json && !input.repeatable()) tell_input(input, result, analyser.totals().connections);
  if (command == Command::Explain && !options_.json && !result.unreadable)
    view->summary(analyser.totals(), 0);
  if (command == Command::List && !options_.json && !options_.quiet && !result.unreadable)
    put_summary(out_, analyser.totals());
  if (command == Command::Handshake && !options_.json && static_cast<HandshakeView&>(*view).told() == 0 &&
      !result.unreadable) {
    out_.flush();
    say(escape_text(bytes_of(input.source()), 200) + ": no handshake in it");
    ++totals_.incomplete;  // of what was asked for
  }
}

int Run::all() {
  std::vector<Input> inputs;
  if (const auto error = collect_inputs(options_, inputs)) return usage_error(*error);
  if (inputs.size() == 2 && inputs[0].join(inputs[1])) inputs.pop_back();
  if (!options_.output_directory.empty()) {
    std::string error;
    const std::string directory(options_.output_directory);
    if (!MessageFiles::prepare(directory, options_.force, error)) return usage_error(error);
    files_ = std::make_unique<MessageFiles>(directory, options_.force);
  }
  for (Input& input : inputs) {
    if (inputs.size() > 1 && !options_.json && options_.command != Command::Check && !options_.quiet)
      out_ << "== " << escape_text(bytes_of(input.source()), 200) << " ==\n";
    one(input);
    if (out_.broken() || interrupted != 0) break;
  }
  const int result = failed_ ? kExitUsage : exit_status(totals_, options_.strict);
  if (options_.json) JsonLines(out_).summary(totals_, result);
  out_.flush();
  if (files_) {
    if (!files_->error().empty()) return usage_error(files_->error());
    if (!options_.quiet)
      say("wrote " + counted(files_->written(), "file") + " to " + std::string(options_.output_directory));
    if (files_->cut() > 0)
      say(counted(files_->cut(), "message") + " longer than 16 MiB: only the beginning was written");
  }
  return finish(out_, result);
}

}  // namespace

int run(std::span<const std::string_view> words) {
  struct sigaction action {};
  action.sa_handler = on_interrupt;  // without SA_RESTART: a waiting read ends
  ::sigaction(SIGINT, &action, nullptr);
  ::signal(SIGPIPE, SIG_IGN);

  const auto parsed = parse_options(words);
  if (const auto* error = std::get_if<UsageError>(&parsed)) return usage_error(error->message);
  const Options& options = std::get<Options>(parsed);
  switch (options.command) {
    case Command::Help:
      return print(help_text());
    case Command::HelpFormats:
      return help_formats();
    case Command::Version:
      return print("wsdump (ws101) " + std::string(kVersion) + "\n");
    case Command::Accept:
      return run_accept(options);
    case Command::Encode:
      return run_encode(options);
    case Command::Inflate:
      return run_inflate(options);
    case Command::Deflate:
      return run_deflate(options);
    case Command::Rfc:
      return run_rfc(options);
    default:
      return Run(options).all();
  }
}

}  // namespace ws101::wsdump
