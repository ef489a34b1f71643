// A line with one JSON object for each event: what --json prints. The names are stable.
#pragma once

#include <string>
#include <string_view>

#include "wsdump/show/output.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::wsdump {

// ASCII only: everything else is \u-escaped, so that the output is also safe on a terminal. Bytes of `text` that are
// not UTF-8 become U+FFFD.
void put_json_string(Output& out, std::string_view text);

class JsonLines : public EventSink {
 public:
  explicit JsonLines(Output& out) : out_(out) {}
  void input(const InputEvent& event) override;
  void handshake(const HandshakeEvent& event) override;
  void frame(const FrameEvent& event) override;
  void message(const MessageEvent& event) override;
  void violation(const ViolationEvent& event) override;
  void gap(const GapEvent& event) override;
  void note(const NoteEvent& event) override;
  void summary(const Totals& totals, int exit_status) override;

 private:
  void put_place(const Moment& at);
  void put_hex(Bytes bytes);

  Output& out_;
  std::string seconds_;  // a member, so that its memory is reused
};

}  // namespace ws101::wsdump
