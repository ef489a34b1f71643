// Topic "handshake", the other half: the server's answer, and how the bytes of a request may come (RFC
// 6455 4.2.2).
#include <string>

#include "handshake/accept_key.hpp"
#include "handshake/accept_mistake.hpp"
#include "handshake/check_response.hpp"
#include "text/quoted.hpp"
#include "wscheck/case.hpp"
#include "wscheck/talk.hpp"

namespace ws101::wscheck {
namespace {

constexpr const char* kSampleKey = "dGhlIHNhbXBsZSBub25jZQ==";

Case handshake(std::string name, std::string title, std::string why, std::string section,
               std::function<void(Talk&)> run, bool needs_echo = false) {
  return {"handshake/" + std::move(name),
          std::move(title),
          std::move(why),
          std::move(section),
          std::move(run),
          Peers::Servers,
          Begin::Connected,
          needs_echo};
}

// The head of a 101; a failure otherwise.
ResponseHead accepted(Talk& peer, const Head& request) {
  peer.says_bytes(request.text());
  auto answer = peer.hear_response();
  if (!answer && !peer.has_unread()) fail(peer.ending() + " without an answer", "101 Switching Protocols");
  if (!answer)
    fail(peer.ending() + " before the head of an answer was whole", "101 and an empty line at its end");
  if (answer->status != 101)
    fail("the answer is " + std::to_string(answer->status), "101 Switching Protocols");
  return std::move(*answer);
}

// The same for the cases about what else is in the answer: without a 101 there is nothing that they could judge.
ResponseHead accepted_if_at_all(Talk& peer, const Head& request) {
  try {
    return accepted(peer, request);
  } catch (const Judgement& judgement) {
    throw Judgement{Verdict::NotJudged, "no connection: " + judgement.seen, ""};
  }
}

void hears_accept(Talk& peer, const std::string& key) {
  const ResponseHead answer = accepted(peer, peer.request().set("Sec-WebSocket-Key", key));
  const std::string_view came = answer.fields.value("Sec-WebSocket-Accept");
  const std::string wanted = accept_key(key);
  if (came == wanted) return;
  const auto mistake = accept_mistake(key, came);
  fail("Sec-WebSocket-Accept is " + quoted(came) + (mistake ? ", " + *mistake : ""), wanted);
}

// One of the rules of 4.1 about the answer: the head is judged as our own client does it.
void judge(const Talk& peer, const ResponseHead& answer, HandshakeViolation rule) {
  for (const HandshakeIssue& issue : check_response(answer, {peer.key(), peer.settings().subprotocols, {}})) {
    if (issue.violation == rule) fail(issue.detail, std::string(facts(rule).words));
  }
}

void judges(Talk& peer, HandshakeViolation rule) {
  judge(peer, accepted_if_at_all(peer, peer.request()), rule);
}

void add_answer(std::vector<Case>& cases) {
  cases.push_back(handshake("rfc-sample", "the RFC's sample key gets the RFC's Accept",
                            "Accept proves that the server read the request and speaks WebSocket", "1.3",
                            [](Talk& peer) { hears_accept(peer, kSampleKey); }));
  cases.push_back(handshake("accept-fresh", "a fresh key gets its own Accept",
                            "an answer learnt by heart is right only once", "4.2.2", [](Talk& peer) {
                              const Head request = peer.request();
                              hears_accept(peer, std::string(request.value("Sec-WebSocket-Key")));
                            }));
  cases.push_back(handshake("accept-signs", "a key with + and / gets its Accept",
                            "both are letters of base64; in a URL they would be something else", "4.2.2",
                            [](Talk& peer) { hears_accept(peer, "++++////++++////++++/w=="); }));
  cases.push_back(handshake("status", "the answer is 101, in HTTP/1.1", "only this status switches protocols",
                            "4.2.2", [](Talk& peer) {
                              judge(peer, accepted(peer, peer.request()),
                                    HandshakeViolation::ResponseHttpVersion);
                            }));
  cases.push_back(handshake("answer-upgrade", "the answer has \"Upgrade: websocket\"",
                            "clients fail without it", "4.2.2",
                            [](Talk& peer) { judges(peer, HandshakeViolation::ResponseUpgrade); }));
  cases.push_back(handshake("answer-connection", "the answer has \"Connection: Upgrade\"",
                            "clients fail without it", "4.2.2",
                            [](Talk& peer) { judges(peer, HandshakeViolation::ResponseConnection); }));
  cases.push_back(handshake("answer-accept-once", "the answer has one Sec-WebSocket-Accept",
                            "clients fail with two", "4.2.2",
                            [](Talk& peer) { judges(peer, HandshakeViolation::AcceptMissing); }));
  cases.push_back(handshake("answer-extension", "the answer names no extension, for none was offered",
                            "4.1: a client MUST fail a connection whose extension it did not ask for",
                            "4.2.2",
                            [](Talk& peer) { judges(peer, HandshakeViolation::ExtensionNotOffered); }));
  cases.push_back(handshake("answer-subprotocol", "the answer names no subprotocol, for none was offered",
                            "4.1: a client MUST fail a connection whose subprotocol it did not ask for",
                            "4.2.2",
                            [](Talk& peer) { judges(peer, HandshakeViolation::SubprotocolNotOffered); }));
  cases.push_back(handshake("answer-line-ends", "each line of the answer ends in CR LF",
                            "some clients read to CR LF CR LF, and wait for ever", "9112 2.2",
                            [](Talk& peer) {
                              accepted_if_at_all(peer, peer.request());
                              if (const auto* const issue = peer.find_issue(HandshakeViolation::LineEnding)) {
                                fail(issue->detail, "CR LF at the end of each line");
                              }
                            }));
  cases.push_back(handshake("answer-syntax",
                            "each line of the answer is a field with a name, a colon and a value",
                            "what one client overlooks ends another", "9112 5", [](Talk& peer) {
                              accepted_if_at_all(peer, peer.request());
                              for (const HandshakeIssue& issue : peer.head_issues()) {
                                if (issue.violation != HandshakeViolation::LineEnding)
                                  fail(issue.detail, "a field in each line");
                              }
                            }));
  cases.push_back(
      handshake("extension-echoed", "an extension that does not exist is not agreed to",
                "whoever agrees must also have it: messages would be garbled", "9.1", [](Talk& peer) {
                  const ResponseHead answer =
                      accepted(peer, peer.request().add("Sec-WebSocket-Extensions", "x-unknown-to-all; a=1"));
                  const std::string_view agreed = answer.fields.value("Sec-WebSocket-Extensions");
                  if (agreed.find("x-unknown-to-all") != std::string_view::npos) {
                    fail("the answer agrees to " + quoted(agreed), "no such extension in the answer");
                  }
                }));
  cases.push_back(handshake(
      "subprotocol-unknown", "of two unknown subprotocols none, or one, is taken, and no third",
      "a name that was not offered fails the client", "4.2.2", [](Talk& peer) {
        const ResponseHead answer = accepted_if_at_all(
            peer, peer.request().set("Sec-WebSocket-Protocol", "x-first.example, x-second.example"));
        const auto names = answer.fields.list("Sec-WebSocket-Protocol");
        if (names.size() > 1) fail("the answer names two subprotocols", "one at most");
        if (names.empty()) return peer.remark("none was taken");
        if (names[0] != "x-first.example" && names[0] != "x-second.example") {
          fail("the answer names " + quoted(names[0]) + ", which was not offered", "one of the offer");
        }
        peer.remark("took " + std::string(names[0]));
      }));
  cases.push_back(
      handshake("version-told", "a refused version is answered with Sec-WebSocket-Version",
                "4.4: the server MUST tell which versions it speaks, so that the client can try again", "4.4",
                [](Talk& peer) {
                  peer.says_bytes(peer.request().set("Sec-WebSocket-Version", "12").text());
                  const auto answer = peer.hear_response();
                  if (!answer) return peer.forgive(peer.ending() + " without an answer");
                  if (answer->status == 101) return peer.remark("version 12 was accepted");
                  if (answer->fields.count("Sec-WebSocket-Version") == 0) {
                    return peer.forgive("the answer " + std::to_string(answer->status) +
                                        " has no Sec-WebSocket-Version");
                  }
                  if (answer->status != 426) peer.remark("the status is " + std::to_string(answer->status));
                }));
}

void add_bytes(std::vector<Case>& cases) {
  cases.push_back(handshake("byte-by-byte", "a request that comes a byte at a time is accepted",
                            "a head may come in any pieces", "4.2.1", [](Talk& peer) {
                              for (const char byte : peer.request().text())
                                peer.says_bytes_silently({&byte, 1});
                              const auto answer = peer.hear_response();
                              if (!answer) fail(peer.ending(), "101 Switching Protocols");
                              if (answer->status != 101)
                                fail("the answer is " + std::to_string(answer->status), "101");
                            }));
  for (const char* const where : {"GET", "\r", "\r\n", "Sec-WebSocket-Key", "\r\n\r"}) {
    std::string name = "cut-behind-";
    for (const char* letter = where; *letter != '\0'; ++letter) {
      name += *letter == '\r'   ? "cr"
              : *letter == '\n' ? "lf"
                                : std::string(1, static_cast<char>(*letter | 0x20));
    }
    cases.push_back(handshake(name, "a request in two segments is accepted (" + name + ")",
                              "the empty line that ends it may be cut, too", "4.2.1", [where](Talk& peer) {
                                const std::string text = peer.request().text();
                                const std::size_t at = text.rfind(where) + std::string_view(where).size();
                                peer.says_bytes(text.substr(0, at));
                                peer.pauses(std::chrono::milliseconds(30));
                                peer.says_bytes(text.substr(at));
                                const auto answer = peer.hear_response();
                                if (!answer) fail(peer.ending(), "101 Switching Protocols");
                                if (answer->status != 101)
                                  fail("the answer is " + std::to_string(answer->status), "101");
                              }));
  }
  for (const bool with_text : {false, true}) {
    cases.push_back(handshake(
        with_text ? "frame-behind-request" : "ping-behind-request",
        with_text ? "a message in the same segment as the request comes back, or is refused"
                  : "a Ping in the same segment as the request is answered, or is refused",
        "TCP is a stream: what came behind the head is not to be thrown away", "4.1",
        [with_text](Talk& peer) {
          peer.says_with_request(with_text ? text("early") : ping("early"));
          const auto answer = peer.hear_response();
          // 4.1: a client MUST wait for the answer. A server may refuse such haste.
          if (!answer || answer->status != 101) return peer.remark("refused");
          try {
            with_text ? peer.hears(text("early")) : peer.hears_pong("early");
          } catch (const Judgement& judgement) {
            peer.forgive("the frame behind the request was lost: " + judgement.seen);
          }
        },
        with_text));
  }
  cases.push_back(handshake("answer-then-alive", "after the 101 a Ping is answered",
                            "the head of the answer ends with an empty line, and frames follow", "4.2.2",
                            [](Talk& peer) {
                              peer.opens();
                              peer.lives();
                            }));
  struct Large {
    const char* name;
    const char* words;
    std::size_t size;
  };
  for (const Large& large :
       {Large{"head-64k", "a head of 64 KiB", 64 << 10}, Large{"head-1m", "a head of 1 MiB", 1 << 20}}) {
    cases.push_back(
        handshake(large.name, std::string(large.words) + " is refused, or accepted, in good order",
                  "a server that keeps every byte of a head can be filled up", "10.4", [large](Talk& peer) {
                    peer.says_bytes(peer.request().add("X-Long", std::string(large.size, 'x')).text());
                    const auto answer = peer.hear_response();
                    if (answer) return peer.remark("the answer is " + std::to_string(answer->status));
                    if (!peer.ended()) fail(peer.ending(), "an answer, or the end of TCP");
                    peer.remark(peer.ending());
                  }));
  }
  cases.push_back(handshake("head-endless", "a head that never ends is cut off after some size",
                            "a server that keeps every byte of a head can be filled up", "10.4",
                            [](Talk& peer) {
                              const std::string start = peer.request().text();
                              peer.says_bytes(start.substr(0, start.size() - 2) + "X-Long: ");
                              for (int i = 0; i < 256 && !peer.ended(); ++i) {
                                peer.says_bytes_silently(std::string(std::size_t{16} << 10, 'x'));
                                peer.listens(std::chrono::milliseconds(0));
                              }
                              const bool answered = peer.hear_response().has_value();
                              if (!answered && !peer.ended())
                                peer.forgive("4 MiB of head were taken without an answer");
                            }));
  cases.push_back(handshake("not-http", "bytes that are no HTTP get no 101", "anybody may connect to a port",
                            "4.2.1", [](Talk& peer) {
                              peer.says_bytes(
                                  std::string("\x16\x03\x01\x02\0\x01\0\x01\xFC\x03\x03\r\n\r\n", 15));
                              peer.ends_sending();
                              const auto answer = peer.hear_response();
                              if (answer && answer->status == 101)
                                fail("the answer is 101", "a refusal, or the end of TCP");
                            }));
}

}  // namespace

void add_handshake_fields(std::vector<Case>& cases) {
  add_answer(cases);
  add_bytes(cases);
}

}  // namespace ws101::wscheck
