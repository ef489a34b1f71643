// Lab 5: an endpoint that echoes, fed in pieces: what it tells its handler and what it sends.
#include "frame/connection.hpp"
#include "labs/seeded/observe.hpp"

namespace ws101::labs {
namespace {

struct Echo {
  explicit Echo(Connection& made) : connection(made) {}
  void pull() {
    while (const auto event = connection.next()) std::visit([this](const auto& what) { tell(what); }, *event);
    sent += to_hex(connection.pending());
    connection.sent(connection.pending().size());
  }
  void tell(const Message& message) {
    words += std::string(name(message.kind)) + " " + to_hex(message.payload) + "; ";
    connection.send(message.kind, message.payload);
  }
  void tell(const Ping& ping) { words += "ping " + to_hex(ping.payload) + "; "; }
  void tell(const Pong& pong) { words += "pong " + to_hex(pong.payload) + "; "; }
  void tell(const CloseEvent& event) {
    words += "closed " + std::to_string(number(event.code)) + " " + to_hex(bytes_of(event.reason)) + "; ";
  }

  Connection& connection;
  std::string words;
  std::string sent;
};

}  // namespace

std::string observe_lab5(std::string_view, const Pieces& pieces) {
  Connection connection = Connection::server({.max_message = 1000, .max_fragments = 20});
  Echo echo(connection);
  for (Bytes piece : pieces) {
    while (!piece.empty()) {
      const MutableBytes space = connection.space();
      if (space.empty()) return echo.words + "space() gave no space";
      const std::size_t count = std::min(space.size(), piece.size());
      std::copy_n(piece.begin(), count, space.begin());
      connection.received(count);
      echo.pull();
      piece = piece.subspan(count);
    }
  }
  connection.ended();
  echo.pull();
  return echo.words + "sent " + echo.sent;
}

}  // namespace ws101::labs
