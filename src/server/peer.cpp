#include "server/peer.hpp"

#include "server/visitor.hpp"

namespace ws101 {

bool Peer::send(Opcode kind, Bytes payload) {
  Visitor& visitor = *visitor_;
  return visitor.is_open() && visitor.finish_send(visitor.session().send(kind, payload));
}

bool Peer::ping(std::string_view payload) {
  return visitor_->is_open() && visitor_->finish_send(visitor_->session().ping(bytes_of(payload)));
}

bool Peer::send_raw(Bytes frames) {
  return visitor_->is_open() && visitor_->finish_send(visitor_->session().send_raw(frames));
}

bool Peer::close(CloseCode code, std::string_view reason) {
  return visitor_->is_open() && visitor_->finish_send(visitor_->session().close(code, reason));
}

void Peer::flush() {
  visitor_->session().flush_if_owner();
}

bool Peer::open() const {
  return visitor_->is_open();
}
std::uint64_t Peer::id() const {
  return visitor_->id();
}
const Address& Peer::address() const {
  return visitor_->address();
}

}  // namespace ws101
