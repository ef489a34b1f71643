// The opening handshake as bytes: the request, and a judgement of what comes back.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "handshake/client_handshake.hpp"
#include "text/bytes.hpp"
#include "wsbench/plan.hpp"

namespace ws101::wsbench {

// One key serves a whole run, where a real client draws one for each connection: then equal requests have
// equal right answers, and after the first a comparison of bytes is enough. So the load generator does as
// little for a WebSocket server as for a raw echo, and what is measured is the server.
class Opening {
 public:
  // Throws std::runtime_error when the request cannot be written.
  explicit Opening(const Plan& plan);

  Bytes request() const { return bytes_of(bytes_); }

  struct Done {};
  // Judges the answer as far as it has come: NeedMore until it is whole, Done when it is right, else words
  // about what was expected and what came. When raw, the right answer is the request itself.
  std::variant<NeedMore, Done, std::string> judge(std::string_view answer);

 private:
  bool raw_;
  bool deflate_;
  ClientRequest request_;
  std::string bytes_;
  std::string right_answer_;  // empty until one was judged in full
};

}  // namespace ws101::wsbench
