// Whether a connection ended as RFC 6455 5.5.1 and 7 require.
#pragma once

#include <cstdint>
#include <vector>

#include "wsdump/finding.hpp"
#include "wsdump/watch/speaker.hpp"

namespace ws101::wsdump {

struct ClosingFinding {
  Finding finding;
  Direction by = Direction::Unknown;
  std::uint64_t frame = 0;  // to which it belongs; 0: the connection
};

struct ClosingFacts {
  bool any_message = false;  // a message was finished
  bool reset = false;        // TCP ended with RST
};

// Judges a connection that was seen completely: TCP ended in both directions, no frame is cut or missing, and no
// error already explains why the connection failed. (The endpoint that saw the error may end TCP as it likes:
// 7.1.7.) If a connection never carried a message, its end without a Close is not reported.
std::vector<ClosingFinding> judge_closing(const Speaker& client, const Speaker& server,
                                          const ClosingFacts& facts);

}  // namespace ws101::wsdump
