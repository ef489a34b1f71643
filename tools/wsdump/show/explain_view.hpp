// Every frame in full, one after the other: what `wsdump explain` prints, drawn by explain.hpp.
#pragma once

#include <string>

#include "wsdump/show/explain.hpp"
#include "wsdump/show/output.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::wsdump {

class ExplainView : public EventSink {
 public:
  ExplainView(Output& out, const ExplainStyle& style) : out_(out), style_(style) {}
  void connection(const ConnectionEvent& event) override;
  void handshake(const HandshakeEvent& event) override;
  void frame(const FrameEvent& event) override;
  void message(const MessageEvent& event) override;
  void violation(const ViolationEvent& event) override;
  void gap(const GapEvent& event) override;
  void note(const NoteEvent& event) override;
  void summary(const Totals& totals, int exit_status) override;

 private:
  Output& out_;
  ExplainStyle style_;
  std::uint64_t connections_ = 0;
  std::uint64_t told_frame_ = 0;  // its findings were shown with it
};

}  // namespace ws101::wsdump
