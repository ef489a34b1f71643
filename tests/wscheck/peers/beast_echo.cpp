// An echo server on Boost.Beast, a thread for each client. usage: beast_echo PORT
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#include <cstdlib>
#include <thread>

namespace beast = boost::beast;
using boost::asio::ip::tcp;

void serve(tcp::socket socket) try {
  beast::websocket::stream<tcp::socket> client(std::move(socket));
  client.read_message_max(64 << 20);
  client.accept();
  for (;;) {
    beast::flat_buffer message;
    client.read(message);
    client.text(client.got_text());
    client.write(message.data());
  }
} catch (const std::exception&) {  // the client has gone
}

int main(int, char** words) {
  boost::asio::io_context context;
  const auto port = static_cast<unsigned short>(std::atoi(words[1]));
  tcp::acceptor acceptor(context, {boost::asio::ip::make_address("127.0.0.1"), port});
  for (;;) {
    std::thread(serve, acceptor.accept()).detach();
  }
}
