// How the handshake tests read heads: every head whole, byte by byte and in seeded splits, with one outcome.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "handshake/http_head.hpp"
#include "handshake/server_handshake.hpp"
#include "support/alone.hpp"
#include "support/catch.hpp"
#include "support/splits.hpp"

namespace ws101::testing {

template <class Head>
using HeadOutcome = std::variant<NeedMore, Head, HandshakeIssue>;

inline std::string start_line_words(const RequestHead& head) {
  return head.method + " " + head.target + " " + std::to_string(head.version.first) + "." +
         std::to_string(head.version.second);
}

inline std::string start_line_words(const ResponseHead& head) {
  return std::to_string(head.version.first) + "." + std::to_string(head.version.second) + " " +
         std::to_string(head.status) + " " + head.reason;
}

// An outcome as text: two outcomes are the same when their texts are.
template <class Head>
std::string words(const HeadOutcome<Head>& outcome) {
  if (std::holds_alternative<NeedMore>(outcome)) return "incomplete";
  if (const auto* issue = std::get_if<HandshakeIssue>(&outcome)) {
    return std::to_string(static_cast<int>(issue->violation)) + " at " + std::to_string(issue->offset) +
           ": " + issue->detail;
  }
  const Head& head = std::get<Head>(outcome);
  std::string text = start_line_words(head) + ", " + std::to_string(head.size) + " bytes";
  for (const Field& field : head.fields) {
    text += '\n';
    text += std::to_string(field.offset);
    text += ' ';
    text += field.name;
    text += '=';
    text += field.value;
  }
  return text;
}

// Gives the pieces to a parser as a socket would, until it has an outcome.
template <class Head>
HeadOutcome<Head> read_pieces(const std::vector<std::string_view>& pieces, HeadLimits limits = {}) {
  HeadParser<Head> parser(limits);
  std::string received;
  HeadOutcome<Head> outcome;
  for (const std::string_view piece : pieces) {
    received += piece;
    outcome = parser.parse(Alone(received).text());
    if (!std::holds_alternative<NeedMore>(outcome)) break;
  }
  return outcome;
}

// The one outcome of these bytes, whatever the split.
template <class Head>
HeadOutcome<Head> read_head(std::string_view bytes, HeadLimits limits = {}) {
  const HeadOutcome<Head> whole = read_pieces<Head>({bytes}, limits);
  const std::string expected = words(whole);
  for_every_split(bytes, [&](const std::vector<std::string_view>& pieces) {
    REQUIRE(words(read_pieces<Head>(pieces, limits)) == expected);
  });
  return whole;
}

// The head these bytes hold; fails the test when they hold none.
template <class Head>
Head require_head(std::string_view bytes) {
  const HeadOutcome<Head> outcome = read_head<Head>(bytes);
  INFO("outcome: " << words(outcome));
  REQUIRE(std::holds_alternative<Head>(outcome));
  return std::get<Head>(outcome);
}

// What a server with this policy makes of the bytes.
struct Answer {
  int status = 0;     // 200 for an ordinary HTTP request, 0 when the head is incomplete
  std::string bytes;  // of the response; empty for an ordinary HTTP request
  std::string subprotocol;
  std::size_t head_size = 0;
};

inline Answer answer(std::string_view bytes, const ServerPolicy& policy = {}) {
  const HeadOutcome<RequestHead> outcome = read_head<RequestHead>(bytes);
  if (std::holds_alternative<NeedMore>(outcome)) return {};
  if (const auto* issue = std::get_if<HandshakeIssue>(&outcome)) {
    const Refusal refusal = refuse(*issue);
    return {refusal.status, serialise(refusal), {}, 0};
  }
  const RequestHead& head = std::get<RequestHead>(outcome);
  const auto result = answer_request(head, policy);
  if (const auto* accepted = std::get_if<Accepted>(&result)) {
    return {101, accepted->response, accepted->subprotocol, head.size};
  }
  if (const auto* refusal = std::get_if<Refusal>(&result)) {
    return {refusal->status, serialise(*refusal), {}, head.size};
  }
  return {200, {}, {}, head.size};
}

// A request that is right but for what the test changes.
struct RequestText {
  std::string line = "GET /chat HTTP/1.1";
  std::string host = "Host: example.com\r\n";
  std::string upgrade = "Upgrade: websocket\r\n";
  std::string connection = "Connection: Upgrade\r\n";
  std::string key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  std::string version = "Sec-WebSocket-Version: 13\r\n";
  std::string more = "";

  std::string text() const {
    return line + "\r\n" + host + upgrade + connection + key + version + more + "\r\n";
  }
};

// The value of a field of a serialised response, or "(none)".
inline std::string field_of(std::string_view response, std::string_view name) {
  const auto outcome = ResponseHeadParser().parse(response);
  REQUIRE(std::holds_alternative<ResponseHead>(outcome));
  const ResponseHead& head = std::get<ResponseHead>(outcome);
  return head.fields.find(name) == nullptr ? "(none)" : std::string(head.fields.value(name));
}

// What stands behind the head of a serialised response.
inline std::string body_of(std::string_view response) {
  return std::string(response.substr(response.find("\r\n\r\n") + 4));
}

}  // namespace ws101::testing
