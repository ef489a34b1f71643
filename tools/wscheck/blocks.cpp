#include "wscheck/blocks.hpp"

#include <utility>

#include "deflate/block_writer.hpp"
#include "deflate/format.hpp"
#include "deflate/tokens.hpp"
#include "text/bytes.hpp"

namespace ws101::wscheck {
namespace {

constexpr std::size_t kRoomForBits = 16;      // bytes, for one call of put()
constexpr std::size_t kRoomForHeaders = 512;  // bytes, for those of a dynamic block, or a few stored ones

}  // namespace

template <typename Write>
Blocks& Blocks::append(std::size_t room, Write write) {
  const std::size_t before = bytes_.size();
  bytes_.resize(before + room + BitWriter::kSpare);
  BitWriter writer(std::exchange(kept_, {}), std::span(bytes_).subspan(before));
  write(writer);
  writer.flush();
  kept_ = writer.kept();
  bytes_.resize(before + writer.written());
  return *this;
}

Blocks& Blocks::stored(std::string_view bytes, bool final) {
  return append(bytes.size() + kRoomForHeaders,
                [&](BitWriter& writer) { write_stored(bytes_of(bytes), final, writer); });
}

Blocks& Blocks::coded(std::string_view bytes, bool final) {
  Tokens tokens;
  tokens.reserve(bytes.size());
  for (const std::uint8_t byte : bytes_of(bytes)) tokens.add_literal(byte);
  return append(2 * bytes.size() + kRoomForHeaders, [&](BitWriter& writer) {
    write_block(tokens, {}, final, writer);
    if (final) writer.pad_to_byte();
  });
}

Blocks& Blocks::copy(unsigned length, unsigned distance) {
  Tokens tokens;
  tokens.reserve(2);
  tokens.add_copy(length, distance);
  return append(kRoomForHeaders, [&](BitWriter& writer) { write_block(tokens, {}, false, writer); });
}

Blocks& Blocks::bits(std::uint64_t bits, unsigned count) {
  return append(kRoomForBits, [&](BitWriter& writer) { writer.put(bits, count); });
}

std::string Blocks::payload() {
  stored({});
  bytes_.resize(bytes_.size() - kSyncTail.size());
  return bare();
}

std::string Blocks::bare() {
  append(kRoomForBits, [](BitWriter& writer) { writer.pad_to_byte(); });
  return std::string(text_of(bytes_));
}

}  // namespace ws101::wscheck
