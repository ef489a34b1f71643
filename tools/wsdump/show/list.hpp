// One line a frame, under the handshake of its connection: what `wsdump list` prints.
#pragma once

#include <cstdint>
#include <optional>

#include "wsdump/show/output.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::wsdump {

inline constexpr std::size_t kListWidth = 80;  // columns; wider only where the user asks for more payload

struct ListStyle {
  std::optional<std::size_t> bytes;  // payload shown; not set: what fits into the line
  bool color = false;
  bool quiet = false;  // frames only: no handshake, no headings
  bool notes = true;   // also what is surprising but legal
};

class ListView : public EventSink {
 public:
  ListView(Output& out, const ListStyle& style) : out_(out), style_(style) {}
  void connection(const ConnectionEvent& event) override;
  void handshake(const HandshakeEvent& event) override;
  void frame(const FrameEvent& event) override;
  void message(const MessageEvent& event) override;
  void violation(const ViolationEvent& event) override;
  void gap(const GapEvent& event) override;
  void note(const NoteEvent& event) override;

 private:
  void switch_to(std::uint32_t conn);
  void put_columns(const FrameEvent& event);
  void put_aside(std::string_view text, std::size_t used, bool fits, std::size_t shifted);
  void put_finding(const Finding& finding, Direction by);

  Output& out_;
  ListStyle style_;
  std::uint32_t conn_ = 0;  // whose lines are being printed
  std::uint64_t connections_ = 0;
  bool have_columns_ = false;
  bool with_packets_ = false;
};

// `payload`, the event's or its beginning, escaped or in hex, in at most `columns` columns; returns the columns used.
std::size_t put_payload(Output& out, const FrameEvent& event, Bytes payload, std::size_t columns);

// Two or three lines: the request, the answer, what was agreed.
void put_handshake(Output& out, const HandshakeEvent& event);

}  // namespace ws101::wsdump
