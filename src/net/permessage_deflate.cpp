#include "net/permessage_deflate.hpp"

#include <algorithm>
#include <utility>

#include "deflate/deflate.hpp"
#include "deflate/inflate.hpp"
#include "frame/byte_buffer.hpp"

namespace ws101 {
namespace {

constexpr std::size_t kOutputToKeep = std::size_t{16} << 10;  // between two messages

// The negotiated parameters of one direction.
struct Direction {
  bool takeover;
  unsigned window_bits;
};

Direction from_server(const DeflateParams& params) {
  return {!params.server_no_context_takeover, params.server_max_window_bits};
}
Direction from_client(const DeflateParams& params) {
  return {!params.client_no_context_takeover, params.client_max_window_bits};
}

class DeflateCompressor : public Compressor {
 public:
  DeflateCompressor(const Direction& direction, const DeflateLimits& limits)
      : direction_(direction), limits_(limits), deflater_(fresh()) {}

  Bytes compress(Bytes message) override {
    if (message.size() < limits_.least || message.size() > limits_.most) return {};
    output_.clear();
    if (output_.capacity() > kOutputToKeep) output_.release();
    try {
      // RFC 7692 7.2.1: "Remove 4 octets (that are 0x00 0x00 0xff 0xff) from the tail end."
      output_.grow(deflater_.deflate_message(message, output_.room(deflater_.bound(message.size()))));
    } catch (...) {  // out of memory: the peer does not get this message, and our window is undefined
      deflater_ = fresh();
      throw;
    }
    const bool pays = output_.size() < message.size();
    if (!pays) deflater_.unsend(message.size());
    // RFC 7692 7.1.1: each message begins with an empty window.
    if (!direction_.takeover) deflater_.forget();
    deflater_.release_memory();
    return pays ? std::as_const(output_).bytes() : Bytes();
  }

  void release_idle() override {
    output_.release();
    deflater_.release_memory();
  }
  std::size_t memory() const override { return sizeof *this + output_.capacity() + deflater_.memory(); }

 private:
  Deflater fresh() const { return Deflater(DeflateLevel::Default, direction_.window_bits); }

  const Direction direction_;
  const DeflateLimits limits_;
  Deflater deflater_;
  ByteBuffer output_;
};

class DeflateDecompressor : public Decompressor {
 public:
  // zlib has no window of 2^8 bytes: it uses 2^9 instead, although it negotiates 8.
  explicit DeflateDecompressor(const Direction& direction)
      : takeover_(direction.takeover), inflater_(std::max(direction.window_bits, kLeastZlibWindowBits)) {}

  Result decompress(Bytes input, MutableBytes output) override {
    const InflateResult got = inflater_.inflate(input, output);
    switch (got.status) {
      case InflateStatus::OutputFull:
        return {Status::OutputFull, got.consumed, got.produced};
      case InflateStatus::Failed:
        return {Status::Failed, got.consumed, got.produced};
      case InflateStatus::NeedInput:
      case InflateStatus::FinalBlock:  // RFC 7692 7.2.3.4: the message continues after it
        break;
    }
    return {Status::NeedInput, got.consumed, got.produced};
  }

  bool end_message() override {
    // RFC 7692 7.2.2: "Append 4 octets of 0x00 0x00 0xff 0xff to the tail end of the payload of the message."
    if (!inflater_.finish_message()) return false;
    if (!takeover_) inflater_.forget();
    inflater_.release_memory();
    return true;
  }

  void release_idle() override { inflater_.release_memory(); }
  std::size_t memory() const override { return sizeof *this + inflater_.memory(); }

 private:
  const bool takeover_;
  Inflater inflater_;
};

}  // namespace

std::unique_ptr<Compressor> make_compressor(Role role, const DeflateParams& params,
                                            const DeflateLimits& limits) {
  return std::make_unique<DeflateCompressor>(role == Role::Server ? from_server(params) : from_client(params),
                                             limits);
}

std::unique_ptr<Decompressor> make_decompressor(Role role, const DeflateParams& params) {
  return std::make_unique<DeflateDecompressor>(role == Role::Server ? from_client(params)
                                                                    : from_server(params));
}

}  // namespace ws101
