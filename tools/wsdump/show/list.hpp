// One line for each frame, under the handshake of its connection: what `wsdump list` prints.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "wsdump/show/headings.hpp"
#include "wsdump/show/output.hpp"
#include "wsdump/watch/events.hpp"
#include "wsdump/watch/inflation.hpp"

namespace ws101::wsdump {

struct ListStyle {
  std::optional<std::size_t> bytes;  // payload shown; not set: what fits into the line
  bool color = false;
  bool quiet = false;  // frames only: no handshake, no headings
};

class ListView : public EventSink {
 public:
  ListView(Output& out, const ListStyle& style) : out_(out), style_(style), headings_(out, style.quiet) {}
  void connection(const ConnectionEvent& event) override;
  void handshake(const HandshakeEvent& event) override;
  void frame(const FrameEvent& event) override;
  void message(const MessageEvent& event) override;
  void violation(const ViolationEvent& event) override;
  void gap(const GapEvent& event) override;
  void note(const NoteEvent& event) override;

 private:
  void put_columns(const FrameEvent& event);
  void add_place(const FrameEvent& event);
  void add_payload(const FrameEvent& event);
  void put_missing(const FrameEvent& event);
  void put_not_whole(const Inflation& inflation);

  Output& out_;
  ListStyle style_;
  Headings headings_;
  bool have_columns_ = false;
  bool with_packets_ = false;
  // The current line and the text beside its payload: members, so that their memory is reused.
  std::string line_;
  std::string aside_;
};

}  // namespace ws101::wsdump
