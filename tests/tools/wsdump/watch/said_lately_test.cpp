#include "wsdump/watch/said_lately.hpp"

#include <string>

#include "support/catch.hpp"

using namespace ws101;
using namespace ws101::wsdump;

TEST_CASE("the window knows which message each byte is from", "[wsdump]") {
  SaidLately said;
  CHECK(said.text().empty());
  CHECK(said.message_at(1) == 0);
  said.add(3, bytes_of("Hello"));
  said.add(4, {});
  said.add(5, bytes_of("you"));
  CHECK(text_of(said.text()) == "Helloyou");
  CHECK(said.message_at(1) == 5);
  CHECK(said.message_at(3) == 5);
  CHECK(said.message_at(4) == 3);
  CHECK(said.message_at(8) == 3);
  CHECK(said.message_at(9) == 0);
  said.forget();
  CHECK(said.text().empty());
  CHECK(said.message_at(1) == 0);
}

TEST_CASE("no more than a window is kept, however it comes", "[wsdump]") {
  std::string all;
  SaidLately said;
  for (std::uint64_t n = 1; n <= 400; ++n) {
    const std::string text(n % 700, static_cast<char>('a' + n % 26));
    all += text;
    said.add(n, bytes_of(text));
  }
  CHECK(text_of(said.text()) == all.substr(all.size() - kLargestWindow));
  CHECK(said.message_at(1) == 400);
  CHECK(said.message_at(401) == 399);
  CHECK(said.message_at(kLargestWindow) != 0);
  LastBytes last;
  last.add(bytes_of(all));
  CHECK(text_of(last.bytes()) == all.substr(all.size() - kLargestWindow));
}
