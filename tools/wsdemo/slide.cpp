#include "wsdemo/slide.hpp"

#include <algorithm>

#include "wsdemo/frame_json.hpp"

namespace ws101::demos {

void Slide::put_on(const Peer& specimen, std::string opening) {
  {
    const std::lock_guard lock(mutex_);
    specimen_ = specimen;
    opened_ = Clock::now();
  }
  report(std::move(opening), false, false);
}

bool Slide::send(const Specimen& specimen) {
  std::optional<Peer> peer;
  {
    const std::lock_guard lock(mutex_);
    peer = specimen_;
  }
  if (!peer || !peer->open()) return false;
  // First the reports: the browser's answer must not be shown before what it answers.
  for (std::string& frame : frames_json(specimen.wire, wsdump::Direction::Server)) {
    report(std::move(frame), true, false);
  }
  eyepiece_.flush();
  return peer->send_raw(specimen.wire);
}

void Slide::report(std::string object, bool raw, bool keepalive) {
  std::chrono::duration<double, std::milli> since{};
  {
    const std::lock_guard lock(mutex_);
    since = Clock::now() - opened_;
  }
  object.pop_back();  // the brace
  object += ",\"ms\":" + std::to_string(since.count()) + ",\"raw\":" + (raw ? "true" : "false") +
            ",\"keepalive\":" + (keepalive ? "true" : "false") + "}";
  eyepiece_.send_text(object);
}

void SlideWatcher::on_frame(Flow flow, const FrameHeader& header, Bytes payload, std::uint64_t, bool last) {
  const std::lock_guard lock(mutex_);
  Lane& lane = lanes_[static_cast<std::size_t>(flow)];
  if (!lane.inside) {
    lane.inside = true;
    lane.kept.clear();
    ++lane.number;
    if (begins_message(header.opcode)) lane.content = header.opcode;
  }
  const std::size_t room = kMostShown - lane.kept.size();
  lane.kept.insert(lane.kept.end(), payload.begin(),
                   payload.begin() + static_cast<std::ptrdiff_t>(std::min(room, payload.size())));
  if (!last) return;
  lane.inside = false;

  wsdump::FrameEvent shown;
  shown.n = lane.number;
  shown.from = flow == Flow::In ? wsdump::Direction::Client : wsdump::Direction::Server;
  shown.offset = lane.offset;
  shown.header = header;
  shown.payload = lane.kept;
  shown.came = header.length;
  shown.content = lane.content;
  slide_->report(frame_json(shown), false, is_keepalive(flow, header));
  lane.offset += header.size() + header.length;
}

// The server's own pings have no payload, and what a button sends is not seen here.
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
