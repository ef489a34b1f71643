#include "server/peer.hpp"

#include "server/client_thread.hpp"

namespace ws101 {

bool Peer::send(Opcode kind, Bytes payload) {
  return client_->send(kind, payload);
}
bool Peer::ping(std::string_view payload) {
  return client_->ping(bytes_of(payload));
}
bool Peer::send_raw(Bytes frames) {
  return client_->send_raw(frames);
}
bool Peer::close(CloseCode code, std::string_view reason) {
  return client_->close(code, reason);
}
void Peer::flush() {
  if (client_->session().is_receiving_thread()) client_->session().flush();
}

bool Peer::open() const {
  return client_->is_open();
}
std::uint64_t Peer::id() const {
  return client_->id();
}
const Address& Peer::address() const {
  return client_->address();
}

}  // namespace ws101
