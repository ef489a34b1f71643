// A connection under test and the diary of what it does: the only part of the harness that drives a Connection.
//
// Every frame sent is taken apart here, without code of src/, and its form is judged: shortest length, masked by
// clients alone, each key of the source used once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "frame/connection.hpp"
#include "support/catch.hpp"
#include "support/frames.hpp"
#include "support/story.hpp"

namespace ws101::testing {

// Known keys, each one different, so that what a client sends can be predicted.
class CountedKeys : public MaskSource {
 public:
  static MaskingKey nth(std::uint32_t n) {
    const std::uint32_t mixed = (n + 1) * 2654435761u;
    return {static_cast<std::uint8_t>(mixed >> 24), static_cast<std::uint8_t>(mixed >> 16),
            static_cast<std::uint8_t>(mixed >> 8), static_cast<std::uint8_t>(mixed)};
  }
  MaskingKey next_key() override { return nth(given_++); }
  std::uint32_t given() const { return given_; }

 private:
  std::uint32_t given_ = 0;
};

inline Connection make_connection(Role role, MaskSource& keys, const MessageLimits& limits = {}) {
  return role == Role::Server ? Connection::server(limits) : Connection::client(keys, limits);
}

// The space that space() gives, which has to be at least `least` bytes: a test must neither loop nor write without it.
inline MutableBytes space_of(Connection& connection, std::size_t least = 1) {
  const MutableBytes space = connection.space();
  if (space.size() < least) FAIL("space() gave " << space.size() << " bytes, expected at least " << least);
  return space;
}

// A connection under test and the diary of what it does.
class Endpoint {
 public:
  // `spare` is memory for what will be sent; its bytes do not matter.
  explicit Endpoint(Role role, const MessageLimits& limits = {}, Wire spare = {})
      : role_(role), connection_(make_connection(role, keys_, limits)), wire_(std::move(spare)) {
    wire_.clear();
    diary_.reserve(4);
    when_.reserve(4);
  }
  Endpoint(const Endpoint&) = delete;  // the connection knows where its keys are
  Endpoint& operator=(const Endpoint&) = delete;

  Connection& connection() { return connection_; }
  const Story& diary() const { return diary_; }
  const Wire& wire() const { return wire_; }  // everything sent, as bytes
  Wire take_wire() { return std::move(wire_); }
  std::size_t fed() const { return fed_; }
  // After how many bytes of input each line of the diary was written.
  const std::vector<std::size_t>& when() const { return when_; }

  // Runs on every event: what the program above does.
  std::function<void(Endpoint&, Opcode, Bytes)> on_message_do;
  std::function<void(Endpoint&)> on_ping_do;

  // As those of the connection; what they queue is noted.
  bool send(Opcode kind, Bytes payload) { return noted(connection_.send(kind, payload)); }
  bool ping(Bytes payload) { return noted(connection_.ping(payload)); }
  bool pong(Bytes payload) { return noted(connection_.pong(payload)); }
  bool close(CloseCode code, std::string_view reason) { return noted(connection_.close(code, reason)); }

  void feed(Bytes in) {
    while (!in.empty()) {
      const MutableBytes space = space_of(connection_);
      const std::size_t count = std::min(space.size(), in.size());
      std::copy_n(in.begin(), count, space.begin());
      in = in.subspan(count);
      fed_ += count;
      connection_.received(count);
      pull();
    }
  }
  void end_of_file() {
    connection_.ended();
    pull();
  }

  // Notes what the connection has queued, and takes it as sent.
  void collect() {
    const Bytes out = connection_.pending();
    wire_.insert(wire_.end(), out.begin(), out.end());
    connection_.sent(out.size());
    while (read_sent_frame()) {
    }
  }

  // A frame cut short at the end of a run is a fault of ours.
  void finish() {
    collect();
    if (unread_ < wire_.size()) note("sent half a frame <" + hex_of(Bytes(wire_).subspan(unread_)) + ">");
  }

 private:
  bool noted(bool queued) {
    collect();
    return queued;
  }
  // All events; what each of them makes the connection send is noted where it comes.
  void pull() {
    collect();
    while (const auto event = connection_.next()) {
      collect();
      std::visit([this](const auto& what) { tell(what); }, *event);
      collect();
    }
  }
  void tell(const Message& message) {
    note(got_line(static_cast<int>(message.kind), message.payload));
    if (on_message_do) on_message_do(*this, message.kind, message.payload);
  }
  void tell(const Ping& ping) {
    note(got_line(kPing, ping.payload));
    if (on_ping_do) on_ping_do(*this);
  }
  void tell(const Pong& pong) { note(got_line(kPong, pong.payload)); }
  void tell(const CloseEvent& event) {
    std::string line = ended_line(event.state, number(event.code), event.reason, event.violation);
    if (event.state != connection_.state()) (line += " but the state is ") += word(connection_.state());
    if (event.clean() != (event.state == State::ClosedByUs || event.state == State::ClosedByPeer)) {
      line += " and clean() is wrong";
    }
    note(std::move(line));
  }
  void note(std::string line) {
    diary_.push_back(std::move(line));
    when_.push_back(fed_);
  }

  // Takes one frame that we sent apart, and judges its form (F14).
  bool read_sent_frame() {
    const Bytes in = Bytes(wire_).subspan(unread_);
    if (in.size() < 2) return false;
    const bool masked = (in[1] & 128) != 0;
    const std::size_t length7 = in[1] & 127;
    const std::size_t extended = length7 == 126 ? 2 : length7 == 127 ? 8 : 0;
    const std::size_t header = 2 + extended + (masked ? 4 : 0);
    if (in.size() < header) return false;
    std::size_t length = extended == 0 ? length7 : 0;
    for (std::size_t i = 0; i < extended; ++i) length = length << 8 | in[2 + i];
    if (in.size() - header < length) return false;

    std::string fault;
    if ((in[0] & 0xF0) != 0x80) fault += " FIN or RSV are wrong;";
    if (masked != (role_ == Role::Client)) fault += masked ? " a server masked;" : " a client did not mask;";
    if ((extended == 2 && length < 126) || (extended == 8 && length < 65536))
      fault += " the length is not minimal;";
    Bytes payload = in.subspan(header, length);
    Wire unmasked;
    if (masked) {
      const MaskingKey key = CountedKeys::nth(frames_);
      if (!std::equal(key.begin(), key.end(), in.begin() + static_cast<std::ptrdiff_t>(2 + extended))) {
        fault += " not the next masking key;";
      }
      unmasked.assign(payload.begin(), payload.end());
      for (std::size_t i = 0; i < length; ++i)
        unmasked[i] = static_cast<std::uint8_t>(unmasked[i] ^ key[i % 4]);
      payload = unmasked;
    }
    ++frames_;
    unread_ += header + length;
    std::string line = sent_line(in[0] & 15, payload);
    if (!fault.empty()) line += " BADLY FORMED:" + fault;
    note(std::move(line));
    return true;
  }

  Role role_;
  CountedKeys keys_;
  Connection connection_;
  Story diary_;
  std::vector<std::size_t> when_;
  std::size_t fed_ = 0;
  Wire wire_;
  std::size_t unread_ = 0;
  std::uint32_t frames_ = 0;
};

}  // namespace ws101::testing
