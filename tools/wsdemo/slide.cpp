#include "wsdemo/slide.hpp"

#include <algorithm>

#include "wsdemo/frame_json.hpp"
#include "wsdemo/inflated_json.hpp"

namespace ws101::demos {

void Slide::put_on(const Peer& specimen, std::string opening) {
  {
    const std::lock_guard lock(mutex_);
    specimen_ = specimen;
    opened_ = Clock::now();
  }
  report(std::move(opening), {});
}

bool Slide::send(const Specimen& specimen) {
  std::optional<Peer> peer;
  {
    const std::lock_guard lock(mutex_);
    peer = specimen_;
  }
  if (!peer || !peer->open()) return false;
  // First the reports: the browser's answer must not be shown before the frame that it answers.
  for (std::string& frame : frames_json(specimen.wire, wsdump::Direction::Server)) {
    report(std::move(frame), {.raw = true});
  }
  eyepiece_.flush();
  return peer->send_raw(specimen.wire);
}

void Slide::report(std::string object, const Marks& marks) {
  std::chrono::duration<double, std::milli> since{};
  {
    const std::lock_guard lock(mutex_);
    since = Clock::now() - opened_;
  }
  object.pop_back();  // the brace
  object += ",\"ms\":" + std::to_string(since.count()) + ",\"raw\":" + (marks.raw ? "true" : "false") +
            ",\"keepalive\":" + (marks.keepalive ? "true" : "false") + ",\"inflated\":" + marks.inflated +
            "}";
  eyepiece_.send_text(object);
}

void SlideWatcher::on_frame(Flow flow, const FrameHeader& header, Bytes payload, std::uint64_t, bool last) {
  const std::lock_guard lock(mutex_);
  Lane& lane = lanes_[static_cast<std::size_t>(flow)];
  keep(lane, header, payload);
  if (!last) return;
  lane.inside = false;

  const bool compressed = lane.compressed && !is_control(header.opcode);
  wsdump::FrameEvent shown;
  shown.n = lane.number;
  shown.from = flow == Flow::In ? wsdump::Direction::Client : wsdump::Direction::Server;
  shown.offset = lane.offset;
  shown.header = header;
  shown.payload = lane.kept;
  shown.came = header.length;
  shown.content = lane.content;
  shown.compressed = compressed;
  Slide::Marks marks;
  marks.keepalive = is_keepalive(flow, header);
  if (compressed && header.fin) marks.inflated = inflated_json(lane.message, lane.content);
  slide_->report(frame_json(shown), marks);
  lane.offset += header.size() + header.length;
}

// A piece of a frame: keeps the part of its payload that can be shown, and of a compressed message the part
// that can be inflated.
void SlideWatcher::keep(Lane& lane, const FrameHeader& header, Bytes payload) {
  if (!lane.inside) {
    lane.inside = true;
    lane.kept.clear();
    ++lane.number;
    if (begins_message(header.opcode)) {
      lane.content = header.opcode;
      lane.compressed = (header.rsv & 4) != 0;  // RFC 7692 7.2.3.1: RSV1, in the first frame alone
      lane.message.clear();
    }
  }
  const auto append = [&payload](std::vector<std::uint8_t>& to, std::size_t most) {
    const std::size_t count = std::min(most - to.size(), payload.size());
    to.insert(to.end(), payload.begin(), payload.begin() + static_cast<std::ptrdiff_t>(count));
  };
  append(lane.kept, kMostShown);
  if (lane.compressed && !is_control(header.opcode)) append(lane.message, kMaxCompressed + 1);
}

// Only the server's own pings have no payload; those of a button do not come here.
bool SlideWatcher::is_keepalive(Flow flow, const FrameHeader& header) {
  if (header.length != 0) return false;
  if (flow == Flow::Out && header.opcode == Opcode::Ping) {
    pinged_ = true;
    return true;
  }
  const bool answer = pinged_ && flow == Flow::In && header.opcode == Opcode::Pong;
  if (answer) pinged_ = false;
  return answer;
}

}  // namespace ws101::demos
