// Streams that zlib wrote, at every level, strategy, flush and window: see make_vectors.py.
#include <fstream>
#include <map>
#include <sstream>

#include "deflate/streams.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;
using ws101::Inflater;
using ws101::InflateStatus;

TEST_CASE("what zlib has deflated inflates", "[deflate]") {
  std::ifstream file(WS101_TEST_DATA "/deflate/vectors.txt");
  std::map<std::string, ByteVector> texts;
  int streams = 0;
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    std::string kind, name, how, hex;
    fields >> kind >> name;
    if (kind == "text") {
      fields >> hex;
      texts[name] = from_hex(hex);
    }
    if (kind != "stream") continue;
    unsigned window_bits = 0;
    fields >> window_bits >> how >> hex;
    const ByteVector stream = from_hex(hex);
    const ByteVector& text = texts.at(name);
    ++streams;
    CAPTURE(name, window_bits, how);

    Inflater whole(window_bits);
    const Inflated got = inflate_whole(whole, stream);
    const bool ends_with_flush = how.starts_with("end-");
    CHECK(got.status == (ends_with_flush ? InflateStatus::NeedInput : InflateStatus::FinalBlock));
    CHECK(got.consumed == stream.size());
    CHECK(got.bytes == text);
    CHECK(whole.between_blocks());
    for (const std::size_t piece : {1U, 13U}) {
      for (const std::size_t room : {1U, 300U}) {
        Inflater inflater(window_bits);
        CHECK(inflate_in_pieces(inflater, stream, pieces_of(piece), pieces_of(room)) == got);
      }
    }
    Inflater obvious(window_bits);
    CHECK(inflate_obviously(obvious, stream) == got);
  }
  CHECK(texts.size() == 6);
  CHECK(streams == 95);
}
