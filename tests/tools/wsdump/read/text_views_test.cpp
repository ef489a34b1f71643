// Views that lost the bytes are refused with the command that keeps them.
#include "pasted.hpp"

using namespace pasted;

TEST_CASE("text views: each is named, with what to run instead") {
  struct Case {
    const char* text;
    const char* instead;
  };
  const Case cases[] = {
      {"=> Send data, 11 bytes (0xb)\n0000: ..7.!=..MQX\n", "curl --trace FILE"},
      {"> 2026/11/21 10:00:00.000123456  length=11 from=0 to=10\n..7.!=..MQX--\n", "socat -x"},
      {"T 127.0.0.1:40000 -> 127.0.0.1:8000 [AP] #4\n  ..7.!=..MQX      \n", "ngrep -x"},
      {"127.000.000.001.40000-127.000.000.001.08000: ..7.!=..MQX\n", "tcpflow -c -D"},
      {"    1 0.000000 127.0.0.1 \xe2\x86\x92 127.0.0.1 TCP 74 40000 \xe2\x86\x92 8000 [SYN] Seq=0\n",
       "tshark -r FILE -x"},
      {"Frame 1: 74 bytes on wire (592 bits), 74 bytes captured\n    Encapsulation type: Ethernet (1)\n",
       "tshark -r FILE -x"},
      {"<?xml version=\"1.0\"?>\n<psml version=\"0\">\n</psml>\n", "tshark -r FILE -x"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(refused(c.text).hint.find(c.instead) != std::string::npos);
  }
}

TEST_CASE("text views: the same tools with hex are read") {
  CHECK(all(read("=> Send data, 11 bytes (0xb)\n0000: 81 85 37 fa 21 3d 7f 9f 4d 51 58                "
                 "..7.!=..MQX\n")) == ">" + kHello);
  CHECK(
      all(read(
          "input: x.pcap\nfilter: ip\n####\nT 2026/11/21 01:46:23.902914 127.0.0.1:4 -> 127.0.0.1:8 [AP] #4\n"
          "  81 05 48 65 6c 6c 6f                                  ..Hello         \n###exit\n")) == kReply);
}
