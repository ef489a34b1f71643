// The part of ConnectionWatch that reads HTTP: heads, bodies, and frames that come too early.
#include <algorithm>
#include <string_view>
#include <utility>

#include "wsdump/any_frames.hpp"
#include "wsdump/watch/connection_watch.hpp"
#include "wsdump/watch/not_frames.hpp"

namespace ws101::wsdump {
namespace {

// The offset of a frame that begins where a field should: every whole message begins with a byte from 80 up, and no
// field does. 0: there is none.
std::size_t frames_in_head(std::string_view head) {
  for (std::size_t at = head.find('\n') + 1; at > 0 && at < head.size(); at = head.find('\n', at) + 1) {
    if (static_cast<unsigned char>(head[at]) < 0x80) continue;
    const FrameChain chain = frame_chain(bytes_of(head.substr(at)), kAnyFrames);
    return chain.frames > 0 && chain.end != FrameChain::End::Wrong ? at : 0;
  }
  return 0;
}

}  // namespace

void ConnectionWatch::take_body(Side& s, Moment at) {
  s.drop(s.body.take(text_of(s.pending)));
  if (!s.body.done()) return;
  tell_refusal(s, at);
  s.phase = Phase::Head;
}

// The connection may yet be used for WebSocket, if the end of the body is known.
void ConnectionWatch::step_over_body(Side& s, const std::optional<HttpBody>& body, Moment at) {
  if (!body) return ignore(http_only() ? http_.no_handshake(facts_.asked_about) : "", at);
  s.body = *body;
  s.phase = s.body.done() ? Phase::Head : Phase::Body;
}

// The head has not ended, and nothing more comes. Its whole lines are read; if frames follow these, or the last line is
// whole too, only the empty line is missing, and that is the fault where the bytes are all that was sent.
void ConnectionWatch::take_cut_head(Side& s, Moment at) {
  const std::string received(text_of(Bytes(s.pending)));
  s.pending.clear();
  // Unless it mentions WebSocket, or the other side has, an incomplete head says nothing about WebSocket.
  if (!recognised_ && facts_.from_capture && received.find("WebSocket") == std::string::npos &&
      received.find("websocket") == std::string::npos)
    return;
  const bool response = received.starts_with("HTTP/");
  const std::size_t frames = frames_in_head(received);
  const bool all_sent = !facts_.from_capture || s.end != StreamEnd::Unknown;
  if (!analysis_.input_cut && (frames > 0 || (received.ends_with("\r\n") && all_sent))) {
    http_.unended(response, frames > 0);
  } else {
    http_.cut(response);
    ++analysis_.totals.incomplete;
    ++incomplete_;
    note(s, "the HTTP head is cut after " + std::to_string(received.size()) + " bytes");
  }
  const std::size_t lines = frames > 0 ? frames : received.rfind('\n') + 1;
  if (lines == 0) return;
  std::string head = received.substr(0, lines) + "\r\n";
  if (frames > 0) head += received.substr(lines);
  s.pending.assign(head.begin(), head.end());
  take_head(s, at, false);
}

void ConnectionWatch::take_head(Side& s, Moment at, bool last_chance) {
  using Outcome = HttpStage::Outcome;
  const HttpStage::Head head = http_.read(text_of(s.pending));
  if (head.outcome == Outcome::NeedMore && last_chance && !s.pending.empty()) return take_cut_head(s, at);
  s.drop(head.size);
  if (head.size > 0 && head.outcome != Outcome::Interim) {
    settle_roles(s, !head.is_response);
    s.frames_at = s.offset - s.pending.size();
  }
  switch (head.outcome) {
    case Outcome::NeedMore:
    case Outcome::Interim:
      return;
    case Outcome::Foreign:
      return ignore(http_only() ? http_.no_handshake(facts_.asked_about) : std::string_view(head.why), at);
    case Outcome::Ordinary:
      if (!head.is_response) handshake_told_ = false;
      return step_over_body(s, head.body, at);
    case Outcome::Asked:
      s.phase = Phase::Waiting;
      if (!facts_.lone) return;
      tell_handshake(at);
      return begin_frames(s, 0, at);
    case Outcome::Answered:
      tell_handshake(at);
      begin_frames(s, 0, at);
      // The client's bytes after its head were held until the response showed which extensions are in use.
      if (Side& client = other(s); client.phase == Phase::Waiting) {
        begin_frames(client, 0, at);
        if (client.ended) tell_rest(client, at);
      }
      return;
    case Outcome::Refused:
      tell_handshake(at);
      handshake_told_ = false;
      step_over_body(s, head.body.value_or(HttpBody::endless()), at);
      if (s.body.done()) tell_refusal(s, at);
      // A client may send another request on the same connection, for example after 401, with a password.
      if (Side& client = other(s); client.phase == Phase::Waiting) {
        client.phase = head.body ? Phase::Head : Phase::Ignored;
        take_pending(client, at, false);
      }
      return;
  }
}

void ConnectionWatch::tell_handshake(Moment at) {
  if (handshake_told_) return http_.clear();
  handshake_told_ = true;
  announce();
  HandshakeEvent event = judge_handshake(http_.exchange());
  event.conn = facts_.event.conn;
  event.at = at;
  settle_deflate(deflate_of(event));
  analysis_.sink.handshake(event);
  sides_[direction(sides_[0]) == Direction::Server ? 0 : 1].refusal = refusal(event);
  for (const HandshakeEvent::Issue& issue : event.issues) tell(issue.finding, issue.by, 0, at);
  for (const std::string& words : handshake_notes(event)) {
    ++analysis_.totals.notes;
    analysis_.sink.note({facts_.event.conn, Direction::Unknown, words});
  }
  http_.clear();
}

void ConnectionWatch::tell_refusal(Side& s, Moment at) {
  std::optional<Finding> refusal = std::exchange(s.refusal, std::nullopt);
  if (!refusal) return;
  if (const std::string reason = reason_in(s.body.beginning()); !reason.empty())
    refusal->text += ". It says: " + reason;
  tell(*refusal, Direction::Server, 0, at);
}

// A server that sends frames before its answer. True: it did, or more bytes are needed to know. They are held only if
// an answer is due; otherwise the whole stream has to be at hand.
bool ConnectionWatch::take_early_frames(Side& s, Moment at, bool last_chance) {
  const bool answer_due = other(s).phase == Phase::Waiting;
  if (handshake_told_ || analysis_.options.skip > 0 || !(answer_due || facts_.one_piece)) return false;
  const auto early = frames_before_answer(s.pending);
  if (!early) return answer_due && !last_chance;
  if (*early == 0) return false;
  announce();
  settle_roles(s, false);
  tell(make_finding(
           "frames-before-101", Level::Error, "4.2.2",
           "the server sends " + std::to_string(*early) +
               " bytes of frames before its 101; the client reads them as the beginning of the answer"),
       Direction::Server, 0, at);
  s.drop(*early);
  s.phase = Phase::Head;
  return true;
}

}  // namespace ws101::wsdump
