#include "describe/trace.hpp"

#include <algorithm>
#include <string>

#include "describe/diagram.hpp"
#include "describe/frame_bytes.hpp"
#include "text/counted.hpp"

namespace ws101 {

void FrameTrace::on_frame(Flow flow, const FrameHeader& header, Bytes payload, std::uint64_t offset,
                          bool last) {
  Lane& lane = lanes_[static_cast<std::size_t>(flow)];
  if (offset == 0) {
    lane.kept = 0;
    if (begins_message(header.opcode)) {
      lane.message = header.opcode;
      lane.compressed = (header.rsv & 4) != 0;
    }
  }
  if (offset == lane.kept) {
    const std::size_t take = std::min(payload.size(), lane.preview.size() - lane.kept);
    std::copy_n(payload.begin(), take, lane.preview.begin() + static_cast<std::ptrdiff_t>(lane.kept));
    lane.kept += take;
  }
  if (last) write(flow, header, lane);
}

void FrameTrace::on_inflated(Flow flow, Bytes message) {
  std::string text(style_.label);
  text += flow == Flow::In ? "< " : "> ";
  text += "inflates to " + counted(message.size(), "byte");
  FrameHeader whole;
  whole.opcode = lanes_[static_cast<std::size_t>(flow)].message;
  whole.length = message.size();
  const std::size_t room = style_.line.width > text.size() ? style_.line.width - text.size() - 1 : 0;
  if (!message.empty() && room > 0) append_payload(text += ' ', whole, message, room, style_.line);
  sink_.on_trace(text);
}

void FrameTrace::write(Flow flow, const FrameHeader& header, const Lane& lane) {
  const Bytes preview = Bytes(lane.preview).first(lane.kept);
  std::string mark(style_.label);
  mark += flow == Flow::In ? "< " : "> ";

  LineStyle line = style_.line;
  line.width = line.width > mark.size() ? line.width - mark.size() : 0;
  line.content = lane.message;
  line.compressed = !is_control(header.opcode) && lane.compressed;
  std::string text = mark + describe_line(header, preview, line);
  if (style_.full) {
    const std::vector<std::uint8_t> wire = to_wire(header, preview);
    FrameBytes frame;
    frame.wire = wire;
    frame.came = header.size() + header.length;
    frame.content = lane.message;
    frame.allowed_rsv = lane.compressed ? 4 : 0;
    DiagramStyle style;
    style.escape = style_.line.escape;
    text += "\n\n" + full_diagram(frame, style);
  }
  sink_.on_trace(text);
}

}  // namespace ws101
