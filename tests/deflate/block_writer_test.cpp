#include "deflate/block_writer.hpp"

#include "deflate/streams.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;
using ws101::BitWriter;
using ws101::BlockType;
using ws101::Tokens;

namespace {

// Notes the type of the first block; the padding behind it may look like the header of another.
struct TypeOfBlock : ws101::InflateObserver {
  void on_block(ws101::BitRange, BlockType block, bool block_final) override {
    if (blocks++ > 0) return;
    type = block;
    final = block_final;
  }
  int blocks = 0;
  BlockType type = BlockType::Stored;
  bool final = false;
};

// Writes one block and reads it back: its type.
TypeOfBlock written(const Tokens& tokens, const ByteVector& raw, bool with_raw, bool final) {
  ByteVector out(raw.size() * 2 + 100);
  BitWriter writer({}, out);
  write_block(tokens, with_raw ? std::span<const std::uint8_t>(raw) : std::span<const std::uint8_t>(), final,
              writer);
  writer.pad_to_byte();
  TypeOfBlock observer;
  ws101::Inflater inflater;
  inflater.observe(&observer);
  ByteVector back(raw.size());
  const auto got = inflater.inflate(std::span(out).first(writer.written()), back);
  CHECK(got.produced == raw.size());
  CHECK(back == raw);
  CHECK((got.status == ws101::InflateStatus::FinalBlock) == final);
  return observer;
}

void add_literals(Tokens& tokens, const ByteVector& raw) {
  tokens.reserve(raw.size());
  for (const std::uint8_t byte : raw) tokens.add_literal(byte);
}

}  // namespace

TEST_CASE("the shortest of three formats", "[deflate][rfc1951-3.2.3]") {
  for (const bool final : {false, true}) {
    Tokens noise;
    const ByteVector raw = random_bytes(1000, 1);
    add_literals(noise, raw);
    CHECK(noise.bytes() == 1000);
    TypeOfBlock block = written(noise, raw, true, final);
    CHECK(block.type == BlockType::Stored);
    CHECK(block.final == final);
    CHECK(written(noise, raw, false, final).type == BlockType::Dynamic);  // its bytes are gone

    Tokens word;
    add_literals(word, bytes("Hello"));
    word.reserve(10);
    word.add_copy(5, 5);
    CHECK(written(word, bytes("HelloHello"), true, final).type == BlockType::Fixed);

    Tokens skewed;
    ByteVector text(2000, 'e');
    for (std::size_t i = 0; i < text.size(); i += 5) text[i] = 't';
    add_literals(skewed, text);
    CHECK(written(skewed, text, true, final).type == BlockType::Dynamic);
  }
}

TEST_CASE("more than 65,535 bytes are stored in several blocks", "[deflate][rfc1951-3.2.4]") {
  for (const std::size_t size : {0U, 1U, 65'535U, 65'536U, 200'000U}) {
    const ByteVector raw = random_bytes(size, 1);
    ByteVector out(size + 100);
    BitWriter writer({}, out);
    ws101::write_stored(raw, true, writer);
    CHECK(writer.written() == size + 5 * std::max<std::size_t>(1, (size + 65'534) / 65'535));
    ws101::Inflater inflater;
    const Inflated got = inflate_whole(inflater, std::span(out).first(writer.written()));
    CHECK(got.status == ws101::InflateStatus::FinalBlock);
    CHECK(got.bytes == raw);
  }
}
