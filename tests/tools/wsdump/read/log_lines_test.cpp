// Log lines that end in bytes: read where whole frames prove it, else a question what to cut.
#include "pasted.hpp"

using namespace pasted;

TEST_CASE("log: bytes at the end of a line") {
  for (const char* text :
       {"DEBUG 2026-11-21 10:00:00 sending frame: 81 85 37 fa 21 3d 7f 9f 4d 51 58",
        "[2026-11-21T10:00:00Z DEBUG tungstenite] writing frame: 81 85 37 fa 21 3d 7f 9f 4d 51 58",
        "Nov 21 10:00:00 host app[123]: TX 818537fa213d7f9f4d5158",
        "2026-11-21 10:00:00.123 INFO  frame=[81 85 37 fa 21 3d 7f 9f 4d 51 58]",
        "time=\"2026-11-21T10:00:00Z\" level=debug msg=\"frame\" data=818537fa213d7f9f4d5158",
        "2026-11-21 10:00:00.123 INFO  frame=b'\\x81\\x857\\xfa!=\\x7f\\x9fMQX'"}) {
    INFO(text);
    CHECK(all(read(text)) == kHello);
  }
}

TEST_CASE("log: the words in front say who sent") {
  CHECK(all(read("DEBUG 10:00:00 sending frame: 81 85 37 fa 21 3d 7f 9f 4d 51 58\n"
                 "10:00:00 nothing to do\n"
                 "DEBUG 10:00:01 received frame: 81 05 48 65 6c 6c 6f\n")) == ">" + kHello + "<" + kReply);
}

TEST_CASE("log: bytes that are no whole frames are a question") {
  const auto error = refused("INFO 10:00:00 session opened: ab cd ef 01\n");
  CHECK(error.hint.find("cut what stands in front") != std::string::npos);
  CHECK(error.column == 31);
}
