// tshark -T fields: below its header, among other fields, and in both directions.
#include "pasted.hpp"

using namespace pasted;

TEST_CASE("fields: a header above the bytes") {
  CHECK(all(read("tcp.payload\n81:85:37:fa:21:3d:7f:9f:4d:51:58\n")) == kHello);
  CHECK(all(read("tcp.payload\n\n818537fa213d7f9f4d5158\n")) == kHello);
  CHECK(all(read("tcp.payload\n\"818537fa213d7f9f4d5158\"\n")) == kHello);
}

TEST_CASE("fields: the one that holds the bytes is found") {
  CHECK(all(read("4\t0.020827000\t127.0.0.1\t818537fa213d7f9f4d5158\n")) == kHello);
  const auto named = read(
      "frame.number\ttcp.srcport\ttcp.payload\n4\t40000\t818537fa213d7f9f4d5158\n"
      "5\t8000\t\n6\t8000\t810548656c6c6f\n");
  CHECK(all(named) == ">" + kHello + "<" + kReply);
  CHECK(all(read("4\t40000\t8000\t818537fa213d7f9f4d5158\n6\t8000\t40000\t810548656c6c6f\n")) ==
        ">" + kHello + "<" + kReply);
}

TEST_CASE("fields: a table without bytes is a question") {
  const auto error = refused("frame.number\tip.src\n4\t127.0.0.1\n");
  CHECK(error.hint.find("-e tcp.payload") != std::string::npos);
}
