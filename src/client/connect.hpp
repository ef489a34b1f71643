// Opens a connection to a WebSocket server: TCP and the opening handshake (RFC 6455 4.1).
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "client/client_options.hpp"
#include "handshake/deflate_params.hpp"
#include "net/tcp.hpp"

namespace ws101 {

// Why there is no connection: what was expected and what came, in text that is safe to show.
class ClientError : public std::runtime_error {
 public:
  enum class Stage { Url, Connect, Handshake };
  ClientError(Stage stage, const std::string& words, int status = 0, std::string location = {})
      : std::runtime_error(words), stage_(stage), status_(status), location_(std::move(location)) {}
  Stage stage() const { return stage_; }
  int status() const { return status_; }                     // of the HTTP response; 0: there was none
  const std::string& location() const { return location_; }  // where a redirect points; not followed

 private:
  Stage stage_;
  int status_;
  std::string location_;
};

struct Connected {
  TcpSocket socket;
  std::string subprotocol;               // the server's choice; empty: none
  std::optional<DeflateParams> deflate;  // permessage-deflate as negotiated; none: not in use
  std::vector<std::uint8_t> early;       // bytes of frames that came with the response
};

// Blocks while it resolves the name, and then up to options.connect_time. Throws ClientError, and std::system_error
// if the system has no random bytes.
Connected connect(const std::string& url, const ClientOptions& options);

}  // namespace ws101
