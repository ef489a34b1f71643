// Topic "timeouts": how long a server waits for a client that does not go on (RFC 6455 10.4). The standard does
// not say how long, so this is only reported; it is judged only with --strict.
#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>

#include "wscheck/case.hpp"
#include "wscheck/talk.hpp"

namespace ws101::wscheck {
namespace {

constexpr int kWait = 2;                         // times --timeout
constexpr std::chrono::milliseconds kLook{250};  // how often Ctrl-C is looked for
constexpr std::chrono::milliseconds kDrip{500};  // between two bytes of a slow client

std::string seconds(Clock::duration time) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f s", std::chrono::duration<double>(time).count());
  return text;
}

// Waits, and reports what the peer did; meanwhile sends `drip`, one byte at a time.
void tells_how_long(Talk& peer, std::string_view drip = {}) {
  const Clock::time_point start = Clock::now();
  const Clock::time_point end = start + peer.settings().timeout * kWait;
  bool over = false;
  while (!over && Clock::now() < end && !peer.settings().is_stopped()) {
    const Clock::duration left = end - Clock::now();
    const auto look = std::chrono::duration_cast<std::chrono::milliseconds>(left);
    over = peer.fails_within(
        std::min(drip.empty() ? kLook : kDrip, std::max(look, std::chrono::milliseconds(1))));
    if (over || drip.empty()) continue;
    peer.says_bytes_silently(drip.substr(0, 1));
    drip.remove_prefix(1);
  }
  const std::string time = seconds(Clock::now() - start);
  const std::string pings = peer.pings_heard() > 0 ? ", after a Ping" : "";
  if (over) {
    return peer.remark((peer.close_came() ? "it closes the connection after " : "TCP ended after ") + time +
                       pings);
  }
  const std::string words =
      "it still waits after " + time + (peer.pings_heard() > 0 ? ", and has sent a Ping" : "");
  if (peer.settings().strict) return peer.forgive(words);
  throw Judgement{Verdict::NotJudged, words, ""};
}

Case waiting(std::string name, std::string title, std::string why, Begin begin,
             std::function<void(Talk&)> run) {
  Case a_case{"timeouts/" + std::move(name),
              std::move(title),
              std::move(why),
              "10.4",
              std::move(run),
              Peers::Servers,
              begin,
              false};
  a_case.waits = true;
  return a_case;
}

}  // namespace

void add_timeouts(std::vector<Case>& cases) {
  cases.push_back(waiting("no-request", "a client that connects and says nothing is given up",
                          "each takes a descriptor; a thousand of them take all there are", Begin::Connected,
                          [](Talk& peer) { tells_how_long(peer); }));
  cases.push_back(waiting("half-request", "a client that stops in the middle of its request is given up",
                          "a deadline for the head, not only for its first byte", Begin::Connected,
                          [](Talk& peer) {
                            const std::string head = peer.request().text();
                            peer.says_bytes(head.substr(0, head.size() / 2));
                            tells_how_long(peer);
                          }));
  cases.push_back(waiting("slow-request", "a client that sends two bytes of its request a second is given up",
                          "a deadline that each byte puts off is none (\"slow loris\")", Begin::Connected,
                          [](Talk& peer) {
                            const std::string head = peer.request().text();
                            peer.says_bytes(head.substr(0, 20));
                            tells_how_long(peer, std::string_view(head).substr(20));
                          }));
  cases.push_back(waiting("silence", "what happens to a client that says nothing after the handshake",
                          "it may be waiting for messages, or be gone: only a Ping can tell", Begin::Opened,
                          [](Talk& peer) { tells_how_long(peer); }));
  cases.push_back(waiting("no-pong", "a client that does not answer Pings is given up",
                          "a connection without a Pong is a connection that is gone", Begin::Opened,
                          [](Talk& peer) {
                            peer.ignores_pings();
                            tells_how_long(peer);
                          }));
  cases.push_back(waiting("half-frame", "a client that stops in the middle of a frame is given up",
                          "what has come of the message is kept meanwhile", Begin::Opened, [](Talk& peer) {
                            peer.says(with_length(text("Hel"), 500));
                            tells_how_long(peer);
                          }));
  cases.push_back(waiting("half-message", "a client that stops between two fragments is given up",
                          "what has come of the message is kept meanwhile", Begin::Opened, [](Talk& peer) {
                            peer.says(unfinished(text("Hel")));
                            tells_how_long(peer);
                          }));
  cases.push_back(waiting("close-unanswered",
                          "the server's own Close, which nobody answers, does not keep TCP open",
                          "7.1.1 has the server end TCP: a client that is silent must not hinder it",
                          Begin::Opened, [](Talk& peer) {
                            peer.says(with_opcode(3));
                            if (!peer.fails_within(peer.settings().timeout)) {
                              throw Judgement{Verdict::NotJudged, "it sends no Close", ""};
                            }
                            const Clock::time_point start = Clock::now();
                            while (!peer.ended() && Clock::now() < start + peer.settings().timeout * kWait) {
                              peer.listens(kLook);
                            }
                            const std::string time = seconds(Clock::now() - start);
                            if (peer.ended()) return peer.remark("TCP ended " + time + " after the Close");
                            const std::string words = "TCP is still open " + time + " after its Close";
                            if (peer.settings().strict) return peer.forgive(words);
                            throw Judgement{Verdict::NotJudged, words, ""};
                          }));
}

}  // namespace ws101::wscheck
