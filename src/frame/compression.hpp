// Messages that travel compressed: what receiver and sender know of an extension such as permessage-deflate (RFC 7692 5
// and 6). The algorithm is somebody else's: net/permessage_deflate.hpp.
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

// RFC 1951: a copy of 258 bytes takes two bits at least, and so one byte of input is at most so many of output.
inline constexpr std::size_t kMostRatio = 1032;
// So many bytes of a compressed frame are taken at one time, and inflate to so many at most: 258 KiB.
inline constexpr std::size_t kCompressedPiece = 256;
inline constexpr std::size_t kMostInflatedAtOnce = kCompressedPiece * kMostRatio;

// Both keep what they have to remember from message to message. One thread at a time.
class Decompressor {
 public:
  enum class Status : std::uint8_t {
    NeedInput,   // all input is consumed, and all output that follows from it is given
    OutputFull,  // at least one more byte is due, and there is no room for it
    Failed,      // the input is wrong; what came before the mistake is given out
  };
  struct Result {
    Status status = Status::NeedInput;
    std::size_t consumed = 0;  // bytes of input
    std::size_t produced = 0;  // bytes of output, from its beginning
  };

  virtual ~Decompressor() = default;
  // The next part of a message's payload; how input and output are cut makes no difference. Throws std::bad_alloc.
  virtual Result decompress(Bytes input, MutableBytes output) = 0;
  // The payload has ended, and last came NeedInput. False if the message may not end here.
  virtual bool end_message() = 0;
  // Gives back memory that is not needed while nothing comes.
  virtual void release_idle() = 0;
  virtual std::size_t memory() const = 0;  // bytes on the heap
};

class Compressor {
 public:
  virtual ~Compressor() = default;
  // A whole message as it travels: less than `message`, not empty, valid until the next call. Empty if the message is
  // to be sent as it is: then the peer learns nothing of it, and no later message depends on it. After std::bad_alloc
  // it can be used as before.
  virtual Bytes compress(Bytes message) = 0;
  virtual void release_idle() = 0;
  virtual std::size_t memory() const = 0;
};

// RFC 7692 6: what is wrong with the place of RSV1 in a frame that has it: it is a control frame, or continues a
// message.
std::optional<Violation> misplaced_compressed_bit(const FrameHeader& header);

// As MessageAssembler::add() under OnViolation::Fail, for a piece of a compressed message: the assembler gets what it
// inflates to. Limits, UTF-8 and Message::length are those of the inflated message, and no more is inflated than the
// limit allows. Throws std::bad_alloc.
std::variant<NeedMore, Message, Violation> add_compressed(MessageAssembler& assembler,
                                                          Decompressor& decompressor,
                                                          const FramePiece& piece);

}  // namespace ws101
