#include "wsdump/watch/closing_judge.hpp"

#include <string>

namespace ws101::wsdump {
namespace {

std::string frame_name(std::uint64_t frame) {
  return "frame " + std::to_string(frame);
}

Finding worded(Violation violation, std::string text) {
  Finding finding = finding_of(violation, FrameHeader{});
  finding.text = std::move(text);
  return finding;
}

Finding ping_ignored(std::uint64_t frame) {
  return make_finding("ping-not-answered", Level::Warning, "5.5.2",
                      "the Ping in " + frame_name(frame) + " was never answered with a Pong");
}

// What `who` left unfinished, and what `peer` left unanswered.
void judge_speaker(const Speaker& who, Direction by, const Speaker& peer, Direction by_peer,
                   std::vector<ClosingFinding>& found) {
  if (who.messages.unfinished() && !who.messages.frames().empty()) {
    const auto frames = who.messages.frames();
    found.push_back({worded(Violation::MessageUnfinished, "message " + std::to_string(who.messages.number()) +
                                                              " was begun in " + frame_name(frames.front()) +
                                                              " and never finished"),
                     by, frames.back()});
  }
  if (who.close_frame != 0 && peer.close_frame == 0) {
    found.push_back({worded(Violation::CloseNotAnswered, "the Close in " + frame_name(who.close_frame) +
                                                             " was never answered with a Close"),
                     by_peer, who.close_frame});
  }
  // A peer that continued to send data was alive and could have answered.
  if (!who.pings.empty() && peer.last_data_frame > who.pings.oldest())
    found.push_back({ping_ignored(who.pings.oldest()), by_peer, who.pings.oldest()});
}

}  // namespace

std::vector<ClosingFinding> judge_closing(const Speaker& client, const Speaker& server,
                                          const ClosingFacts& facts) {
  std::vector<ClosingFinding> found;
  judge_speaker(client, Direction::Client, server, Direction::Server, found);
  judge_speaker(server, Direction::Server, client, Direction::Client, found);
  const bool closed = client.close_frame != 0 || server.close_frame != 0;
  if (!closed && facts.any_message && found.empty()) {
    found.push_back({worded(Violation::NoClose, std::string("TCP ended (") + (facts.reset ? "RST" : "FIN") +
                                                    ") without a Close frame: programs report 1006"),
                     Direction::Unknown, 0});
  }
  return found;
}

}  // namespace ws101::wsdump
