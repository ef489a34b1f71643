#include "wsdemo/frame_json.hpp"

#include <string_view>

#include "describe/close_words.hpp"
#include "describe/frame_bytes.hpp"
#include "describe/frame_fields.hpp"
#include "describe/line.hpp"
#include "frame/close_payload.hpp"
#include "json/quote.hpp"
#include "text/hex.hpp"
#include "wsdemo/watch_bytes.hpp"
#include "wsdump/show/explain.hpp"

namespace ws101::demos {
namespace {

constexpr std::size_t kLineWidth = 400;  // columns; the list breaks lines itself

std::string_view json(bool value) {
  return value ? "true" : "false";
}

// The members of an object or the elements of an array, with commas between.
class Joined {
 public:
  explicit Joined(char open) : text_(1, open) {}
  void element(std::string_view json) {
    if (text_.size() > 1) text_ += ',';
    text_ += json;
  }
  void member(std::string_view name, std::string_view json) {
    element(json_quote(name) + ":" + std::string(json));
  }
  void text(std::string_view name, std::string_view value) { member(name, json_quote(value)); }
  void number(std::string_view name, std::uint64_t value) { member(name, std::to_string(value)); }
  std::string close() && { return std::move(text_) + (text_[0] == '{' ? '}' : ']'); }

 private:
  std::string text_;
};

std::string field_json(const FrameField& field) {
  Joined out('{');
  out.text("name", field.name);
  out.number("byte", field.byte);
  out.number("bytes", field.bytes);
  out.number("bit", static_cast<std::uint64_t>(field.bit));
  out.number("bits", static_cast<std::uint64_t>(field.bits));
  out.text("value", field.value);
  out.text("meaning", field.meaning);
  out.text("rule", field.rule);
  out.text("section", field.section);
  out.member("wrong", json(field.wrong));
  return std::move(out).close();
}

std::string finding_json(const wsdump::Finding& finding) {
  Joined out('{');
  out.text("level", wsdump::name(finding.level));
  out.text("text", finding.text);
  out.text("rfc", finding.rfc);
  out.text("section", finding.section);
  out.member("code", finding.close_code ? std::to_string(*finding.close_code) : "null");
  out.text("hint", finding.hint);
  return std::move(out).close();
}

std::string close_json(const wsdump::FrameEvent& event) {
  if (event.header.opcode != Opcode::Close || event.payload.size() < 2) return "null";
  const ClosePayload close = read_close(event.payload);
  Joined out('{');
  out.number("code", number(close.code));
  out.text("name", name(close.code));
  out.text("meaning", explanation(close.code));
  out.text("reason", close.reason);
  return std::move(out).close();
}

FrameBytes bytes_of_event(const wsdump::FrameEvent& event, Bytes wire) {
  FrameBytes frame;
  frame.wire = wire;
  frame.came = event.header.size() + event.came;
  frame.violations = event.violations;
  frame.allowed_rsv = static_cast<std::uint8_t>(event.allowed_rsv | (event.compressed ? 4 : 0));
  frame.content = event.content;
  return frame;
}

}  // namespace

std::string frame_json(const wsdump::FrameEvent& event) {
  const FrameHeader& header = event.header;
  const std::vector<std::uint8_t> wire = to_wire(header, event.payload);
  Joined fields('[');
  for (const FrameField& field : frame_fields(bytes_of_event(event, wire))) fields.element(field_json(field));
  Joined findings('[');
  for (const wsdump::Finding& finding : event.findings) findings.element(finding_json(finding));
  LineStyle line;
  line.width = kLineWidth;
  line.escape = EscapeStyle::Utf8;
  line.content = event.content;
  line.compressed = event.compressed;
  wsdump::ExplainStyle explain;
  explain.escape = EscapeStyle::Utf8;

  Joined out('{');
  const bool from_client =
      event.from == wsdump::Direction::Unknown ? header.masked : event.from == wsdump::Direction::Client;
  out.text("flow", from_client ? "in" : "out");
  out.text("line", describe_line(header, event.payload, line));
  out.text("hex", hex(wire));
  out.number("size", header.size() + header.length);
  out.number("header", header.size());
  out.number("opcode", static_cast<std::uint8_t>(header.opcode));
  out.member("fin", json(header.fin));
  out.member("key", header.masked ? json_quote(hex(header.key)) : "null");
  out.member("fields", std::move(fields).close());
  out.member("close", close_json(event));
  out.member("findings", std::move(findings).close());
  out.text("picture", wsdump::explain_frame(event, explain));
  return std::move(out).close();
}

void FrameCollector::frame(const wsdump::FrameEvent& event) {
  if (event.header_whole && frames_.size() < most_) frames_.push_back(frame_json(event));
}

std::vector<std::string> frames_json(Bytes wire, wsdump::Direction from) {
  FrameCollector collector(wire.size());
  watch_bytes(collector, wire, from, kMostShown);
  return collector.take();
}

}  // namespace ws101::demos
