// One HTTP head read from a socket: what follows it is kept, and the reading ends when it must.
#include "net/read_head.hpp"

#include "support/catch.hpp"
#include "support/socket_pair.hpp"
#include "support/splits.hpp"

namespace ws101::testing {
namespace {

using Result = std::variant<RequestHead, HandshakeIssue, HeadEnded>;

TEST_CASE_METHOD(NothingLeft, "a head in any split; what came behind it is kept", "[rfc6455-4.2.1]") {
  const std::string head = "GET /chat HTTP/1.1\r\nHost: a\r\n\r\n";
  const Wire all = bytes(head) + noise(50);
  for (const Split& split : splits_of(all.size(), SplitSet::Sweep)) {
    INFO("split: " << split.name);
    SocketPair pair;
    RequestHeadParser parser;
    ByteBuffer received;
    for (const auto& piece : pieces_of(std::span<const std::uint8_t>(all), split)) pair.theirs.send(piece);
    pair.theirs.end_sending();
    const Result result = read_head(pair.ours, parser, received, [] { return true; });
    REQUIRE(std::holds_alternative<RequestHead>(result));
    CHECK(std::get<RequestHead>(result).target == "/chat");
    CHECK(std::get<RequestHead>(result).size == head.size());
    const Bytes got = std::as_const(received).bytes();
    CHECK(std::equal(got.begin(), got.end(), all.begin()));
    CHECK(got.size() >= head.size());
  }
}

TEST_CASE_METHOD(NothingLeft, "a head that breaks a rule, ends too soon, or may not be waited for",
                 "[rfc6455-4.2.1]") {
  SocketPair pair;
  ByteBuffer received;
  {
    RequestHeadParser parser;
    pair.theirs.send("no request\r\n");
    CHECK(
        std::holds_alternative<HandshakeIssue>(read_head(pair.ours, parser, received, [] { return true; })));
  }
  RequestHeadParser parser;
  ByteBuffer second;
  pair.theirs.send("GET / HTTP/1.1\r\n");
  int asked = 0;
  CHECK(
      std::holds_alternative<HeadEnded>(read_head(pair.ours, parser, second, [&] { return asked++ == 0; })));
  CHECK(asked == 2);
  pair.theirs.end_sending();
  CHECK(std::holds_alternative<HeadEnded>(read_head(pair.ours, parser, second, [] { return true; })));
}

}  // namespace
}  // namespace ws101::testing
