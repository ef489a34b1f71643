// Both ends in one column of payloads: told apart by the handshake, then by MASK.
#include "pasted.hpp"

using namespace pasted;

TEST_CASE("senders: a request, a response and the MASK bits sort the lines of a conversation") {
  const std::string get = "474554202f20485454502f312e310d0a0d0a";
  const std::string answer = "485454502f312e3120313031200d0a0d0a";
  const std::string lines = get + "\n" + answer + "\n" + kHello + "\n" + kReply + "\n";
  const std::string want = ">" + get + "<" + answer + ">" + kHello + "<" + kReply;
  CHECK(all(read(lines)) == want);
  CHECK(all(read("tcp.payload\n" + lines)) == want);
}

TEST_CASE("senders: without a handshake the lines stay one stream") {
  CHECK(all(read(kHello + "\n" + kReply + "\n")) == kHello + kReply);
}
