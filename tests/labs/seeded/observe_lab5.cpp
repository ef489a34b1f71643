// Lab 5: an endpoint that echoes, fed in pieces: what it tells its handler and what it sends.
#include "frame/connection.hpp"
#include "labs/seeded/observe.hpp"

namespace ws101::labs {
namespace {

class Echo : public Handler, public Output {
 public:
  explicit Echo(Connection& made) : connection(made) {}
  void on_message(Opcode kind, Bytes payload) override {
    words += std::string(name(kind)) + " " + to_hex(payload) + "; ";
    connection.send(kind, payload, *this);
  }
  void on_ping(Bytes payload) override { words += "ping " + to_hex(payload) + "; "; }
  void on_pong(Bytes payload) override { words += "pong " + to_hex(payload) + "; "; }
  void on_close(const CloseEvent& event) override {
    words += "closed " + std::to_string(number(event.code)) + " " + to_hex(bytes_of(event.reason)) + "; ";
  }
  void write(Bytes header, Bytes payload) override { sent += to_hex(header) + to_hex(payload); }

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
      const MutableBytes space = connection.prepare();
      if (space.empty()) return echo.words + "prepare() gave no space";
      const std::size_t count = std::min(space.size(), piece.size());
      std::copy_n(piece.begin(), count, space.begin());
      connection.commit(count, echo, echo);
      piece = piece.subspan(count);
    }
  }
  connection.commit_eof(echo);
  return echo.words + "sent " + echo.sent;
}

}  // namespace ws101::labs
