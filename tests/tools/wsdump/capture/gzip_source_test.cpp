#include "wsdump/capture/gzip_source.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace ws101;
using namespace ws101::wsdump;

namespace {

using Wire = std::vector<std::uint8_t>;

// gzip.compress(b"Hello, hello", mtime=0) of Python.
const Wire kHello = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xf3, 0x48, 0xcd, 0xc9, 0xc9,
                     0xd7, 0x51, 0xc8, 0x00, 0x51, 0x00, 0x07, 0x1e, 0xfd, 0xeb, 0x0c, 0x00, 0x00, 0x00};

struct Unpacked {
  std::string text;
  std::string error;
};

Unpacked unpack(const Wire& packed, std::size_t piece = SIZE_MAX, std::size_t room = 100) {
  GzipSource source(std::make_unique<MemorySource>(packed, piece));
  Unpacked got;
  Wire block(room);
  while (const std::size_t count = source.read(block))
    got.text.append(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(count));
  CHECK(source.read(block) == 0);
  got.error = source.error();
  return got;
}

}  // namespace

TEST_CASE("members are read one behind the other, in any pieces", "[wsdump]") {
  Wire twice = kHello;
  twice.insert(twice.end(), kHello.begin(), kHello.end());
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, SIZE_MAX}) {
    for (const std::size_t room : {std::size_t{1}, std::size_t{5}, std::size_t{100}}) {
      const Unpacked got = unpack(twice, piece, room);
      CHECK(got.text == "Hello, helloHello, hello");
      CHECK(got.error.empty());
    }
  }
}

TEST_CASE("all fields of the header are stepped over", "[wsdump]") {
  Wire full = kHello;
  full[3] = 2 | 4 | 8 | 16;
  const Wire fields = {3, 0, 'a', 'b', 'c', 'n', 'a', 'm', 'e', 0, 'w', 'o', 'r', 'd', 's', 0, 0x12, 0x34};
  full.insert(full.begin() + 10, fields.begin(), fields.end());
  CHECK(unpack(full, 1).text == "Hello, hello");
  CHECK(unpack(full, 1).error.empty());
}

TEST_CASE("a file that is cut or damaged gives what comes before, and says so", "[wsdump]") {
  for (std::size_t size = 4; size < kHello.size(); ++size) {
    INFO(size);
    CHECK(unpack(Wire(kHello.begin(), kHello.begin() + static_cast<std::ptrdiff_t>(size))).error ==
          "the gzip file is cut");
  }
  Wire wrong = kHello;
  wrong[21] ^= 1;
  CHECK(unpack(wrong).text == "Hello, hello");
  CHECK(unpack(wrong).error == "the gzip file is damaged: its CRC-32 differs");
  wrong = kHello;
  wrong[25] = 13;
  CHECK(unpack(wrong).error == "the gzip file is damaged: its length differs");
  wrong = kHello;
  wrong[10] = 0x07;
  CHECK(unpack(wrong).error == "the gzip file is damaged: the block has the reserved type 3");
  wrong = kHello;
  wrong.insert(wrong.end(), 20, 'x');
  CHECK(unpack(wrong).text == "Hello, hello");
  CHECK(unpack(wrong).error == "bytes that are not gzip follow the gzip data");
}

TEST_CASE("only gzip begins like gzip", "[wsdump]") {
  CHECK(begins_gzip(kHello));
  CHECK_FALSE(begins_gzip(Bytes(kHello).first(3)));
  CHECK_FALSE(begins_gzip(Wire{0x1f, 0x8b, 0x07, 0x00}));
  CHECK_FALSE(begins_gzip(Wire{0x1f, 0x8b, 0x08, 0x20}));
}
