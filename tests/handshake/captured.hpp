// Opening handshakes as real programs sent them, recorded from a TCP socket.
#pragma once

#include <string_view>

namespace ws101::testing {

constexpr std::string_view kSampleKey = "dGhlIHNhbXBsZSBub25jZQ==";  // of RFC 6455 1.3
constexpr std::string_view kSampleAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

// RFC 6455 1.2
constexpr std::string_view kSampleRequest =
    "GET /chat HTTP/1.1\r\n"
    "Host: server.example.com\r\n"
    "Upgrade: websocket\r\n"
    "Connection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Origin: http://example.com\r\n"
    "Sec-WebSocket-Protocol: chat, superchat\r\n"
    "Sec-WebSocket-Version: 13\r\n"
    "\r\n";

// python websockets 10.4, connect(..., subprotocols=["chat", "superchat"])
constexpr std::string_view kPythonRequest =
    "GET /chat?room=1 HTTP/1.1\r\n"
    "Host: 127.0.0.1:59163\r\n"
    "Upgrade: websocket\r\n"
    "Connection: Upgrade\r\n"
    "Sec-WebSocket-Key: irLKKdrFrNfMTLnDApIsOw==\r\n"
    "Sec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
    "Sec-WebSocket-Protocol: chat, superchat\r\n"
    "User-Agent: Python/3.11 websockets/10.4\r\n"
    "\r\n";

// node ws 8, new WebSocket(url, ["chat", "superchat"], {origin})
constexpr std::string_view kNodeRequest =
    "GET /chat?room=1 HTTP/1.1\r\n"
    "Sec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: 5WsVq/Yw3DudsgoDEIBteA==\r\n"
    "Connection: Upgrade\r\n"
    "Upgrade: websocket\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
    "Sec-WebSocket-Protocol: chat,superchat\r\n"
    "Origin: http://example.com\r\n"
    "Host: 127.0.0.1:59087\r\n"
    "\r\n";

// Chromium 156, new WebSocket(url, ["chat", "superchat"])
constexpr std::string_view kChromiumRequest =
    "GET /chat?room=1 HTTP/1.1\r\n"
    "Host: 127.0.0.1:36939\r\n"
    "Connection: Upgrade\r\n"
    "Pragma: no-cache\r\n"
    "Cache-Control: no-cache\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "HeadlessChrome/156.0.0.0 Safari/537.36\r\n"
    "Upgrade: websocket\r\n"
    "Origin: http://127.0.0.1:36939\r\n"
    "Sec-WebSocket-Version: 13\r\n"
    "Accept-Encoding: gzip, deflate, br, zstd\r\n"
    "Accept-Language: en-US,en;q=0.9\r\n"
    "Sec-WebSocket-Key: f1YQKylmeZgZRJugZqiH9A==\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
    "Sec-WebSocket-Protocol: chat, superchat\r\n"
    "\r\n";

// Chromium 156, a page
constexpr std::string_view kChromiumPageRequest =
    "GET / HTTP/1.1\r\n"
    "Host: 127.0.0.1:36939\r\n"
    "Connection: keep-alive\r\n"
    "sec-ch-ua: \"Not:A-Brand\";v=\"8\", \"Chromium\";v=\"156\"\r\n"
    "sec-ch-ua-mobile: ?0\r\n"
    "sec-ch-ua-platform: \"Linux\"\r\n"
    "Upgrade-Insecure-Requests: 1\r\n"
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
    "Sec-Fetch-Mode: navigate\r\n"
    "\r\n";

// curl 7.88.1
constexpr std::string_view kCurlPageRequest =
    "GET /chat HTTP/1.1\r\n"
    "Host: 127.0.0.1:34711\r\n"
    "User-Agent: curl/7.88.1\r\n"
    "Accept: */*\r\n"
    "\r\n";

// curl -I
constexpr std::string_view kCurlHeadRequest =
    "HEAD / HTTP/1.1\r\n"
    "Host: 127.0.0.1:39647\r\n"
    "User-Agent: curl/7.88.1\r\n"
    "Accept: */*\r\n"
    "\r\n";

// curl -x, that is, through a proxy: the absolute form
constexpr std::string_view kCurlProxyRequest =
    "GET http://example.com/chat HTTP/1.1\r\n"
    "Host: example.com\r\n"
    "User-Agent: curl/7.88.1\r\n"
    "Accept: */*\r\n"
    "Proxy-Connection: Keep-Alive\r\n"
    "\r\n";

// curl -H 'Connection: Upgrade' -H 'Upgrade: websocket' ...
constexpr std::string_view kCurlUpgradeRequest =
    "GET /chat HTTP/1.1\r\n"
    "Host: 127.0.0.1:48899\r\n"
    "User-Agent: curl/7.88.1\r\n"
    "Accept: */*\r\n"
    "Connection: Upgrade\r\n"
    "Upgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "\r\n";

// python websockets 10.4, serve(..., subprotocols=["chat"]), asked for chat and permessage-deflate
constexpr std::string_view kPythonResponse =
    "HTTP/1.1 101 Switching Protocols\r\n"
    "Upgrade: websocket\r\n"
    "Connection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=12; client_max_window_bits=12\r\n"
    "Sec-WebSocket-Protocol: chat\r\n"
    "Date: Sat, 21 Nov 2026 03:45:44 GMT\r\n"
    "Server: Python/3.11 websockets/10.4\r\n"
    "\r\n";

// node ws 8, asked for the same
constexpr std::string_view kNodeResponse =
    "HTTP/1.1 101 Switching Protocols\r\n"
    "Upgrade: websocket\r\n"
    "Connection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
    "Sec-WebSocket-Protocol: chat\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate\r\n"
    "\r\n";

// node ws 8, asked without a key
constexpr std::string_view kNodeRefusal =
    "HTTP/1.1 400 Bad Request\r\n"
    "Connection: close\r\n"
    "Content-Type: text/html\r\n"
    "Content-Length: 43\r\n"
    "\r\n"
    "Missing or invalid Sec-WebSocket-Key header";

}  // namespace ws101::testing
