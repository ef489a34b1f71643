// Topic "closing": the closing handshake, its codes, and how TCP ends (RFC 6455 5.5.1, 7).
#include <array>
#include <string>

#include "describe/close_words.hpp"
#include "text/counted.hpp"
#include "wscheck/case.hpp"
#include "wscheck/talk.hpp"

namespace ws101::wscheck {
namespace {

constexpr std::array<std::uint16_t, 20> kGoodCodes = {1000, 1001, 1002, 1003, 1007, 1008, 1009,
                                                      1010, 1011, 1012, 1013, 1014, 3000, 3001,
                                                      3500, 3999, 4000, 4001, 4500, 4999};
constexpr std::array<std::uint16_t, 16> kBadCodes = {0,    1,    100,  999,  1004, 1005, 1006,  1015,
                                                     1016, 1100, 1999, 2000, 2999, 5000, 40000, 65535};

void add_codes(std::vector<Case>& cases) {
  for (const std::uint16_t code : kGoodCodes) {
    // The registry got 1012 to 1014 after the RFC: an older peer may refuse them.
    const bool later = code >= 1012 && code <= 1014;
    cases.push_back(
        {"closing/code-" + std::to_string(code),
         "Close " + std::to_string(code) + " (" + std::string(name(CloseCode{code})) + ") is answered",
         "every code that may be sent must be understood as an ordinary end", "7.4",
         [code, later](Talk& peer) {
           peer.says(close(code));
           if (later) {
             if (!peer.hears_some_close()) fail(peer.ending(), "a Close in answer");
           } else {
             peer.hears_close(CloseCode{code});
           }
         },
         Peers::Both, Begin::Opened, false});
  }
  for (const std::uint16_t code : kBadCodes) {
    // 1016 to 2999 may get a meaning later, and the standard does not mention codes above 4999: an echo of
    // these is forgiven.
    const bool open = (code >= 1016 && code <= 2999) || code >= 5000;
    cases.push_back({"closing/bad-code-" + std::to_string(code),
                     "Close " + std::to_string(code) + " is not answered with the same code",
                     open ? "nobody may send it yet"
                          : "it is not for the wire: a program that echoes it breaks the rule too",
                     "7.4",
                     [code, open](Talk& peer) {
                       peer.says(close(code));
                       if (open) return peer.hears_refused_or_echoed(CloseCode{code});
                       peer.hears_failure(CloseCode::ProtocolError, "the code must not be on the wire");
                     },
                     Peers::Both, Begin::Opened, false});
  }
}

void add_payloads(std::vector<Case>& cases) {
  cases.push_back({"closing/empty", "a Close without a payload is answered",
                   "no code is the simplest way to say that all is done", "5.5.1",
                   [](Talk& peer) {
                     peer.says(close_with(""));
                     const auto code = peer.hears_some_close();
                     if (!code) fail(peer.ending(), "a Close in answer");
                     if (*code != CloseCode::NoStatus)
                       peer.remark("answered with " + std::to_string(number(*code)));
                   },
                   Peers::Both, Begin::Opened, false});
  for (const std::size_t size : {1u, 5u, 50u, 122u, 123u}) {
    cases.push_back({"closing/reason-" + std::to_string(size),
                     "a Close with a reason of " + counted(size, "byte") + " is answered",
                     "123 bytes are the most: 125 without the code", "5.5.1",
                     [size](Talk& peer) {
                       peer.says(close(1000, letters(size)));
                       peer.hears_close(CloseCode::Normal);
                     },
                     Peers::Both, Begin::Opened, false});
  }
  cases.push_back({"closing/reason-utf8", "a Close with a reason in Greek is answered",
                   "the reason is text, and text is UTF-8", "5.5.1",
                   [](Talk& peer) {
                     peer.says(close(1000, "\xCE\xBA\xE1\xBD\xB9\xCF\x83\xCE\xBC\xCE\xB5"));
                     peer.hears_close(CloseCode::Normal);
                   },
                   Peers::Both, Begin::Opened, false});
  for (const auto& [name, reason] : {std::pair<const char*, const char*>{"ff", "bye \xFF"},
                                     {"surrogate", "\xED\xA0\x80"},
                                     {"overlong", "\xC0\xAF"},
                                     {"cut", "caf\xC3"}}) {
    cases.push_back({std::string("closing/reason-invalid-") + name,
                     std::string("a reason that is not UTF-8 fails the connection (") + name + ")",
                     "the reason is text, and goes to logs and screens", "5.5.1",
                     [reason = std::string(reason)](Talk& peer) {
                       peer.says(close(1000, reason));
                       peer.hears_failure(CloseCode::InvalidPayload, "the reason of a Close is UTF-8");
                     },
                     Peers::Both, Begin::Opened, false});
  }
  for (const char byte : {'\0', '\x03', 'x'}) {
    cases.push_back({"closing/one-byte-" + std::to_string(static_cast<int>(byte)),
                     "a Close with a payload of one byte fails the connection",
                     "half a code is none: reading two bytes reads what is not there", "5.5.1",
                     [byte](Talk& peer) {
                       peer.says(close_with(std::string(1, byte)));
                       peer.hears_failure(CloseCode::ProtocolError,
                                          "a body MUST begin with a code of two bytes");
                     },
                     Peers::Both, Begin::Opened, false});
  }
}

struct After {
  const char* name;
  const char* words;
  std::vector<Frame> frames;
};

void add_after(std::vector<Case>& cases) {
  const std::vector<After> rows = {{"text", "a message", {text("too late")}},
                                   {"ping", "a Ping", {ping("too late")}},
                                   {"close", "another Close", {close(1001)}},
                                   {"fragment", "half a message", {unfinished(text("too"))}},
                                   {"bad-frame", "an unknown opcode", {with_opcode(5)}}};
  for (const After& row : rows) {
    cases.push_back({std::string("closing/then-") + row.name,
                     std::string(row.words) + " after Close, in the same segment, is not answered",
                     "Close is the last word; what follows was never said", "5.5.1",
                     [row](Talk& peer) {
                       std::vector<Frame> frames = {close(1000)};
                       frames.insert(frames.end(), row.frames.begin(), row.frames.end());
                       peer.says_together(frames);
                       // We break a rule ourselves, so a peer that ends TCP immediately is forgiven.
                       if (!peer.hears_some_close() && peer.ended()) {
                         return peer.forgive(peer.ending() + " without a Close in answer");
                       }
                       peer.hears_close(CloseCode::Normal);
                       peer.hears_end();
                       if (peer.messages_waiting() > 0)
                         fail("the message after the Close came back", "nothing");
                       if (peer.pongs_heard() > 0) peer.forgive("the Ping after the Close was answered");
                     },
                     Peers::Both, Begin::Opened, false});
  }
  cases.push_back({"closing/message-before", "a message just before Close, in the same segment, is answered",
                   "the order of frames is the order of events", "5.5.1", [](Talk& peer) {
                     peer.says_together({text("last words"), close(1000)});
                     peer.hears_close(CloseCode::Normal);
                     if (peer.messages_waiting() == 0)
                       peer.forgive("the message just before the Close was not answered");
                   }});
  cases.push_back({"closing/inside-message", "a Close inside an unfinished message is answered",
                   "an endpoint may give up a message at any time", "5.5.1",
                   [](Talk& peer) {
                     peer.says_together({unfinished(text("Hel")), close(1000)});
                     peer.hears_close(CloseCode::Normal);
                   },
                   Peers::Both, Begin::Opened, false});
  cases.push_back({"closing/in-bytes", "a Close that comes a byte at a time is answered",
                   "TCP may cut a frame anywhere", "5.5.1",
                   [](Talk& peer) {
                     peer.says_in_pieces({close(1000, "slowly")}, 1);
                     peer.hears_close(CloseCode::Normal);
                   },
                   Peers::Both, Begin::Opened, false});
}

void add_ends(std::vector<Case>& cases) {
  cases.push_back({"closing/ends-tcp", "TCP ends after both Close frames, and the server ends it",
                   "5.5.1: the server MUST close at once; a client that waits would wait for ever", "5.5.1",
                   [](Talk& peer) {
                     peer.says(close(1000));
                     peer.hears_close(CloseCode::Normal);
                     peer.hears_end();
                   },
                   Peers::Both, Begin::Opened, false});
  cases.push_back({"closing/one-answer", "a Close is answered with one Close",
                   "after a Close nothing more is sent", "5.5.1",
                   [](Talk& peer) {
                     peer.says(close(1000));
                     peer.hears_close(CloseCode::Normal);
                     peer.listens(std::chrono::milliseconds(200));
                     if (peer.closes_heard() > 1) peer.forgive("it sends two Close frames");
                   },
                   Peers::Both, Begin::Opened, false});
  cases.push_back({"closing/ends-tcp-empty", "TCP ends after a Close without a code, too",
                   "5.5.1: the server MUST close at once", "5.5.1",
                   [](Talk& peer) {
                     peer.says(close_with(""));
                     if (!peer.hears_some_close()) fail(peer.ending(), "a Close in answer");
                     peer.hears_end();
                   },
                   Peers::Both, Begin::Opened, false});
  cases.push_back({"closing/ends-tcp-after-failing", "TCP ends after a violation",
                   "a peer that broke the protocol is not to be waited for", "7.1.7",
                   [](Talk& peer) {
                     peer.says(with_opcode(3, "Hello"));
                     peer.hears_failure(CloseCode::ProtocolError,
                                        "an unknown opcode MUST fail the connection");
                     if (peer.close_came() && !peer.ended()) peer.says(close(1002));
                     peer.hears_end();
                   },
                   Peers::Both, Begin::Opened, false});
  cases.push_back({"closing/half-close", "when our half of TCP ends, the peer ends its own",
                   "a connection that is half gone costs a descriptor and a thread for ever", "7.1.1",
                   [](Talk& peer) {
                     peer.ends_sending();
                     if (!peer.ends()) peer.forgive("TCP is still open: " + peer.ending());
                   },
                   Peers::Both, Begin::Opened, false});
  cases.push_back({"closing/half-close-after-close",
                   "Close, and at once the end of our half of TCP: answered all the same",
                   "the end of one half says nothing about the other", "7.1.1",
                   [](Talk& peer) {
                     peer.says(close(1000));
                     peer.ends_sending();
                     const auto code = peer.hears_some_close();
                     if (!code) peer.forgive(peer.ending() + " without a Close in answer");
                     if (!peer.ends()) peer.forgive("TCP is still open: " + peer.ending());
                   },
                   Peers::Both, Begin::Opened, false});
  cases.push_back({"closing/half-close-inside-frame", "TCP ending inside a frame ends the connection",
                   "the rest will never come; 0 from recv() is the end, not \"nothing yet\"", "7.1.5",
                   [](Talk& peer) {
                     peer.says(with_length(text("Hel"), 5));
                     peer.ends_sending();
                     if (!peer.ends()) peer.forgive("TCP is still open: " + peer.ending());
                     if (peer.messages_waiting() > 0) fail("half a message came back", "nothing");
                   },
                   Peers::Both, Begin::Opened, false});
}

}  // namespace

void add_closing(std::vector<Case>& cases) {
  add_codes(cases);
  add_payloads(cases);
  add_after(cases);
  add_ends(cases);
}

}  // namespace ws101::wscheck
