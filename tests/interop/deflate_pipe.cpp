// Our deflate as a filter for deflate_zlib.py: messages in, messages out.
//
//   deflate_pipe LEVEL WINDOW_BITS     LEVEL is 0 (Fast), 1 (Default) or 2 (Best)
//
// A request on standard input is a letter, a length of 4 bytes (lowest first) and so many bytes; the answer
// is a length and bytes. d: deflate a message as permessage-deflate does; i: inflate one; f: forget the
// context of both. Length 0xffffffff and nothing behind it answers what does not inflate.
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "deflate/deflate.hpp"
#include "deflate/inflate.hpp"

namespace {

using ByteVector = std::vector<std::uint8_t>;

constexpr std::uint32_t kRefused = 0xffffffff;
constexpr std::size_t kRoom = 5000;  // odd enough that messages end anywhere in it

bool read_request(int& letter, ByteVector& bytes) {
  letter = std::getchar();
  std::array<std::uint8_t, 4> length{};
  if (letter == EOF || std::fread(length.data(), 1, 4, stdin) != 4) return false;
  bytes.resize(length[0] | length[1] << 8 | length[2] << 16 | std::size_t{length[3]} << 24);
  return std::fread(bytes.data(), 1, bytes.size(), stdin) == bytes.size();
}

void write_answer(std::uint32_t length, const ByteVector& bytes) {
  for (unsigned i = 0; i < 4; ++i) std::putchar(static_cast<int>(length >> (8 * i) & 0xff));
  std::fwrite(bytes.data(), 1, bytes.size(), stdout);
  std::fflush(stdout);
}

// In two pieces, as a message in two frames comes.
bool inflate(ws101::Inflater& inflater, std::span<const std::uint8_t> payload, ByteVector& text) {
  for (const auto piece : {payload.first(payload.size() / 3), payload.subspan(payload.size() / 3)}) {
    for (std::size_t consumed = 0;;) {
      const std::size_t size = text.size();
      text.resize(size + kRoom);
      const auto got = inflater.inflate(piece.subspan(consumed), std::span(text).subspan(size));
      text.resize(size + got.produced);
      consumed += got.consumed;
      if (got.status == ws101::InflateStatus::Failed) return false;
      if (got.status != ws101::InflateStatus::OutputFull && consumed == piece.size()) break;
    }
  }
  return inflater.finish_message();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const auto window_bits = static_cast<unsigned>(std::atoi(argv[2]));
  ws101::Deflater deflater(static_cast<ws101::DeflateLevel>(std::atoi(argv[1])), window_bits);
  ws101::Inflater inflater(window_bits);
  int letter = 0;
  for (ByteVector bytes; read_request(letter, bytes);) {
    ByteVector answer;
    bool good = true;
    if (letter == 'd') {
      answer.resize(deflater.bound(bytes.size()));
      answer.resize(deflater.deflate_message(bytes, answer));
    } else if (letter == 'i') {
      good = inflate(inflater, bytes, answer);
    } else {
      deflater.forget();
      inflater.forget();
    }
    deflater.release_memory();
    inflater.release_memory();
    if (!good) answer.clear();
    write_answer(good ? static_cast<std::uint32_t>(answer.size()) : kRefused, answer);
  }
  return 0;
}
