#include "wscheck/transcript.hpp"

#include "support/catch.hpp"

namespace ws101::wscheck {
namespace {

FrameHeader header(Opcode opcode, std::uint64_t length) {
  FrameHeader made;
  made.opcode = opcode;
  made.length = length;
  return made;
}

TEST_CASE("a story has a line for each frame, in wsdump's words") {
  Transcript transcript;
  transcript.bytes(From::Us, "GET / HTTP/1.1\r\n\r\n");
  transcript.frame(From::Us, header(Opcode::Text, 5), bytes_of("Hello"));
  transcript.note(From::Peer, "TCP ended");
  CHECK(transcript.story(false) ==
        "> \"GET / HTTP/1.1\\r\\n\"\n> \"\\r\\n\"\n> text FIN=1 unmasked 5 bytes \"Hello\"\n< (TCP ended)\n");
  CHECK(transcript.story(true).find("|F|R|R|R| opcode|M| Payload len |") != std::string::npos);
}

TEST_CASE("a story stays short, and tells how it ended") {
  Transcript transcript;
  for (int i = 0; i < 100'000; ++i) transcript.frame(From::Us, header(Opcode::Ping, 0), {});
  transcript.note(From::Peer, "TCP was reset");
  const std::string story = transcript.story(false);
  CHECK(story.size() < 4'000);
  CHECK(story.find("99976 lines left out") != std::string::npos);
  CHECK(story.ends_with("< (TCP was reset)\n"));
}

TEST_CASE("what a peer says cannot move the cursor") {
  Transcript transcript;
  transcript.bytes(From::Peer, "HTTP/1.1 200 \x1b[2J\n");
  transcript.frame(From::Peer, header(Opcode::Text, 4), bytes_of("\x1b[2J"));
  CHECK(transcript.story(false).find('\x1b') == std::string::npos);
}

}  // namespace
}  // namespace ws101::wscheck
