// The lines of `wsdump check`; check.hpp describes their form.
#include "wsdump/show/check.hpp"

#include "text/counted.hpp"
#include "wsdump/show/words.hpp"

namespace ws101::wsdump {

void CheckLines::begin_line(std::uint64_t frame, std::uint64_t byte, std::uint32_t conn, Level level) {
  out_ << source_ << ':' << frame << ':' << byte << ": ";
  put_level(out_, level, style_.color);
  out_ << ": ";
  if (style_.connections) out_ << "connection " << conn << ": ";
}

void CheckLines::put(const Finding& finding, std::uint64_t frame, std::uint32_t conn) {
  begin_line(frame, finding.offset, conn, finding.level);
  out_ << finding.text << ' ' << citation(finding) << '\n';
}

void CheckLines::violation(const ViolationEvent& event) {
  const Finding& finding = *event.finding;
  put(finding, event.frame, event.conn);
  if (!finding.hint.empty()) {
    begin_line(event.frame, finding.offset, event.conn, Level::Note);
    out_ << "likely cause: " << finding.hint << '\n';
  }
}

void CheckLines::frame(const FrameEvent& event) {
  if (!style_.notes) return;
  for (const Finding& finding : event.findings) {
    if (finding.level == Level::Note) put(finding, event.n, event.conn);
  }
  if (event.complete || !event.length_trusted) return;
  begin_line(event.n, 0, event.conn, Level::Note);
  if (event.header_whole) {
    out_ << "incomplete: payload " << event.came << " of " << counted(event.header.length, "byte") << '\n';
  } else {
    out_ << "incomplete: " << counted(event.header_begin.size(), "byte") << " of its header\n";
  }
}

void CheckLines::gap(const GapEvent& event) {
  if (!style_.notes) return;
  begin_line(0, event.offset, event.conn, Level::Note);
  out_ << gap_words(event) << '\n';
}

void CheckLines::note(const NoteEvent& event) {
  if (!style_.notes) return;
  begin_line(0, 0, event.conn, Level::Note);
  out_ << event.text << '\n';
}

}  // namespace ws101::wsdump
