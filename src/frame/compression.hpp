// Compressed messages: what receiver and sender know of an extension such as permessage-deflate (RFC 7692 5 and 6).
// The algorithm is behind two interfaces, which net/permessage_deflate.hpp implements.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>

#include "frame/assembler.hpp"
#include "frame/decoder.hpp"
#include "frame/header.hpp"
#include "frame/violation.hpp"
#include "text/bytes.hpp"

namespace ws101 {

// RFC 7692 6: RSV1 of a message's first frame says that the message is compressed. As in FrameHeader::rsv.
inline constexpr std::uint8_t kCompressedBit = 4;

// The number of bytes of a compressed frame that are taken at a time. They inflate to at most 258 KiB: in RFC 1951 a
// copy of 258 bytes takes at least two bits.
inline constexpr std::size_t kCompressedPiece = 256;

// Both keep their state, such as a window, from message to message. One thread at a time.
class Decompressor {
 public:
  enum class Status : std::uint8_t {
    NeedInput,   // all input is consumed, and all output that it gives is written
    OutputFull,  // there is at least one more byte of output, and no room for it
    Failed,      // the input is invalid; the output before the mistake is written
  };
  struct Result {
    Status status = Status::NeedInput;
    std::size_t consumed = 0;  // bytes of input
    std::size_t produced = 0;  // bytes of output, from its beginning
  };

  virtual ~Decompressor() = default;
  // Takes the next part of a message's payload. How input and output are split makes no difference. Throws
  // std::bad_alloc.
  virtual Result decompress(Bytes input, MutableBytes output) = 0;
  // Call it when the payload has ended, after NeedInput. False if the message may not end here.
  virtual bool end_message() = 0;
  // Gives back memory that is not needed while nothing comes.
  virtual void release_idle() = 0;
  virtual std::size_t memory() const = 0;  // bytes on the heap
};

class Compressor {
 public:
  virtual ~Compressor() = default;
  // Compresses a whole message. The result is shorter than `message`, not empty, and valid until the next call. Empty
  // if the message is to be sent uncompressed: then no later message depends on it. After std::bad_alloc the
  // compressor can be used as before.
  virtual Bytes compress(Bytes message) = 0;
  virtual void release_idle() = 0;
  virtual std::size_t memory() const = 0;
};

// RFC 7692 6: the violation if RSV1 is set on a control frame or on a continuation.
std::optional<Violation> misplaced_compressed_bit(const FrameHeader& header);

// As MessageAssembler::add() under OnViolation::Fail, for a piece of a compressed message: the assembler gets the
// inflated bytes. Limits, UTF-8 and Message::length apply to the inflated message, and no more is inflated than the
// limit allows. Throws std::bad_alloc.
std::variant<NeedMore, Message, Violation> add_compressed(MessageAssembler& assembler,
                                                          Decompressor& decompressor,
                                                          const FramePiece& piece);

}  // namespace ws101
