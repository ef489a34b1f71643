#include "client/connect.hpp"

#include <array>
#include <utility>
#include <variant>

#include "frame/byte_buffer.hpp"
#include "handshake/accept_key.hpp"
#include "handshake/check_response.hpp"
#include "handshake/client_handshake.hpp"
#include "handshake/deflate_negotiation.hpp"
#include "handshake/http_head.hpp"
#include "handshake/url.hpp"
#include "net/random.hpp"
#include "net/read_head.hpp"

namespace ws101 {
namespace {

using TimePoint = std::chrono::steady_clock::time_point;

constexpr int kMaxInterim = 8;  // interim responses such as 100 Continue before the final one

[[noreturn]] void fail(const std::string& words) {
  throw ClientError(ClientError::Stage::Handshake, words);
}

ClientRequest make_request(const Url& url, const ClientOptions& options) {
  ClientRequest request;
  request.host = url.host;
  request.port = url.port;
  request.target = url.target;
  // RFC 6455 4.1: "The nonce MUST be selected randomly for each connection."
  // RFC 6455 4.1: "The value of this header field MUST be a nonce consisting of a randomly selected 16-byte
  // value that has been base64-encoded (see Section 4 of [RFC4648])."
  std::array<std::uint8_t, 16> nonce;
  if (options.nonce) {
    nonce = *options.nonce;
  } else {
    fill_random(nonce);
  }
  request.key = make_key(nonce);
  request.origin = options.origin;
  request.subprotocols = options.subprotocols;
  if (options.deflate) request.extensions = extensions_text({deflate_offer(*options.deflate)});
  request.extra = options.fields;
  return request;
}

TcpSocket open_tcp(const Url& url, const ClientOptions& options) {
  try {
    return TcpSocket::connect(url.host, url.port, options.connect_time);
  } catch (const std::exception& error) {
    // RFC 6455 4.1: "If the connection could not be opened, either because a direct connection failed or
    // because any proxy used returned an error, then the client MUST _Fail the WebSocket Connection_ and
    // abort the connection attempt."
    throw ClientError(ClientError::Stage::Connect, error.what());
  }
}

// The head of one response; `received` keeps the bytes after it.
ResponseHead read_answer(TcpSocket& socket, ByteBuffer& received, TimePoint deadline) {
  ResponseHeadParser parser;
  bool late = false;
  auto result =
      read_head(socket, parser, received, [&] { return !(late = !socket.wait_readable(deadline)); });
  if (late) fail("expected an answer to the handshake in time, got none");
  if (const auto* issue = std::get_if<HandshakeIssue>(&result))
    fail("the answer is not HTTP: " + issue->detail);
  if (std::holds_alternative<HeadEnded>(result)) fail("expected an answer to the handshake, but TCP ended");
  return std::get<ResponseHead>(std::move(result));
}

// Skips interim responses (1xx) and judges the final one.
Connected shake_hands(TcpSocket socket, const ClientRequest& request, TimePoint deadline) {
  ByteBuffer received;
  for (int interim = 0; interim <= kMaxInterim; ++interim) {
    const ResponseHead head = read_answer(socket, received, deadline);
    const Bytes behind = std::as_const(received).bytes().subspan(head.size);
    if (is_interim(head)) {
      ByteBuffer rest;
      rest.append(behind);
      received = std::move(rest);
      continue;
    }
    const auto verified = verify_response(head, request);
    // RFC 6455 4.1: "If the server's response does not conform to the requirements for the server's handshake
    // as defined in this section and in Section 4.2.2, the client MUST _Fail the WebSocket Connection_."
    // RFC 6455 7.2.1: "To do so, the client MUST _Fail the WebSocket Connection_ as defined in Section
    // 7.1.7."
    if (const auto* error = std::get_if<ClientHandshakeError>(&verified)) {
      throw ClientError(ClientError::Stage::Handshake, error->words, error->status, error->location);
    }
    const Established& agreed = std::get<Established>(verified);
    return {std::move(socket), agreed.subprotocol, agreed.deflate, {behind.begin(), behind.end()}};
  }
  fail("expected an answer to the handshake, got only interim ones (1xx)");
}

}  // namespace

Connected connect(const std::string& url, const ClientOptions& options) {
  const TimePoint deadline = options.now() + options.connect_time;
  // RFC 6455 4.1: "The components of the WebSocket URI passed into this algorithm (/host/, /port/, /resource
  // name/, and /secure/ flag) MUST be valid according to the specification of WebSocket URIs specified in
  // Section 3."
  // RFC 6455 4.1: "If any of the components are invalid, the client MUST _Fail the WebSocket Connection_ and
  // abort these steps."
  const auto parsed = parse_url(url);
  if (const auto* error = std::get_if<SyntaxError>(&parsed)) {
    throw ClientError(ClientError::Stage::Url, error->words);
  }
  const Url& where = std::get<Url>(parsed);
  const ClientRequest request = make_request(where, options);
  const auto bytes = build_request(request);
  if (const auto* error = std::get_if<ClientRequestError>(&bytes)) {
    throw ClientError(ClientError::Stage::Url, error->words);
  }
  TcpSocket socket = open_tcp(where, options);
  // RFC 6455 4.1: "Once a connection to the server has been established (including a connection via a proxy
  // or over a TLS-encrypted tunnel), the client MUST send an opening handshake to the server."
  if (!socket.send_all(bytes_of(std::get<std::string>(bytes)))) {
    fail("the server ended TCP before the handshake");
  }
  // RFC 6455 4.1: "it MUST open a connection, send an opening handshake, and read the server's handshake in
  // response."
  // RFC 6455 4.1: "Once the client's opening handshake has been sent, the client MUST wait for a response
  // from the server before sending any further data."
  return shake_hands(std::move(socket), request, deadline);
}

}  // namespace ws101
