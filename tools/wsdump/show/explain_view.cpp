// From events to pictures: explain_view.hpp says what it shows.
#include "wsdump/show/explain_view.hpp"

#include "describe/frame_bytes.hpp"
#include "text/escape.hpp"
#include "wsdump/show/list.hpp"
#include "wsdump/show/summary.hpp"
#include "wsdump/show/words.hpp"

namespace ws101::wsdump {

void ExplainView::connection(const ConnectionEvent& event) {
  if (++connections_ > 1) out_ << '\n';
  if (event.client.empty() && event.name.empty()) return;
  out_ << "Connection " << event.conn << "  ";
  if (!event.name.empty()) {
    out_ << escape_text(bytes_of(event.name), 200) << '\n';
  } else {
    out_ << "client " << event.client << "  server " << event.server << '\n';
  }
}

void ExplainView::handshake(const HandshakeEvent& event) {
  put_handshake(out_, event);
}

void ExplainView::frame(const FrameEvent& event) {
  told_frame_ = event.n;
  ExplainedFrame shown;
  shown.n = event.n;
  shown.from = event.from;
  if (connections_ > 1) shown.conn = event.conn;
  if (event.at.packet != 0) shown.packet = event.at.packet;
  if (event.at.has_time()) shown.time = static_cast<double>(event.at.ns) / 1e9;
  shown.offset = event.offset;
  std::vector<std::uint8_t> wire;
  if (event.header_whole) {
    wire = to_wire(event.header, event.payload);
    shown.frame.came = event.header.size() + event.came;
  } else {
    wire.assign(event.header_begin.begin(), event.header_begin.end());
    shown.frame.came = wire.size();
  }
  shown.frame.wire = wire;
  shown.frame.violations = event.violations;
  shown.frame.allowed_rsv = event.allowed_rsv;
  shown.frame.content = event.content;
  shown.compressed = event.compressed;
  shown.findings.assign(event.findings.begin(), event.findings.end());
  if (event.begins_message && !event.header.fin)
    shown.note = "message " + std::to_string(event.message) + " begins";
  if (event.answers != 0) {
    shown.note = "answers #" + std::to_string(event.answers);
    if (event.answers_after_ns != kNoMoment) shown.note += " after " + duration_words(event.answers_after_ns);
  }
  if (event.n > 1 || event.at.packet != 0) out_ << '\n';
  out_ << explain_frame(shown, style_);
}

void ExplainView::message(const MessageEvent& event) {
  ExplainedMessage shown;
  shown.n = event.n;
  shown.kind = event.kind;
  shown.from = event.from;
  shown.frames.assign(event.frames.begin(), event.frames.end());
  shown.frame_count = event.frame_count;
  shown.compressed = event.compressed;
  shown.wire_length = event.length;
  shown.length = event.length;
  shown.valid_utf8 = event.utf8.value_or(true);
  if (!shown.valid_utf8) shown.utf8_error_at = event.utf8_error_at;
  shown.preview = event.payload;
  out_ << '\n' << explain_message(shown, style_);
}

void ExplainView::violation(const ViolationEvent& event) {
  if (event.frame != 0 && event.frame == told_frame_) return;  // shown with its frame
  out_ << explain_finding(*event.finding, style_);
}

void ExplainView::gap(const GapEvent& event) {
  out_ << "\nGap: " << counted(event.length, "byte") << " from the " << json_name(event.from)
       << " not captured, at offset " << event.offset << " of its stream\n";
}

void ExplainView::note(const NoteEvent& event) {
  out_ << "\nNote: " << wrapped(event.text, 6, 2) << '\n';
}

void ExplainView::summary(const Totals& totals, int) {
  if (totals.frames > 1 || totals.incomplete > 0) {
    put_summary(out_, totals);
    return;
  }
  out_ << explain_total(totals.errors - totals.senders, totals.senders, totals.warnings, totals.notes,
                        style_);
}

}  // namespace ws101::wsdump
