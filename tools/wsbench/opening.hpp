// The opening handshake as bytes: the request, and the check of the response.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "handshake/client_handshake.hpp"
#include "text/bytes.hpp"
#include "wsbench/plan.hpp"

namespace ws101::wsbench {

// All connections of a run use the same key, although a real client makes a new one for each: so the right
// response is always the same, and after the first one a comparison of bytes is enough. So the load
// generator does as little work for a WebSocket server as for a raw echo, and the server is what is
// measured.
class Opening {
 public:
  // Throws std::runtime_error if the request cannot be built.
  explicit Opening(const Plan& plan);

  Bytes request() const { return bytes_of(bytes_); }

  struct Done {};
  // Judges the response so far: NeedMore until it is complete, Done if it is right, otherwise a message
  // with what was expected and what came. With --raw the right response is the request itself.
  std::variant<NeedMore, Done, std::string> judge(std::string_view answer);

 private:
  bool raw_;
  bool deflate_;
  ClientRequest request_;
  std::string bytes_;
  std::string right_answer_;  // empty until a response was judged completely
};

}  // namespace ws101::wsbench
