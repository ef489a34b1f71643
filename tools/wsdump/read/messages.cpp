// Error messages of libraries and browsers, and names that a program printed instead of bytes: what each means, and
// what to look at. One row for one meaning, with the words of those who say it.
#include <algorithm>
#include <span>
#include <string>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/refusals.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kBytesSeen = 1 << 14;  // a message with its stack trace is shorter

constexpr std::string_view kHeads =
    "curl -v of the same URL shows the request and the answer: give both to wsdump";
constexpr std::string_view kBytes =
    "print the bytes that came in as hex, or take a capture or a browser's net-log, and give that to wsdump";
constexpr std::string_view kWho =
    "the log of the server, or of the proxy in front of it, says who ended the connection, and why";

constexpr std::string_view kRefused = "the server did not answer the handshake with status 101";

struct Message {
  std::string_view signs;  // set apart by |, in lower case; ~ as end_of_sign() has it
  std::string_view means, look;
};

// What people copy, or programs print, instead of the bytes.
constexpr Message kNames[] = {
    {"[object blob]|blob {|blob(", "the name of a Blob, not its bytes",
     "set socket.binaryType = 'arraybuffer' and print new Uint8Array(event.data)"},
    {"[object arraybuffer]|[object uint8array]|[object object]", "the name of an object, not its bytes",
     "print new Uint8Array(data), or Buffer.from(data).toString('hex')"},
    {"[b@", "the name of a Java array, not its bytes", "print Arrays.toString(bytes)"},
    {"<memory at|<_io.|object at 0x", "the name of a Python object, not its bytes",
     "print bytes(data).hex(' ')"},
    {"system.byte[]", "the name of a .NET array, not its bytes", "print BitConverter.ToString(bytes)"},
    {"heapbytebuffer[pos|directbytebuf|bytebuf(ridx", "the state of a buffer, not its bytes",
     "print the bytes as hex: ByteBufUtil.hexDump(buffer), or Arrays.toString(buffer.array())"},
    {"opcode: |opcode=|opcode:|opcode =|,fin=true|,fin=false|wsmessage|textmessage payload=|textmessage(",
     "the fields of a frame, not its bytes on the wire",
     "print the whole frame as it came: the header, the key and the payload that is still masked"},
    {"&nbsp;|&gt;|&lt;|<code|<pre|<span|<br", "HTML source", "copy the text as the browser shows it"},
    {"payloaddata|\"opcode\"|press ctrl+c to quit", "messages without their frames",
     "a browser's net-log has the bytes, its HAR the messages"},
    {"http/1.1host:|protocolsupgrade:|websocketconnection:", "a head that has lost its line ends",
     "give each of its lines as a line"},
    {"frame.number", "fields of packets", "print the bytes: tshark -r FILE -T fields -e tcp.payload"},
    {">^", "an editor's view of bytes, which cannot be undone for sure", "use xxd FILE"},
    {"m-^", "the output of cat -v, which cannot be undone for sure", "use xxd FILE"},
    {"\n*\n", "a * line, which stands for repeated lines that only offsets can count",
     "use xxd, or hexdump -v"},
};

// Those that name the fault come before those that only say that there is one.
constexpr Message kErrors[] = {
    {"bits: '\\x16\\x03|bits: '\\x17\\x03|bits: b'\\x16\\x03|bits: b'\\x17\\x03",
     "the two bytes in it begin a TLS record: one end speaks TLS (wss) and the other does not (ws)",
     "use the scheme, and the port, of the server"},
    {"rsv1 must be clear|rsv2 and rsv3|reserved bit|rsv is not impl|bad rsv|rsv != 0|rsv bit|compressed bit "
     "must",
     "a frame came with RSV bits that mean nothing: compression that was not agreed on, or bytes that are no "
     "frame at all, such as text sent without one",
     kBytes},
    {"server must not mask|mask must be clear|masked frame from|must not be masked",
     "the server masked its frames; only a client masks (RFC 6455 5.1)", kBytes},
    {"mask must be set|not masked|unmasked frame|unmasked client|incorrect masking|must mask|missing mask",
     "the MASK bit is wrong for its sender: a client masks every frame, a server none (RFC 6455 5.1)",
     kBytes},
    {"non-zero opcode 0|opcode in non-fin frame|~continuation frame|continuation opcode",
     "fragments came out of order: a continuation of no message, or a message inside an unfinished one",
     kBytes},
    {"invalid opcode|unknown opcode|~frame opcode|bad opcode|reserved opcode|no handler for opcode|"
     "opcode_to_name(",
     "a frame came with an opcode that has no meaning: its bytes were probably no frame", kBytes},
    {"could not decode a text frame|invalid utf-8|invalid utf8|not valid utf",
     "text came that is not UTF-8: send other bytes in binary messages", kBytes},
    {"frame: invalid status code|invalid close code|invalid_close_code",
     "a Close came with a code that may not be sent: below 1000, or 1004, 1005, 1006 or 1015", kBytes},
    {"invalid frame header|invalid websocket frame|invalid frame|fragmented control",
     "a frame came whose header breaks the rules: often text without a frame, or a wrong length", kBytes},
    {"max payload|message too big|frame too large|message too long",
     "a message came that is longer than its receiver allows; an absurd length is rather a misread header",
     kBytes},
    {"must not appear more than once",
     "a field came twice in the answer that may be there once: the server, or a proxy, adds it again",
     kHeads},
    {"handshake_status_code=3|handshake_status_code=4|handshake_status_code=5", kRefused, kHeads},
    {"invalid challenge|~sec-websocket-accept|~accept hash|~accept header",
     "the server's Sec-WebSocket-Accept is missing, or does not fit the client's key",
     "wsdump accept KEY computes it; wsdump accept KEY ACCEPT says what went wrong"},
    {"~sec-websocket-protocol|~subprotocol|~sub-protocol",
     "the two ends do not agree on a subprotocol: the server must choose one that the client offers", kHeads},
    {"http_upgrade: websocket",
     "the fields Upgrade and Connection are right in it, so the server refused for another reason",
     "look at the page's Origin (in Rails allowed_request_origins), and at the proxy's HTTP version"},
    {"'upgrade' token|http_upgrade: |'upgrade' header|'connection' header|invalid upgrade header|"
     "\"upgrade\" only|no upgrade header|invalidupgrade|missing upgrade|upgrade header",
     "the fields Upgrade and Connection are not as they must be: often a proxy has dropped them",
     "nginx needs proxy_http_version 1.1, proxy_set_header Upgrade $http_upgrade and Connection \"upgrade\""},
    {"wrong version number|err_ssl|unrecognized ssl|ssl_error|tlsv1 alert|not an ssl|before secure tls",
     "one end speaks TLS (wss) and the other does not (ws)", "use the scheme, and the port, of the server"},
    {"page loaded over https|insecure websocket|operation is insecure",
     "a page that came over https may not open ws://: the browser sent nothing", "use wss://"},
    {"connection refused|econnrefused|connection_refused|connectionrefused|actively refused",
     "nothing listens at that address and port: no byte of WebSocket was sent",
     "look at the host, the port and a firewall"},
    {"unexpected response code|unexpected server response|is not '101|with a websocket upgrade: |"
     "handshake resp |domain=websocket code=|expected http 101|wsserverhandshakeerror: |"
     "response { status: |did not permit the http upgrade|handshake response getstatus|rejected websocket|"
     "invalidstatus|handshake status|invalid response status|unhandled http status|upgradeexception|"
     "unexpected status code|invalid status code|bad http response|response not 101|"
     "bad response code|invalid http upgrade|bad handshake|not upgraded to websocket|declined by the remote|"
     "returned status code|invalid http status|http error|response code",
     kRefused, kHeads},
    {"before receiving a handshake|valid http response|socket hang up|prematurely closed",
     "the server, or a proxy, closed the connection instead of answering", kWho},
    {"closed before the connection is established|closed before the connection was established",
     "the client itself closed the WebSocket while it was still opening",
     "look for close(), or a reload, right behind new WebSocket()"},
    {"code: 1006|code 1006|code = 1006|code=1006|code:1006|1006 (|(1006|abnormal clos|closed abnormally|"
     "no close frame|without completing the close|connection reset|connection_reset|received 1006",
     "the connection ended without a Close frame; 1006 is never sent, each end tells it itself", kWho},
    {"connectionclosedok|1000 (ok)|code: 1000|code 1000|code = 1000|code=1000",
     "the connection was closed in the normal way: 1000 is no fault", kWho},
    {"invalid_http_response|expected http/",
     "the answer is no HTTP: another protocol at that port, or TLS at one end only", kHeads},
    {"(protocol error)|code: 1002|code 1002|code=1002|code = 1002",
     "one end found a fault in what the other sent", kBytes},
    {"establish a connection to the server at|was interrupted while the page",
     "Firefox tells no reason: refused, TLS, an answer other than 101 or a wrong Accept", kHeads},
    {"websocket connection to ", "it is a browser's, and names no reason", kBytes},
};

// " but with 403" for the first HTTP status behind the words: on their line, or on one of the next that tells of one.
std::string status_in(std::string_view text) {
  constexpr int kLines = 8;
  constexpr std::string_view kDigits = "0123456789";
  for (int line = 0; line < kLines && !text.empty(); ++line) {
    const std::string_view words = take_line(text);
    if (line > 0 && !contains(words, "status") && !contains(words, "http/1.")) continue;
    for (std::size_t i = 0; i < words.size();) {
      i = std::min(words.find_first_of(kDigits, i), words.size());
      const std::size_t end = std::min(words.find_first_not_of(kDigits, i), words.size());
      const std::string_view number = words.substr(i, end - i);
      if (number.size() == 3 && number >= "102" && number < "600") return " but with " + std::string(number);
      i = end;
    }
  }
  return {};
}

// Where `seen` goes on behind the sign; npos if it lacks it. A sign with ~ is the name of a thing, which a field of a
// head or a sketch has as well: its line must say that something is wrong.
std::size_t end_of_sign(std::string_view seen, std::string_view sign) {
  constexpr std::string_view kComplaints[] = {"error",       "fail", "invalid",    "missing",   "match",
                                              "must",        "not ", "unexpected", "expect",    "incorrect",
                                              "wrong",       "no ",  "none",       "unrecogni", "unknown",
                                              "unsupported", "bad ", "received",   "reject"};
  const bool name = sign.starts_with('~');
  if (name) sign.remove_prefix(1);
  std::size_t at = seen.find(sign);
  while (name && at != std::string_view::npos) {
    const std::size_t begin = seen.rfind('\n', at) + 1;  // npos + 1 is 0
    const std::size_t end = std::min(seen.find('\n', at), seen.size());
    const std::string_view line = seen.substr(begin, end - begin);
    const auto in_line = [&](std::string_view word) { return contains(line, word); };
    if (std::any_of(std::begin(kComplaints), std::end(kComplaints), in_line)) break;
    at = seen.find(sign, end);
  }
  return at == std::string_view::npos ? at : at + sign.size();
}

// The first row of which `seen` has a sign; what follows the sign is left in `behind`.
const Message* find(std::span<const Message> rows, std::string_view seen, std::string_view& behind) {
  for (const Message& row : rows) {
    for (std::string_view rest = row.signs; !rest.empty();) {
      const std::string_view sign = rest.substr(0, rest.find('|'));
      rest.remove_prefix(std::min(sign.size() + 1, rest.size()));
      const std::size_t end = end_of_sign(seen, sign);
      if (end == std::string_view::npos) continue;
      behind = seen.substr(is_digit(sign.back()) ? end - 1 : end);  // of a number
      return &row;
    }
  }
  return nullptr;
}

}  // namespace

std::optional<NoBytes> known_message(std::string_view body) {
  const std::string seen = lower(body.substr(0, kBytesSeen));
  std::string_view behind;
  if (const Message* error = find(kErrors, seen, behind)) {
    const std::string status = error->means == kRefused ? status_in(behind) : std::string();
    return NoBytes{"an error message: " + std::string(error->means) + status, std::string(error->look)};
  }
  const Message* name = find(kNames, seen, behind);
  if (name == nullptr) return std::nullopt;
  return NoBytes{std::string(name->means), std::string(name->look)};
}

}  // namespace ws101::wsdump::input
