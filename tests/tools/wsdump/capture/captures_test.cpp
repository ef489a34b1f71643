// Real captures: whole and in single bytes, against the streams and the losses that are known to be in them.
#include "support/catch.hpp"
#include "tools/wsdump/capture/capture_builder.hpp"
#include "wsdump/capture/pcap.hpp"

using namespace ws101;
using namespace ws101::testing;

namespace {

std::string text_of(const Bytes& bytes) {
  return {bytes.begin(), bytes.end()};
}

Recorder play(const std::string& file, std::size_t piece = SIZE_MAX) {
  const Bytes bytes = read_test_file("captures/" + file);
  REQUIRE_FALSE(bytes.empty());
  Recorder out;
  const CaptureResult result = run_capture(bytes, out, piece);
  CHECK(result.status == wsdump::ReadStatus::End);
  CHECK(out.mistakes.empty());
  return out;
}

}  // namespace

TEST_CASE("Any damage to TCP that loses nothing gives the same two streams") {
  const std::string file = GENERATE("08-segments.pcap", "10-retransmit.pcap", "10-outoforder.pcap");
  CAPTURE(file);
  const Recorder out = play(file);
  CHECK(out.client() == text_of(read_test_file("captures/08-client.bin")));
  CHECK(out.server() == text_of(read_test_file("captures/08-server.bin")));
  CHECK(out.gaps == 0);
  CHECK(out.connections.size() == 1);
}

TEST_CASE("A lost segment is a gap at its place") {
  const Recorder out = play("10-lost.pcap");
  std::string client = text_of(read_test_file("captures/08-client.bin"));
  client[650] = '?';
  CHECK(out.story() == "open 1 syn; gap 1 client 650+1; end 1 client capture-end; end 1 server capture-end");
  CHECK(out.client() == client);
  CHECK(out.server() == text_of(read_test_file("captures/08-server.bin")));
}

TEST_CASE("A capture without its beginning has the rest of the streams") {
  const Recorder out = play("10-midstream.pcap");
  const std::string client = text_of(read_test_file("captures/08-client.bin"));
  const std::string server = text_of(read_test_file("captures/08-server.bin"));
  CHECK_FALSE(out.connections.at(0).role_known);
  CHECK(out.connections.at(0).client.port == 57582);
  CHECK(client.ends_with(out.client()));
  CHECK(server.ends_with(out.server()));
  CHECK(out.client().size() + out.server().size() == 6659);
}

TEST_CASE("A snap length of 80 leaves every stream byte that it left, at its offset") {
  const Recorder out = play("10-snaplen.pcap");
  const std::string client = text_of(read_test_file("captures/08-client.bin"));
  const std::string server = text_of(read_test_file("captures/08-server.bin"));
  const auto agrees = [](const std::string& whole, const std::string& cut) {
    if (whole.size() != cut.size()) return false;
    for (std::size_t i = 0; i < whole.size(); ++i) {
      if (cut[i] != '?' && cut[i] != whole[i]) return false;
    }
    return true;
  };
  CHECK(agrees(client, out.client()));
  CHECK(agrees(server, out.server()));
  CHECK(out.gaps == 14);
}

TEST_CASE("Single bytes give what the whole file gives") {
  const std::string file =
      GENERATE("01-hello.pcapng", "02-lengths.pcapng", "03-fragments-ping.pcapng", "04-close.pcapng",
               "05-binary.pcap", "06-invalid.pcap", "07-deflate-ctx.pcapng", "10-lost.pcap", "12-rfc57.pcap");
  CAPTURE(file);
  const Recorder whole = play(file);
  const Recorder single = play(file, 1);
  CHECK(whole.log == single.log);
  CHECK(whole.streams == single.streams);
  CHECK(whole.chunks == single.chunks);
  CHECK(whole.gaps == 0 + (file == "10-lost.pcap" ? 1 : 0));
}

TEST_CASE("A capture cut anywhere never loses what came before") {
  const Bytes bytes = read_test_file("captures/04-close.pcapng");
  Recorder whole;
  run_capture(bytes, whole);
  for (std::size_t length = 0; length < bytes.size(); length += 37) {
    CAPTURE(length);
    Recorder out;
    run_capture(std::span(bytes).first(length), out);
    CHECK(out.mistakes.empty());
    for (const auto& [key, stream] : out.streams) CHECK(whole.streams[key].starts_with(stream));
  }
}
