// Whatever a connection carries, compressed or not, and however it comes in pieces: the same events, bounded, and every
// view can print them. Bit 0 of the first byte says who sends, bits 1 to 3 how it is compressed, the second how it is cut.
#include <cstdlib>
#include <string>
#include <vector>

#include "wsdump/show/explain.hpp"
#include "wsdump/show/json.hpp"
#include "wsdump/show/list.hpp"
#include "wsdump/watch/analyser.hpp"

namespace {

using namespace ws101;
using namespace ws101::wsdump;

constexpr std::string_view kParams[] = {"", "client_no_context_takeover; server_no_context_takeover",
                                        "client_max_window_bits=8; server_max_window_bits=8",
                                        "client_max_window_bits=10; server_no_context_takeover"};

constexpr std::uint8_t kPlainFrame[] = {0x81, 0x02, 'h', 'i'};
constexpr std::uint8_t kMaskedFrame[] = {0x81, 0x82, 9, 8, 7, 6, 'h' ^ 9, 'i' ^ 8};

// Checks what each message promises, and shows it to every view.
class Judge : public EventSink {
 public:
  Judge() : out_(-1), list_(out_, {}), json_(out_) {}
  void frame(const FrameEvent& event) override {
    list_.frame(event);
    json_.frame(event);
    told_ += explain_frame(event).size();
  }
  void message(const MessageEvent& event) override {
    list_.message(event);
    json_.message(event);
    ExplainStyle style;
    style.tokens = true;
    told_ += explain_message(event).size();
    if (event.inflation != nullptr) {
      told_ += explain_inflating(*event.inflation, style).size();
      if (event.inflation->length > kMaxMessageKept) std::abort();
      if (event.inflation->output.size() > event.inflation->length) std::abort();
      if (event.inflation->whole() != why_not_whole(*event.inflation).empty()) std::abort();
    }
    text += std::to_string(event.n) + ' ' + std::to_string(event.length) + ' ' +
            std::string(text_of(event.payload)) + '\n';
  }
  void violation(const ViolationEvent& event) override {
    list_.violation(event);
    text += event.finding->id + ' ' + std::to_string(event.frame) + ' ' + event.finding->text + '\n';
  }
  void note(const NoteEvent& event) override { list_.note(event); }
  std::string text;

 private:
  Output out_;
  ListView list_;
  JsonLines json_;
  std::size_t told_ = 0;
};

std::string run(Bytes wire, Direction from, const AnalysisOptions& options, std::size_t piece) {
  Judge judge;
  Analyser analyser(judge, options);
  WatchFacts facts;
  facts.lone = facts.start_seen = facts.roles_known = true;
  analyser.begin(facts);
  for (; !wire.empty(); wire = wire.subspan(std::min(piece, wire.size())))
    analyser.feed(1, from, wire.first(std::min(piece, wire.size())), {});
  analyser.finish(1, from, StreamEnd::Unknown, {});
  return judge.text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const Direction from = (data[0] & 1) != 0 ? Direction::Client : Direction::Server;
  AnalysisOptions options;
  const unsigned use = data[0] >> 1 & 7;
  if (use < 4) options.deflate = std::get<DeflateUse>(parse_deflate(kParams[use]));
  // What an answer of HTTP behind frames is taken for depends on how much of it has come.
  if (text_of(Bytes(data, size)).find("HTTP/") != std::string_view::npos) return 0;
  // Behind a frame that is right, so that nobody doubts whether these are frames: that doubt ends with what has come.
  const Bytes first = from == Direction::Client ? Bytes(kMaskedFrame) : Bytes(kPlainFrame);
  std::vector<std::uint8_t> wire(first.begin(), first.end());
  wire.insert(wire.end(), data + 2, data + size);
  // A hint may look at what has come behind a frame, so only a paste of one piece can differ: both come in two or more.
  const std::string halves = run(wire, from, options, wire.size() / 2 + 1);
  const std::string pieces = run(wire, from, options, std::size_t{1} + data[1]);
  if (halves != pieces) std::abort();
  return 0;
}
