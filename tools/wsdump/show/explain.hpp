// The full explanation of a frame or a message: what `wsdump explain` prints.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "text/escape.hpp"
#include "wsdump/finding.hpp"
#include "wsdump/show/headings.hpp"
#include "wsdump/show/output.hpp"
#include "wsdump/watch/events.hpp"
#include "wsdump/watch/inflation.hpp"

namespace ws101::wsdump {

struct ExplainStyle {
  EscapeStyle escape = EscapeStyle::Ascii;
  bool color = false;      // ANSI colour for titles and findings; never the only carrier of meaning
  std::size_t bytes = 64;  // payload shown in the listing; kUnlimited for all that is at hand
  std::size_t unmasking_rows = 8;
  bool tokens = false;           // of every compressed message, all of it; else the beginning, of short ones
  bool name_connection = false;  // in the title of a frame: there are several
};

// Title, figure, field table, length, unmasking, words about control frames, payload listing, findings.
std::string explain_frame(const FrameEvent& event, const ExplainStyle& style = {});

// Message 1   text, 1 frame, 5 bytes, valid UTF-8: "Hello"      (one line, or more where the text needs them)
std::string explain_message(const MessageEvent& event, const ExplainStyle& style = {});

// How it was inflated, token by token; empty for a long message, unless the style requests it.
std::string explain_inflating(const Inflation& inflation, const ExplainStyle& style = {});

// Lines for one finding: the severity and the sentence, the citation, the hint.
std::string explain_finding(const Finding& finding, const ExplainStyle& style = {});

// Every frame in full, one after the other.
class ExplainView : public EventSink {
 public:
  ExplainView(Output& out, const ExplainStyle& style) : out_(out), style_(style), headings_(out) {}
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
  Headings headings_;
  bool began_ = false;            // something was printed already: an empty line comes before the next
  std::uint64_t told_frame_ = 0;  // its findings were shown with it
};

}  // namespace ws101::wsdump
