// One endpoint of a WebSocket connection after the opening handshake: bytes in, events and bytes out. No I/O.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "frame/assembler.hpp"
#include "frame/byte_buffer.hpp"
#include "frame/close_code.hpp"
#include "frame/decoder.hpp"
#include "frame/header.hpp"
#include "frame/opcode.hpp"
#include "frame/violation.hpp"
#include "text/bytes.hpp"

namespace ws101 {

// The receive buffer is small while little comes, and grows to hold whole messages when much does.
inline constexpr std::size_t kSmallBuffer = 256;                     // bytes
inline constexpr std::size_t kLargeBuffer = std::size_t{256} << 10;  // 256 KiB

enum class State : std::uint8_t {
  Open,          // messages flow both ways
  CloseSent,     // we began the closing: our Close is out, the peer's is awaited, its messages are dropped
  ClosedByUs,    // we began and the peer answered: the closing handshake is complete
  ClosedByPeer,  // the peer began and we answered: the closing handshake is complete
  Failed,        // the peer broke a rule or a limit: our Close is out, nothing more is read
  Lost,          // TCP ended before the closing handshake was complete
};

// How a connection ended, told exactly once.
struct CloseEvent {
  CloseCode code =
      CloseCode::NoStatus;    // the peer's; 1005 if its Close had none; 1006 for Lost; ours for Failed
  std::string_view reason;    // the peer's words, or the rule it broke; valid during the call
  State state = State::Lost;  // the state just reached
  std::optional<Violation> violation;  // for Failed
  // RFC 6455 7.1.4: the closing handshake was complete.
  bool clean() const { return state == State::ClosedByUs || state == State::ClosedByPeer; }
};

// What happens, in order. Every payload is valid during the call only.
// The calls may use the connection: send, close, ask for its state.
class Handler {
 public:
  virtual ~Handler() = default;
  virtual void on_message(Opcode kind, Bytes payload) = 0;             // Text (valid UTF-8) or Binary
  virtual void on_ping(Bytes payload) { static_cast<void>(payload); }  // the Pong is already on its way
  virtual void on_pong(Bytes payload) { static_cast<void>(payload); }
  virtual void on_close(const CloseEvent& event) { static_cast<void>(event); }
};

// Where bytes for the peer go. Both parts are valid during the call only; their bytes follow one another, and
// calls follow one another, on the wire. Gathering them into few large writes is the receiver's art.
class Output {
 public:
  virtual ~Output() = default;
  virtual void write(Bytes header, Bytes payload) = 0;
};

// Where masking keys come from. RFC 6455 5.3: "The masking key needs to be unpredictable": strong randomness
// is the caller's to give, since the core has none.
class MaskSource {
 public:
  virtual ~MaskSource() = default;
  virtual MaskingKey next_key() = 0;
};

enum class Flow : std::uint8_t { In, Out };

// Someone who watches the frames go by: a trace. `payload` is unmasked and may be a part of the frame;
// `offset` is where it lies in the frame's payload, `last` tells that the frame is complete.
class FrameObserver {
 public:
  virtual ~FrameObserver() = default;
  virtual void on_frame(Flow flow, const FrameHeader& header, Bytes payload, std::uint64_t offset,
                        bool last) = 0;
};

// RFC 6455 5 to 8.1 for one endpoint. One thread at a time.
class Connection {
 public:
  static Connection server(const MessageLimits& limits = {}) {
    return Connection(Role::Server, limits, nullptr);
  }
  // `keys` must outlive the connection.
  static Connection client(MaskSource& keys, const MessageLimits& limits = {}) {
    return Connection(Role::Client, limits, &keys);
  }

  // Input. prepare() says where the next bytes from the peer go (at least one byte of space, but never more
  // than 256 KiB); commit() says how many came, at most that many, and delivers what they complete. Between the
  // two nothing else may be called but the sending functions. When closed() the space is still given and the
  // bytes are dropped. prepare() throws std::bad_alloc when the system has no memory.
  // What a handler or an output throws passes through commit(). The event it threw from counts as delivered,
  // and what came behind it is taken by the next commit(), which may be one of no bytes: close() still works.
  MutableBytes prepare();
  void commit(std::size_t received, Handler& handler, Output& output);
  // The peer's half of TCP has ended, or TCP broke: the state is Lost, unless the connection was closed before.
  void commit_eof(Handler& handler);

  // Output. Each is false, and sends nothing, unless the state is Open. `kind` is Text or Binary, else
  // false; that a text is UTF-8 is the caller's duty. A ping payload has at most 125 bytes, else false.
  bool send(Opcode kind, Bytes payload, Output& output);
  bool ping(Bytes payload, Output& output);
  bool pong(Bytes payload, Output& output);
  // Begins the closing handshake. False, too, for a code that may not be sent; NoStatus sends a Close without
  // a code. A reason, in UTF-8, is cut at 123 bytes.
  bool close(CloseCode code, std::string_view reason, Output& output);
  // A Close frame was sent by other means, such as another thread: the state follows.
  void close_was_sent();

  State state() const { return state_; }
  // Nothing more will be delivered, nothing more can be sent: what remains is to end TCP.
  bool closed() const { return state_ != State::Open && state_ != State::CloseSent; }
  // The closing handshake is under way and the peer owes the next step: a deadline should run.
  bool close_expected() const { return state_ == State::CloseSent; }

  // Before the first prepare(): the receive buffer begins there, and takes memory of its own when it outgrows it. For
  // an owner that has some to spare, such as a thread's stack. It must outlive the connection.
  void lend(MutableBytes memory) { buffer_ = ByteBuffer(memory); }
  // Gives back memory that is not needed while nothing comes. Call it when the connection has been idle, or is closed:
  // then half a message is given up, too.
  void release_idle();
  // The bytes of memory that the buffers hold now, lent ones too: at most kLargeBuffer, half as much again as the
  // message so far with 64 KiB of room for the next read, for a client 64 KiB of masked payload, and a control frame
  // that comes in pieces.
  std::size_t memory() const;

  // From now on; null: nobody. It must outlive the connection, or the next call.
  void observe(FrameObserver* observer) { observer_ = observer; }

 private:
  Connection(Role role, const MessageLimits& limits, MaskSource* keys);
  void take(MutableBytes& in, Handler& handler, Output& output);
  void take_short(MutableBytes& in, Handler& handler, Output& output);
  void take_piece(const FramePiece& piece, Handler& handler, Output& output);
  void take_data(const FramePiece& piece, Handler& handler, Output& output);
  void take_control(const FramePiece& piece, Handler& handler, Output& output);
  void take_close(Bytes payload, Handler& handler, Output& output);
  void fail(Violation violation, Handler& handler, Output& output);
  void write_frame(Opcode opcode, Bytes payload, Output& output);
  void write_any_frame(Opcode opcode, Bytes payload, Output& output);
  void make_space();
  void shrink_after(std::size_t received);

  Role role_;
  State state_ = State::Open;
  MaskSource* keys_;
  FrameObserver* observer_ = nullptr;
  FrameDecoder decoder_;
  MessageAssembler assembler_;

  ByteBuffer buffer_;  // bytes received and not yet taken lie at taken_..size()
  std::size_t taken_ = 0;
  std::size_t offered_ = 0;  // size of the space that prepare() gave
  bool filled_ = false;      // the last read filled it
  MutableBytes direct_;      // the space that prepare() gave, if it lies in the message itself
  std::uint8_t small_reads_ = 0;

  ByteBuffer control_;  // the payload of a control frame that comes in pieces
  ByteBuffer masked_;   // a client's payload on its way out
};

}  // namespace ws101
