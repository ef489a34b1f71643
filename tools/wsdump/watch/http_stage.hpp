// The HTTP before a connection's frames: reads the heads of both directions and distinguishes the opening handshake
// from ordinary requests.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "wsdump/watch/handshake_judge.hpp"
#include "wsdump/watch/http_body.hpp"

namespace ws101::wsdump {

class HttpStage {
 public:
  enum class Outcome : std::uint8_t {
    NeedMore,  // the head is not whole; nothing was taken
    Interim,   // a 1xx response other than 101: the next head follows
    Ordinary,  // a head that has nothing to do with WebSocket: `body` follows, if its length is known
    Asked,     // a request for WebSocket: the response decides
    Answered,  // 101: frames follow
    Refused,   // another response to a request for WebSocket: `body` follows, if its length is known
    Foreign,   // not a handshake: `why`
  };
  struct Head {
    Outcome outcome = Outcome::NeedMore;
    std::size_t size = 0;  // bytes of the head
    bool is_response = false;
    std::optional<HttpBody> body;
    std::string why;
  };

  // Reads the head at the front of what one direction sends.
  Head read(std::string_view bytes);

  // The heads read since the last clear(). Ordinary ones are not in it.
  const Exchange& exchange() const { return exchange_; }
  bool empty() const { return !exchange_.request && !exchange_.response; }
  void clear() {
    const bool pasted = exchange_.pasted;
    exchange_ = {};
    exchange_.pasted = pasted;
    always_cut(always_cut_);
  }
  // What is known of the head that is read next: it lacks nothing but its empty line, and frames may follow; or it is
  // cut, so that no field of it can be missed. Always: so are all requests, or all responses, of this connection.
  void unended(bool response, bool frames_follow) {
    (response ? exchange_.response_unended : exchange_.request_unended) = true;
    exchange_.frames_follow = frames_follow;
  }
  void cut(bool response) { (response ? exchange_.response_cut : exchange_.request_cut) = true; }
  void always_cut(std::array<bool, 2> sides) {
    always_cut_ = sides;
    exchange_.request_cut = sides[0];
    exchange_.response_cut = sides[1];
  }
  // Whether somebody gave the heads by themselves. A response that does not speak of WebSocket is then an answer too.
  void take_as_pasted(bool pasted) { exchange_.pasted = pasted; }
  // Whether there were ordinary requests, and what to say if there was nothing else. `asked_about`: the request was
  // given alone, so that a handshake is expected.
  bool saw_ordinary() const { return saw_ordinary_; }
  std::string_view no_handshake(bool asked_about) const;

 private:
  Head read_request(std::string_view bytes);
  Head read_response(std::string_view bytes);

  Exchange exchange_;
  std::uint32_t unanswered_ = 0;  // ordinary requests
  bool saw_ordinary_ = false;
  bool saw_cut_ = false;  // the end of such a request is not in the input
  std::array<bool, 2> always_cut_{};
};

}  // namespace ws101::wsdump
