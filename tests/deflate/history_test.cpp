#include "deflate/history.hpp"

#include <deque>

#include "deflate/streams.hpp"
#include "support/catch.hpp"

using namespace ws101::testing;
using ws101::History;

TEST_CASE("a history remembers the last bytes, however they came", "[deflate]") {
  for (std::uint32_t seed = 0; seed < 30; ++seed) {
    Numbers numbers(seed);
    History history(9);
    std::deque<std::uint8_t> model;
    for (int round = 0; round < 200; ++round) {
      const ByteVector piece = random_bytes(numbers() % (seed % 2 == 0 ? 40 : 700), numbers());
      history.append(piece);
      model.insert(model.end(), piece.begin(), piece.end());
      while (model.size() > 512) model.pop_front();
      REQUIRE(history.size() == model.size());
      if (model.empty()) continue;
      const std::size_t distance = 1 + numbers() % model.size();
      ByteVector out(1 + numbers() % distance);
      history.copy(distance, out);
      CAPTURE(seed, round, distance);
      REQUIRE(std::equal(out.begin(), out.end(), model.end() - static_cast<std::ptrdiff_t>(distance)));
      if (numbers() % 50 == 0) {
        history.forget();
        model.clear();
        if (numbers() % 2 == 0) history.release_memory();
      }
    }
    CHECK(history.memory() <= 512);
  }
}

TEST_CASE("a history takes no more memory than it needs", "[deflate]") {
  History history(15);
  CHECK(history.memory() == 0);
  history.append(ByteVector(100));
  CHECK(history.memory() == 256);
  history.append(ByteVector(1000));
  CHECK(history.memory() == 2048);
  history.release_memory();
  CHECK(history.memory() == 2048);
  history.append(ByteVector(100'000));
  CHECK(history.memory() == 32'768);
  CHECK(history.size() == 32'768);
  history.forget();
  history.release_memory();
  CHECK(history.memory() == 0);
}
