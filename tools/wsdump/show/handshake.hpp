// The opening handshake, field by field: what `wsdump handshake` prints.
#pragma once

#include "wsdump/show/output.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::wsdump {

class HandshakeView : public EventSink {
 public:
  HandshakeView(Output& out, bool color) : out_(out), color_(color) {}
  void connection(const ConnectionEvent& event) override;
  void handshake(const HandshakeEvent& event) override;
  void violation(const ViolationEvent& event) override;
  void note(const NoteEvent& event) override;
  std::uint64_t told() const { return told_; }

 private:
  void put_request(const HandshakeEvent& event);
  void put_response(const HandshakeEvent& event);
  void put_finding(const Finding& finding, Direction by);

  Output& out_;
  bool color_;
  std::uint64_t connections_ = 0;
  std::uint64_t told_ = 0;
};

}  // namespace ws101::wsdump
