#include "wsdemo/expectation.hpp"

#include <optional>
#include <string_view>

#include "frame/close_payload.hpp"
#include "json/quote.hpp"
#include "text/hex.hpp"
#include "wsdemo/watch_bytes.hpp"

namespace ws101::demos {
namespace {

constexpr std::size_t kBeginning = 64;  // bytes of a text

class Observed : public wsdump::EventSink {
 public:
  void frame(const wsdump::FrameEvent& event) override {
    if (event.header.opcode == Opcode::Ping) add(pongs, json_quote(hex(event.payload)));
    if (event.header.opcode == Opcode::Close) close = number(read_close(event.payload).code);
    for (const wsdump::Finding& finding : event.findings) keep(finding);
  }
  void violation(const wsdump::ViolationEvent& event) override { keep(*event.finding); }
  void message(const wsdump::MessageEvent& event) override {
    std::string json = "{\"kind\":" + json_quote(event.kind == Opcode::Text ? "text" : "binary") +
                       ",\"length\":" + std::to_string(event.length);
    if (event.kind == Opcode::Text) {
      const Bytes beginning = event.payload.first(std::min(event.payload.size(), kBeginning));
      json += ",\"beginning\":" + json_quote(text_of(beginning));
    }
    add(messages, json + "}");
  }

  std::string messages;
  std::string pongs;
  std::optional<std::uint16_t> close;
  std::optional<wsdump::Finding> wrong;  // the first with a close code

 private:
  static void add(std::string& list, const std::string& json) { list += (list.empty() ? "" : ",") + json; }
  void keep(const wsdump::Finding& finding) {
    if (!wrong && finding.close_code) wrong = finding;
  }
};

struct Due {
  std::string_view section;
  std::string_view rule;
};

Due due_to(const Observed& observed) {
  if (observed.close) return {"5.5.1", "a Close is answered with a Close, usually with the same code"};
  if (!observed.pongs.empty()) return {"5.5.2", "a ping is answered with a pong that has the same payload"};
  if (observed.messages.empty()) return {"5.5.3", "a pong that nobody asked for is not answered"};
  return {"6.2", "the payloads of its frames, joined, are given to the script as one message"};
}

}  // namespace

std::string expectation_json(const Specimen& specimen) {
  Observed observed;
  watch_bytes(observed, specimen.wire, wsdump::Direction::Server, kBeginning);
  const Due due = due_to(observed);
  std::string json = "{\"id\":" + json_quote(specimen.id) + ",\"group\":" + json_quote(specimen.group) +
                     ",\"words\":" + json_quote(specimen.words);
  if (observed.wrong) {
    json += ",\"expect\":\"fail\",\"code\":" + std::to_string(*observed.wrong->close_code) +
            ",\"section\":" + json_quote(observed.wrong->section) +
            ",\"rule\":" + json_quote(observed.wrong->text);
  } else {
    if (observed.close) {
      json += ",\"expect\":\"close\",\"code\":" + std::to_string(*observed.close);
    } else {
      json +=
          ",\"expect\":\"take\",\"messages\":[" + observed.messages + "],\"pongs\":[" + observed.pongs + "]";
    }
    json += ",\"section\":" + json_quote(due.section) + ",\"rule\":" + json_quote(due.rule);
  }
  return json + "}";
}

}  // namespace ws101::demos
