// Streams that zlib wrote, at every level, strategy, flush and window: see make_vectors.py.
#include <fstream>
#include <map>
#include <sstream>

#include "deflate/words.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;
using ws101::Inflater;

namespace {

struct Stream {
  std::string name, how;
  unsigned window_bits = 0;
  ByteVector bytes, text;
};

std::vector<Stream> zlib_streams() {
  std::ifstream file(WS101_TEST_DATA "/deflate/vectors.txt");
  std::map<std::string, ByteVector> texts;
  std::vector<Stream> streams;
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::string kind, hex;
    Stream stream;
    fields >> kind >> stream.name;
    if (kind == "text") {
      fields >> hex;
      texts[stream.name] = from_hex(hex);
    }
    if (kind != "stream") continue;
    fields >> stream.window_bits >> stream.how >> hex;
    stream.bytes = from_hex(hex);
    stream.text = texts.at(stream.name);
    streams.push_back(stream);
  }
  REQUIRE(texts.size() == 6);
  REQUIRE(streams.size() == 95);
  return streams;
}

}  // namespace

TEST_CASE("what zlib has deflated inflates, each stream at once", "[deflate]") {
  for (const Stream& stream : zlib_streams()) {
    CAPTURE(stream.name, stream.window_bits, stream.how);
    Inflater inflater(stream.window_bits);
    const Inflated got = inflate_whole(inflater, stream.bytes);
    REQUIRE(difference(got.bytes, stream.text) == "none");
    REQUIRE(how_it_ended(got, stream.bytes.size()) ==
            (stream.how.starts_with("end-")
                 ? "needs input"
                 : "final block after " + std::to_string(stream.bytes.size()) + " bytes"));
    CHECK(inflater.between_blocks());
    Inflater obvious(stream.window_bits);
    CHECK(inflate_obviously(obvious, stream.bytes) == got);
  }
}

TEST_CASE("what zlib has deflated inflates in pieces, with little room", "[deflate]") {
  for (const Stream& stream : zlib_streams()) {
    CAPTURE(stream.name, stream.window_bits, stream.how);
    for (const std::size_t piece : {1U, 13U}) {
      for (const std::size_t room : {1U, 300U}) {
        Inflater inflater(stream.window_bits);
        const Inflated got = inflate_in_pieces(inflater, stream.bytes, pieces_of(piece), pieces_of(room));
        CAPTURE(piece, room);
        REQUIRE(difference(got.bytes, stream.text) == "none");
        REQUIRE(got.consumed == stream.bytes.size());
        CHECK(inflater.between_blocks());
      }
    }
  }
}
