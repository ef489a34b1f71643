// Topic "handshake" for clients: what their request says, and which answers they must not take (RFC 6455 4.1).
#include <string>
#include <utility>

#include "handshake/accept_key.hpp"
#include "handshake/check_request.hpp"
#include "wscheck/case.hpp"
#include "wscheck/talk.hpp"

namespace ws101::wscheck {
namespace {

Case handshake(std::string name, std::string title, std::string why, std::function<void(Talk&)> run) {
  return {"handshake/" + std::move(name),
          std::move(title),
          std::move(why),
          "4.1",
          std::move(run),
          Peers::Clients,
          Begin::Connected,
          false};
}

RequestHead asked(Talk& peer) {
  auto request = peer.hear_request();
  if (!request) throw Judgement{Verdict::NotJudged, "no request: " + peer.ending(), ""};
  return std::move(*request);
}

struct Answer {
  const char* name;
  const char* title;  // behind "an answer"
  bool good;
  void (*change)(Head&);
};

const Answer kAnswers[] = {
    {"names-lower-case", "with field names in lower case is taken", true,
     [](Head& head) { head.rename("Upgrade", "upgrade").rename("Connection", "connection"); }},
    {"upgrade-other-case", "with \"Upgrade: WebSocket\" is taken", true,
     [](Head& head) { head.set("Upgrade", "WebSocket"); }},
    {"connection-other-case", "with \"Connection: upgrade\" is taken", true,
     [](Head& head) { head.set("Connection", "upgrade"); }},
    {"no-space-behind-colon", "without spaces behind the colons is taken", true,
     [](Head& head) { head.colon = ":"; }},
    {"other-reason", "with another reason phrase is taken", true,
     [](Head& head) { head.start = "HTTP/1.1 101 Yes"; }},
    {"more-fields", "with further fields is taken", true,
     [](Head& head) { head.add("Server", "wscheck").add("Date", "today"); }},
    {"accept-wrong", "with a wrong Accept is not taken", false,
     [](Head& head) { head.set("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="); }},
    {"accept-missing", "without Accept is not taken", false,
     [](Head& head) { head.drop("Sec-WebSocket-Accept"); }},
    {"accept-empty", "with an empty Accept is not taken", false,
     [](Head& head) { head.set("Sec-WebSocket-Accept", ""); }},
    {"accept-other-case", "with an Accept in lower case is not taken", false,
     [](Head& head) {
       std::string value(head.value("Sec-WebSocket-Accept"));
       for (char& letter : value) {
         if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter | 0x20);
       }
       head.set("Sec-WebSocket-Accept", value + "x");
     }},
    {"upgrade-missing", "without Upgrade is not taken", false, [](Head& head) { head.drop("Upgrade"); }},
    {"upgrade-other-protocol", "with \"Upgrade: h2c\" is not taken", false,
     [](Head& head) { head.set("Upgrade", "h2c"); }},
    {"connection-missing", "without Connection is not taken", false,
     [](Head& head) { head.drop("Connection"); }},
    {"connection-keep-alive", "with \"Connection: keep-alive\" is not taken", false,
     [](Head& head) { head.set("Connection", "keep-alive"); }},
    {"status-200", "with the status 200 is not taken", false,
     [](Head& head) { head.start = "HTTP/1.1 200 OK"; }},
    {"status-404", "with the status 404 is not taken", false,
     [](Head& head) { head.start = "HTTP/1.1 404 Not Found"; }},
    {"status-301", "with the status 301 is not taken", false,
     [](Head& head) { head.start = "HTTP/1.1 301 Moved Permanently"; }},
    {"extension-foreign", "with an extension that was not offered is not taken", false,
     [](Head& head) { head.add("Sec-WebSocket-Extensions", "x-nobody-offered"); }},
    {"subprotocol-foreign", "with a subprotocol that was not offered is not taken", false,
     [](Head& head) { head.set("Sec-WebSocket-Protocol", "x-nobody-offered"); }},
};

void add_answers(std::vector<Case>& cases) {
  for (const Answer& row : kAnswers) {
    cases.push_back(handshake(std::string("client-") + row.name, std::string("an answer ") + row.title,
                              row.good ? "it says the same in other words"
                                       : "this server does not speak WebSocket, or answers somebody else",
                              [row](Talk& peer) {
                                Head head = peer.response(asked(peer));
                                row.change(head);
                                peer.says_bytes(head.text());
                                row.good ? peer.lives() : peer.hears_refusal("the answer breaks 4.1");
                              }));
  }
  cases.push_back(handshake("client-answer-in-bytes", "an answer that comes a byte at a time is taken",
                            "a head may come in any pieces", [](Talk& peer) {
                              for (const char byte : peer.response(asked(peer)).text()) {
                                peer.says_bytes_silently({&byte, 1});
                              }
                              peer.lives();
                            }));
  cases.push_back(
      handshake("client-request", "the request of a client is as 4.1 asks",
                "servers refuse what is not: the method, Host, Upgrade, Connection, the key, the version",
                [](Talk& peer) {
                  const auto issues = check_request(asked(peer));
                  if (!issues.empty()) {
                    fail(issues.front().detail, std::string(facts(issues.front().violation).words));
                  }
                }));
}

}  // namespace

void add_client_handshake(std::vector<Case>& cases) {
  add_answers(cases);
}

}  // namespace ws101::wscheck
