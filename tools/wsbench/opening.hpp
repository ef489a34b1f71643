// The opening handshake as bytes: the request, and a judgement of what comes back.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "frame/bytes.hpp"
#include "wsbench/options.hpp"

namespace ws101::wsbench {

inline constexpr std::size_t kMaxAnswer = 8192;  // bytes of the server's answer

// One key serves a whole run: a real client draws one for each connection; here that would put our own SHA-1
// into the measured time.
class Opening {
 public:
  explicit Opening(const Options& options);

  Bytes request() const { return bytes_of(request_); }

  struct Done {};
  // Judges the answer as far as it has come: NeedMore until it is whole, Done when it is right, else words
  // about what was expected and what came. When raw, the right answer is the request itself.
  std::variant<NeedMore, Done, std::string> judge(std::string_view answer) const;

 private:
  bool raw_;
  std::string request_;
  std::string accept_;
};

}  // namespace ws101::wsbench
