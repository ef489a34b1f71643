#include "wscat/words.hpp"

#include "describe/close_words.hpp"
#include "text/escape.hpp"

namespace ws101::wscat {
namespace {

constexpr std::size_t kQuoteColumns = 140;  // a whole reason of 123 bytes

}  // namespace

std::string short_quote(Bytes payload) {
  return quote_text(payload, payload.size(), kQuoteColumns);
}

bool is_remarkable(CloseCode code) {
  return code != CloseCode::Normal && code != CloseCode::GoingAway && code != CloseCode::NoStatus;
}

std::string words_of(const CloseEvent& event) {
  const std::string code = std::to_string(number(event.code)) + " " + std::string(name(event.code));
  const std::string reason = event.reason.empty() ? "" : ", " + short_quote(bytes_of(event.reason));
  switch (event.state) {
    case State::ClosedByPeer:
      return event.code == CloseCode::NoStatus ? "the peer closed, without a code"
                                               : "the peer closed: " + code + reason;
    case State::ClosedByUs:
      return event.code == CloseCode::NoStatus ? "closed" : "closed: " + code + reason;
    case State::Failed:
      return "the peer broke the protocol" + reason + "; closed with " + code;
    default:
      return "TCP ended without a closing handshake";
  }
}

}  // namespace ws101::wscat
