#include "wsdump/capture/netlog.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "frame/compression.hpp"
#include "frame/frame_chain.hpp"
#include "wsdump/capture/netlog_events.hpp"

namespace ws101::wsdump {
namespace {

using Kind = NetLogEvent::Kind;
using Status = NetLogResult::Status;

constexpr std::string_view kHowToRecord =
    "record it again with --log-net-log=FILE --net-log-capture-mode=Everything "
    "(in chrome://net-export: \"Include raw bytes\")";

struct Socket {
  std::uint32_t connection = 0;  // 0: not (yet) a WebSocket
  bool sent_something = false;
  bool decrypted = false;
  std::uint64_t offsets[2] = {0, 0};  // client's, server's
  bool ended[2] = {false, false};
};

// A request for the upgrade: RFC 6455 4.1 requires GET and an Upgrade field that includes "websocket".
bool asks_for_websocket(std::span<const std::uint8_t> bytes) {
  std::string head(bytes.begin(),
                   bytes.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(bytes.size(), 16384)));
  if (!head.starts_with("GET ")) return false;
  for (char& c : head) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const std::size_t field = head.find("\r\nupgrade:");
  if (field == std::string::npos) return false;
  const std::size_t value = field + 10;
  return head.substr(value, head.find("\r\n", value) - value).find("websocket") != std::string::npos;
}

// Masked frames, one after the other, from the first byte to the last; a long one may continue in the next
// event.
bool looks_like_client_frames(std::span<const std::uint8_t> bytes) {
  const FrameChain chain = frame_chain(bytes, {kCompressedBit, true, SIZE_MAX});
  if (chain.end == FrameChain::End::Whole) return chain.frames > 0;
  if (chain.end != FrameChain::End::Cut || chain.headers == chain.frames) return false;
  return FirstTwo(bytes[chain.bytes], bytes[chain.bytes + 1]).length7 > kMaxLength7;
}

class NetLog {
 public:
  NetLog(ByteSource& source, StreamSink& sink) : events_(source), sink_(sink) {}
  NetLogResult read();

 private:
  void handle_bytes(Direction from, bool decrypted);
  bool becomes_websocket(Socket& socket, Direction from);
  void begin_connection(Socket& socket, bool from_start);
  void end_direction(Socket& socket, Direction from, EndKind kind);
  void close_socket();
  void end_all();
  Socket* find_socket(std::int64_t id);
  void judge();

  NetLogEventReader events_;
  StreamSink& sink_;
  NetLogEvent event_;
  bool frame_headers_seen_ = false;
  PacketInfo now_;
  std::unordered_map<std::int64_t, Socket> sockets_;
  NetLogResult result_;
};

NetLogResult NetLog::read() {
  while (events_.next(event_)) {
    now_.number = ++result_.events;
    now_.time_ns = event_.time_ms < 0 ? kNoTime : event_.time_ms * 1'000'000;
    switch (event_.kind) {
      case Kind::Sent:
        handle_bytes(Direction::Client, false);
        break;
      case Kind::Received:
        handle_bytes(Direction::Server, false);
        break;
      case Kind::DecryptedSent:
        handle_bytes(Direction::Client, true);
        break;
      case Kind::DecryptedReceived:
        handle_bytes(Direction::Server, true);
        break;
      case Kind::SocketClosed:
        close_socket();
        break;
      case Kind::FrameHeader:
        frame_headers_seen_ = true;
        break;
      case Kind::Other:
        break;
    }
  }
  end_all();
  judge();
  return result_;
}

Socket* NetLog::find_socket(std::int64_t id) {
  const auto found = sockets_.find(id);
  if (found != sockets_.end()) return &found->second;
  if (sockets_.size() >= kMaxNetLogSockets) {
    std::erase_if(sockets_, [](const auto& entry) { return entry.second.connection == 0; });
    if (sockets_.size() >= kMaxNetLogSockets) return nullptr;
  }
  return &sockets_[id];
}

void NetLog::handle_bytes(Direction from, bool decrypted) {
  Socket* found = find_socket(event_.source);
  if (found == nullptr) return;
  Socket& socket = *found;
  if (decrypted && !socket.decrypted) {
    socket.decrypted = true;
    socket.sent_something = false;  // the bytes sent so far were TLS's handshake
  }
  if (socket.decrypted && !decrypted) return;
  if (event_.has_bytes && event_.bytes.empty()) event_.has_bytes = false;
  const std::uint64_t length =
      event_.has_bytes ? event_.bytes.size() : static_cast<std::uint64_t>(event_.byte_count);
  if (socket.connection == 0 && !becomes_websocket(socket, from)) return;
  const std::size_t side = from == Direction::Client ? 0 : 1;
  if (socket.ended[side]) return;
  if (length == 0) {  // reading nothing is how a socket tells that the server closed its direction
    if (from == Direction::Server) end_direction(socket, from, EndKind::Fin);
    return;
  }
  const std::uint64_t offset = socket.offsets[side];
  socket.offsets[side] += length;
  if (event_.has_bytes) {
    sink_.bytes(socket.connection, from, event_.bytes, offset, now_);
  } else {
    sink_.gap(socket.connection, from, offset, length, now_);
  }
}

// If these bytes are the first ones of a WebSocket, the connection begins.
bool NetLog::becomes_websocket(Socket& socket, Direction from) {
  if (from != Direction::Client || !event_.has_bytes) return false;
  const bool request = asks_for_websocket(event_.bytes);
  const bool frames = !socket.sent_something && looks_like_client_frames(event_.bytes);
  socket.sent_something = true;
  if (request || frames) begin_connection(socket, request);
  return request || frames;
}

void NetLog::close_socket() {
  const auto found = sockets_.find(event_.source);
  if (found == sockets_.end()) return;
  end_direction(found->second, Direction::Client, EndKind::Fin);
  end_direction(found->second, Direction::Server, EndKind::Fin);
  sockets_.erase(found);
}

void NetLog::begin_connection(Socket& socket, bool from_start) {
  socket.connection = ++result_.connections;
  ConnectionStart start;
  start.id = socket.connection;
  start.name = "socket " + std::to_string(event_.source) + (socket.decrypted ? " (wss, decrypted)" : "");
  start.syn_seen = from_start;
  start.role_known = true;
  start.packet = now_;
  sink_.connection(start);
}

void NetLog::end_direction(Socket& socket, Direction from, EndKind kind) {
  bool& ended = socket.ended[from == Direction::Client ? 0 : 1];
  if (socket.connection == 0 || ended) return;
  ended = true;
  sink_.end(socket.connection, from, kind, now_);
}

void NetLog::end_all() {
  std::vector<Socket*> open;
  for (auto& [id, socket] : sockets_) {
    if (socket.connection != 0) open.push_back(&socket);
  }
  std::sort(open.begin(), open.end(),
            [](const Socket* a, const Socket* b) { return a->connection < b->connection; });
  for (Socket* socket : open) {
    end_direction(*socket, Direction::Client, EndKind::CaptureEnd);
    end_direction(*socket, Direction::Server, EndKind::CaptureEnd);
  }
}

void NetLog::judge() {
  using Ending = NetLogEventReader::Ending;
  const Ending ending = events_.ending();
  result_.problem = events_.problem();
  if (ending != Ending::Complete) {
    result_.status = ending == Ending::Incomplete ? Status::Incomplete : Status::Damaged;
  } else if (result_.connections == 0) {
    result_.status = Status::NoWebSocket;
    result_.problem = "no socket in this net-log opened a WebSocket";
  }
  // A truncated log without bytes is useless anyway: say how to record it, not that it is truncated.
  if (frame_headers_seen_ && result_.connections == 0 && ending != Ending::Damaged) {
    result_.status = Status::NoBytes;
    result_.problem =
        "this net-log names WebSocket frames but has no bytes of them: " + std::string(kHowToRecord);
  }
}

}  // namespace

NetLogResult read_netlog(ByteSource& source, StreamSink& sink) {
  return NetLog(source, sink).read();
}

}  // namespace ws101::wsdump
