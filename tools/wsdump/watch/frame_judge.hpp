// What is wrong or remarkable in one frame: violations with their place and their words, weak keys, Pongs, hints,
// notes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wsdump/watch/events.hpp"
#include "wsdump/watch/speaker.hpp"

namespace ws101::wsdump {

class FrameJudge {
 public:
  // A new frame: nothing is found yet.
  void begin() { findings_.clear(); }
  // A whole frame of `who`. Adds what its control payload and its key show to event.violations, and a finding for
  // each violation. `nothing_lost`: no byte of either direction is missing, so that Pongs can be held against
  // Pings.
  void judge(FrameEvent& event, Speaker& who, Speaker& peer, bool nothing_lost);
  // A frame that was cut: a finding for each of event.violations.
  void judge_cut(const FrameEvent& event, const Speaker& who, const Speaker& peer);
  // The likely cause, if the bytes show one. It is put into the first finding; without a finding it is returned.
  // `behind`: what follows the frame, as it came. `from`: Unknown if it was guessed. `stream_ends`: with the last
  // byte of `behind`.
  std::string add_hint(const FrameEvent& event, Direction from, Bytes behind, bool stream_ends);
  // A frame that breaks no rule, and yet was not masked: its payload is words before unmasking, and none behind it.
  void judge_plain_payload(const FrameEvent& event);
  // A text that breaks no rule, but whose length is wrong, as what follows shows. Arguments as for add_hint().
  void judge_length(const FrameEvent& event, Direction from, Bytes behind, bool stream_ends);
  // What others found in this frame.
  void add(Finding finding) { findings_.push_back(std::move(finding)); }
  // Masked and unmasked frames in one stream.
  void note_mixed_roles();
  // What is surprising but legal.
  void add_notes(const FrameEvent& event, Speaker& who);

  std::span<const Finding> findings() const { return findings_; }
  bool found_wrong() const;

 private:
  void judge_control(FrameEvent& event, Speaker& who, Speaker& peer, bool nothing_lost);
  void judge_key(FrameEvent& event, Speaker& who);
  void add(Violation violation, const FrameEvent& event, const Speaker& who, const Speaker& peer);
  void note(std::string_view id, std::string_view section, std::string_view text);
  void note_content(const FrameEvent& event);
  // The frame as it came, masked, and what follows it; false if not all of it is at hand.
  bool gather(const FrameEvent& event, Bytes behind);

  std::vector<Finding> findings_;
  std::vector<std::uint8_t> evidence_;
  bool content_told_ = false;
};

}  // namespace ws101::wsdump
