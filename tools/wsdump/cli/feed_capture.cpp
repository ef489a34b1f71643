// Captures, net-logs and HAR files on their way into the analyser.
#include "text/counted.hpp"
#include "wsdump/capture/har.hpp"
#include "wsdump/capture/netlog.hpp"
#include "wsdump/capture/pcap.hpp"
#include "wsdump/capture/reassembly.hpp"
#include "wsdump/cli/feed.hpp"
#include "wsdump/show/words.hpp"

namespace ws101::wsdump {
namespace {

// Why a capture shows no WebSocket.
std::string nothing_found(const ReassemblyCounts& counts, const CaptureReader& reader,
                          const Options& options) {
  std::string words = "no WebSocket found in " + counted(counts.packets, "packet");
  const auto add = [&](PacketContent content, std::string_view what) {
    const std::uint64_t count = counts.contents[static_cast<std::size_t>(content)];
    if (count > 0) words += ", " + std::to_string(count) + " " + std::string(what);
  };
  add(PacketContent::UnknownLink, "of a link type that is not read");
  add(PacketContent::NotIp, "not IP");
  add(PacketContent::NotTcp, "not TCP");
  add(PacketContent::Fragment, "IP fragments");
  add(PacketContent::CutHeader, "cut in the headers");
  add(PacketContent::BadHeader, "with bad headers");
  if (options.port) words += "; --port " + std::to_string(*options.port) + " leaves out the rest";
  if (options.conn) words += "; --conn " + std::to_string(*options.conn) + " leaves out the rest";
  if (reader.secrets_blocks() > 0)
    words += "; the file has TLS keys: Wireshark can decrypt it and export the bytes";
  return words;
}

class HarFeed : public HarSink {
 public:
  explicit HarFeed(Analyser& analyser) : analyser_(analyser) {}
  void message(const HarMessage& message) override {
    if (message.entry != entry_) {
      entry_ = message.entry;
      analyser_.tell_connection(connection(entry_));
    }
    if (first_ns_ == kNoTime) first_ns_ = message.time_ns;
    MessageEvent event;
    event.conn = message.entry;
    event.n = message.number;
    event.from = message.from;
    event.kind = message.opcode == 2 || !message.payload_decoded ? Opcode::Binary : Opcode::Text;
    event.frame_count = 0;
    event.length = message.payload.size();
    event.payload = message.payload;
    if (event.kind == Opcode::Text) event.utf8 = is_utf8(message.payload);
    if (message.time_ns != kNoTime) event.at.ns = message.time_ns - first_ns_;
    analyser_.tell_message(event);
  }
  void heads(const HarHeads& heads) override {
    WatchFacts facts;
    facts.event = connection(heads.entry);
    facts.announced = heads.entry == entry_;
    facts.start_seen = facts.roles_known = true;
    facts.partial_heads = {true, true};  // browsers and editors leave fields out of a HAR file
    analyser_.begin(facts);
    analyser_.feed(heads.entry, Direction::Client, bytes_of(heads.request), {});
    analyser_.feed(heads.entry, Direction::Server, bytes_of(heads.response), {});
    for (const Direction from : {Direction::Client, Direction::Server})
      analyser_.finish(heads.entry, from, StreamEnd::Unknown, {});
  }
  void entry_end(std::uint32_t, std::string_view, std::uint64_t) override {}

 private:
  static ConnectionEvent connection(std::uint32_t entry) {
    ConnectionEvent event;
    event.conn = entry;
    event.name = "request " + std::to_string(entry) + " of the HAR file";
    return event;
  }

  Analyser& analyser_;
  std::uint32_t entry_ = 0;
  std::int64_t first_ns_ = kNoTime;
};

}  // namespace

FeedResult feed_capture(Analyser& analyser, ByteSource& source, const Options& options,
                        const std::function<bool()>& enough) {
  FeedResult result;
  ByteWindow window(source);
  const auto reader = open_capture(window);
  Reassembler reassembler(analyser);
  if (options.port) reassembler.select_port(*options.port);
  Packet packet;
  ReadStatus status;
  while ((status = reader->next(packet)) == ReadStatus::Packet) {
    if (!analyser.has_time_base() && packet.info.time_ns != kNoTime)
      analyser.set_time_base(packet.info.time_ns);
    reassembler.packet(packet);
    if (enough && enough()) break;
  }
  reassembler.finish();
  result.packets = reader->packets();
  if (status == ReadStatus::Incomplete) analyser.input_incomplete();
  if (status == ReadStatus::Incomplete || status == ReadStatus::Damaged) result.problem = reader->problem();
  if (status == ReadStatus::Damaged) {
    if (reader->packets() == 0) result.unreadable = true;
    analyser.input_incomplete();
  }
  if (!source.error().empty()) result.problem = source.error();
  if (analyser.totals().connections == 0 && status != ReadStatus::Packet && result.problem.empty()) {
    result.problem = nothing_found(reassembler.counts(), *reader, options);
    result.unreadable = true;
  }
  return result;
}

FeedResult feed_netlog(Analyser& analyser, ByteSource& source) {
  const NetLogResult read = read_netlog(source, analyser);
  FeedResult result;
  result.packets = read.events;
  result.problem = read.problem;
  using Status = NetLogResult::Status;
  if (read.status == Status::Incomplete) analyser.input_incomplete();
  if (read.status == Status::NoWebSocket) result.problem = "no WebSocket found in the net-log";
  if (read.status == Status::NoBytes || read.status == Status::NoWebSocket) result.unreadable = true;
  if (read.status == Status::Damaged) {
    analyser.input_incomplete();
    result.unreadable = analyser.totals().frames == 0;
  }
  return result;
}

FeedResult feed_har(Analyser& analyser, ByteSource& source) {
  HarFeed feed(analyser);
  const HarResult read = read_har(source, feed);
  FeedResult result;
  result.problem = read.problem;
  using Status = HarResult::Status;
  if (read.status == Status::Incomplete || read.status == Status::Damaged) analyser.input_incomplete();
  if (read.status == Status::NoMessages) result.problem = "no WebSocket found in the HAR file";
  result.unreadable = read.messages == 0 && read.handshakes == 0;
  return result;
}

}  // namespace ws101::wsdump
