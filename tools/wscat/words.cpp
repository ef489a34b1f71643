#include "wscat/words.hpp"

#include "describe/close_words.hpp"
#include "text/escape.hpp"
#include "text/utf8.hpp"

namespace ws101::wscat {
namespace {

constexpr std::size_t kQuoteColumns = 140;  // a whole reason of 123 bytes

}  // namespace

std::string short_quote(Bytes payload) {
  return quote_text(payload, payload.size(), kQuoteColumns);
}

std::string why_not_sent(Opcode kind, std::string_view payload, const std::string& what) {
  Utf8Validator validator;
  const std::size_t valid = kind == Opcode::Text ? validator.feed(bytes_of(payload)) : 0;
  if (validator.complete()) return {};
  return what + " was not sent: expected UTF-8, got something else at byte " + std::to_string(valid + 1) +
         "; --binary sends any bytes";
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
