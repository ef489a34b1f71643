// The opening handshake, field by field: what `wsdump handshake` prints.
#pragma once

#include "wsdump/show/headings.hpp"
#include "wsdump/show/output.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::wsdump {

class HandshakeView : public EventSink {
 public:
  HandshakeView(Output& out, bool color) : out_(out), color_(color), headings_(out) {}
  void connection(const ConnectionEvent& event) override { headings_.begin(event); }
  void handshake(const HandshakeEvent& event) override;
  void violation(const ViolationEvent& event) override;
  void note(const NoteEvent& event) override;
  std::uint64_t told() const { return told_; }

 private:
  void put_request(const HandshakeEvent& event);
  void put_response(const HandshakeEvent& event);
  void tell(const Finding& finding, Direction by);

  Output& out_;
  bool color_;
  Headings headings_;
  std::uint64_t told_ = 0;
};

}  // namespace ws101::wsdump
