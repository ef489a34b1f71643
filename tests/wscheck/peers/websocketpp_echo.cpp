// An echo server on websocketpp. usage: websocketpp_echo PORT
#include <websocketpp/config/asio_no_tls.hpp>
#include <websocketpp/server.hpp>

using Server = websocketpp::server<websocketpp::config::asio>;

int main(int, char** words) {
  Server server;
  server.clear_access_channels(websocketpp::log::alevel::all);
  server.clear_error_channels(websocketpp::log::elevel::all);
  server.set_max_message_size(64 << 20);
  server.init_asio();
  server.set_reuse_addr(true);
  server.set_message_handler([&](websocketpp::connection_hdl client, Server::message_ptr message) {
    websocketpp::lib::error_code gone;
    server.send(client, message->get_payload(), message->get_opcode(), gone);
  });
  server.listen("127.0.0.1", words[1]);
  server.start_accept();
  server.run();
}
