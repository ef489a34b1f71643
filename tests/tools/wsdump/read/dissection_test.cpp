// Packets as tshark's JSON, ek and PDML: whole packets where -x printed them, else the payloads of TCP.
#include "pasted.hpp"

using namespace pasted;

namespace {

const std::string kBoth = ">" + kHello + "<" + kReply;

std::string json_packet(const std::string& port, const std::string& payload,
                        const std::string& stream = "0") {
  return R"x({"_source": {"layers": {"frame": {"frame.time_epoch": "1795225583.902288000"},
    "tcp": {"tcp.srcport": ")x" +
         port + R"x(", "tcp.stream": ")x" + stream + R"x(", "tcp.payload": ")x" + payload + R"x("}}}})x";
}

}  // namespace

TEST_CASE("dissection: JSON with payloads") {
  const auto reading = read("[" + json_packet("40000", "81:85:37:fa:21:3d:7f:9f:4d:51:58") + "," +
                            json_packet("8000", "81:05:48:65:6c:6c:6f") + "]");
  CHECK(all(reading) == kBoth);
  REQUIRE(reading.chunks[0].time.has_value());
  CHECK(*reading.chunks[0].time == Approx(1795225583.902288));
}

TEST_CASE("dissection: the lines of ek") {
  CHECK(all(read(R"x({"index":{"_index":"packets-2026-11-21","_type":"doc"}}
{"timestamp":"1","layers":{"tcp":{"tcp_tcp_srcport":"40000","tcp_tcp_payload":"81:85:37:fa:21:3d:7f:9f:4d:51:58"}}}
{"timestamp":"2","layers":{"tcp":{"tcp_tcp_srcport":"8000","tcp_tcp_payload":"81:05:48:65:6c:6c:6f"}}}
)x")) == kBoth);
}

TEST_CASE("dissection: PDML, whole or one field of it") {
  CHECK(all(read(R"x(<?xml version="1.0"?><pdml><packet><field name="tcp.srcport" show="40000" value="9c40"/>
<field name="tcp.payload" size="11" show="81:85:37:fa:21:3d:7f:9f:4d:51:58" value="818537fa213d7f9f4d5158"/></packet>
<packet><field name="tcp.srcport" show="8000" value="1f40"/>
<field name="tcp.payload" size="7" show="81:05:48:65:6c:6c:6f" value="810548656c6c6f"/></packet></pdml>)x")) ==
        kBoth);
  CHECK(
      all(read(
          R"x(<field name="tcp.payload" showname="TCP payload (7 bytes)" show="81:05:48:65:6c:6c:6f"/>)x")) ==
      kReply);
}

TEST_CASE("dissection: whole packets are preferred, for their sequence numbers") {
  const auto reading = read(R"x([{"_source":{"layers":{"frame_raw":["000000000000000000000000080045000)x"
                            R"x(03fd9564000400663607f0000017f000001959a24b912ae37b905dd277e80180040fe330000)x"
                            R"x(0101080a9c59c37fdec611cc818537fa213d7f9f4d5158",0,77,0,1],
                            "tcp":{"tcp.payload":"00:00"}}}}])x");
  REQUIRE(reading.packets.size() == 1);
  CHECK(all(reading) == kHello);
}

TEST_CASE("dissection: without bytes, or of several connections, it is a question") {
  CHECK(refused(R"x([{"_source":{"layers":{"tcp":{"tcp.srcport":"1"}}}}])x").hint.find("-T json -x") !=
        std::string::npos);
  CHECK(refused("[" + json_packet("1", "81:00", "0") + "," + json_packet("2", "81:00", "1") + "]")
            .hint.find("tcp.stream") != std::string::npos);
}
