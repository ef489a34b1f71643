// Whatever a connection carries, compressed or not, and however it comes in pieces: the same events, bounded, and every
// view can print them. Bit 0 of the first byte says who sends, bits 1 to 3 how it is compressed, bit 4 whether the other
// side is there; the second byte how it is cut.
#include <cstdlib>
#include <string>
#include <vector>

#include "tools/wsdump/watch/recorder.hpp"
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

constexpr std::string_view kRequest =
    "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
    "dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
constexpr std::string_view kAnswer =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

// Checks what each message promises, writes every event down, and shows it to every view.
class Judge : public testing::EventRecorder {
 public:
  Judge() : out_(-1), list_(out_, {}), json_(out_) {}
  void frame(const FrameEvent& event) override {
    EventRecorder::frame(event);
    list_.frame(event);
    json_.frame(event);
    told_ += explain_frame(event).size();
  }
  void message(const MessageEvent& event) override {
    EventRecorder::message(event);
    list_.message(event);
    json_.message(event);
    ExplainStyle style;
    style.tokens = true;
    told_ += explain_message(event).size();
    if (event.inflation == nullptr) return;
    told_ += explain_inflating(*event.inflation, style).size();
    if (event.inflation->length > kMaxMessageKept) std::abort();
    if (event.inflation->output.size() > event.inflation->length) std::abort();
    if (event.inflation->whole() != why_not_whole(*event.inflation).empty()) std::abort();
  }
  void violation(const ViolationEvent& event) override {
    EventRecorder::violation(event);
    list_.violation(event);
    text += event.finding->text + '\n';
  }
  void note(const NoteEvent& event) override {
    EventRecorder::note(event);
    list_.note(event);
  }

 private:
  Output out_;
  ListView list_;
  JsonLines json_;
  std::size_t told_ = 0;
};

struct Input {
  Direction from;
  bool lone;  // there is no other side; else it asks or answers as it should
  AnalysisOptions options;
  std::vector<std::uint8_t> wire;
};

std::string run(const Input& input, std::size_t piece) {
  Judge judge;
  Analyser analyser(judge, input.options);
  WatchFacts facts;
  facts.lone = input.lone;
  facts.start_seen = facts.roles_known = true;
  analyser.begin(facts);
  const bool asked_first = !input.lone && input.from == Direction::Server;
  if (asked_first) analyser.feed(1, Direction::Client, bytes_of(kRequest), {});
  for (Bytes rest = input.wire; !rest.empty(); rest = rest.subspan(std::min(piece, rest.size())))
    analyser.feed(1, input.from, rest.first(std::min(piece, rest.size())), {});
  if (!input.lone && !asked_first) analyser.feed(1, Direction::Server, bytes_of(kAnswer), {});
  for (const Direction from : {Direction::Client, Direction::Server}) {
    if (!input.lone || from == input.from) analyser.finish(1, from, StreamEnd::Unknown, {});
  }
  return judge.text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  Input input;
  input.from = (data[0] & 1) != 0 ? Direction::Client : Direction::Server;
  input.lone = (data[0] & 16) == 0;
  const unsigned use = data[0] >> 1 & 7;
  if (use < 4) input.options.deflate = std::get<DeflateUse>(parse_deflate(kParams[use]));
  if (!input.lone && input.from == Direction::Client) input.wire.assign(kRequest.begin(), kRequest.end());
  input.wire.insert(input.wire.end(), data + 2, data + size);
  // A hint may look at what has come behind a frame, so only a paste of one piece can differ: both come in two or more.
  if (run(input, input.wire.size() / 2 + 1) != run(input, std::size_t{1} + data[1])) std::abort();
  return 0;
}
