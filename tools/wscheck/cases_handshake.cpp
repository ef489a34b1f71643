// Topic "handshake": what a server must accept, and what it must refuse (RFC 6455 4.2).
#include <string>
#include <utility>

#include "handshake/accept_key.hpp"
#include "wscheck/case.hpp"
#include "wscheck/talk.hpp"

namespace ws101::wscheck {
namespace {

enum class Wanted : std::uint8_t {
  Accept,          // 101
  BetterAccepted,  // the same, but a refusal is forgiven
  Refuse,          // anything but 101
  BetterRefused,   // the same, but 101 is common and forgiven
  Either,          // the standard leaves it open: what the server did is told
};

struct Row {
  const char* name;
  const char* title;  // follows "a request"
  const char* why;
  const char* section;
  Wanted wanted;
  void (*change)(Head&);
};

std::string answer_words(Talk& peer, const std::optional<ResponseHead>& answer) {
  if (!answer) return peer.ending() + " without an answer";
  return "the answer is " + std::to_string(answer->status);
}

void judge(Talk& peer, Wanted wanted) {
  const auto answer = peer.hear_response();
  const bool accepted = answer && answer->status == 101;
  const std::string words = answer_words(peer, answer);
  switch (wanted) {
    case Wanted::BetterAccepted:
      if (!accepted) return peer.forgive(words);
      return;
    case Wanted::Accept:
      if (!accepted) fail(words, "101 Switching Protocols");
      if (answer->fields.value("Sec-WebSocket-Accept") != accept_key(peer.key())) {
        fail("Sec-WebSocket-Accept is not the one of the key", accept_key(peer.key()));
      }
      return;
    case Wanted::Refuse:
      if (accepted) fail(words, "a refusal, such as 400 Bad Request");
      if (!answer && peer.ended()) return peer.forgive(words + "; a status such as 400 would tell why");
      if (!answer) fail(words, "a refusal, such as 400 Bad Request");
      return peer.remark(words);
    case Wanted::BetterRefused:
      if (accepted) return peer.forgive("accepted");
      return peer.remark(words);
    case Wanted::Either:
      return peer.remark(words);
  }
}

// Gives letters from `first` to `last` in field names the other case.
void change_case(Head& head, char first, char last) {
  for (auto& field : head.fields) {
    for (char& letter : field.first) {
      if (letter >= first && letter <= last) letter = static_cast<char>(letter ^ 0x20);
    }
  }
}

constexpr const char* kWhyCase = "field names and these tokens have no case";
constexpr const char* kWhyList =
    "Connection and Upgrade are lists: a proxy or a browser may have more to say";
constexpr const char* kWhyMissing = "without it this is an ordinary HTTP request, or nonsense";

const Row kRows[] = {
    {"names-lower", "with all field names in lower case is accepted", kWhyCase, "4.2.1", Wanted::Accept,
     [](Head& head) { change_case(head, 'A', 'Z'); }},
    {"names-upper", "with all field names in upper case is accepted", kWhyCase, "4.2.1", Wanted::Accept,
     [](Head& head) { change_case(head, 'a', 'z'); }},
    {"upgrade-case", "with \"Upgrade: WebSocket\" is accepted", kWhyCase, "4.2.1", Wanted::Accept,
     [](Head& head) { head.set("Upgrade", "WebSocket"); }},
    {"upgrade-upper", "with \"Upgrade: WEBSOCKET\" is accepted", kWhyCase, "4.2.1", Wanted::Accept,
     [](Head& head) { head.set("Upgrade", "WEBSOCKET"); }},
    {"connection-lower", "with \"Connection: upgrade\" is accepted", kWhyCase, "4.2.1", Wanted::Accept,
     [](Head& head) { head.set("Connection", "upgrade"); }},
    {"connection-list", "with \"Connection: keep-alive, Upgrade\" is accepted", "Firefox sends exactly this",
     "4.2.1", Wanted::Accept, [](Head& head) { head.set("Connection", "keep-alive, Upgrade"); }},
    {"connection-list-first", "with \"Connection: Upgrade, keep-alive\" is accepted", kWhyList, "4.2.1",
     Wanted::Accept, [](Head& head) { head.set("Connection", "Upgrade, keep-alive"); }},
    {"connection-list-tight", "with \"Connection: keep-alive,Upgrade\" is accepted", kWhyList, "4.2.1",
     Wanted::Accept, [](Head& head) { head.set("Connection", "keep-alive,Upgrade"); }},
    {"connection-two-lines", "with two Connection fields, the second with Upgrade, is accepted",
     "two field lines of one name are one list", "4.2.1", Wanted::BetterAccepted,
     [](Head& head) { head.set("Connection", "keep-alive").add("Connection", "Upgrade"); }},
    {"spaces-around", "with spaces and tabs around its values is accepted",
     "white space around a value is not part of it", "4.2.1", Wanted::Accept,
     [](Head& head) { head.colon = ": \t "; }},
    {"no-space", "without a space behind the colons is accepted", "the space is usual, not required", "4.2.1",
     Wanted::Accept, [](Head& head) { head.colon = ":"; }},
    {"trailing-space", "with spaces behind its values is accepted",
     "white space around a value is not part of it", "4.2.1", Wanted::Accept,
     [](Head& head) {
       for (auto& field : head.fields) field.second += "  ";
     }},
    {"other-order", "with its fields in another order is accepted", "the order of fields means nothing",
     "4.1", Wanted::Accept,
     [](Head& head) {
       std::swap(head.fields[0], head.fields[4]);
       std::swap(head.fields[1], head.fields[3]);
     }},
    {"many-fields", "with 40 further fields is accepted", "browsers send cookies and more", "4.1",
     Wanted::BetterAccepted,
     [](Head& head) {
       for (int i = 0; i < 40; ++i) head.add("X-Field-" + std::to_string(i), "value");
     }},
    {"long-field", "with a cookie of 3,000 bytes is accepted", "a head may be longer than the first recv()",
     "4.1", Wanted::BetterAccepted, [](Head& head) { head.add("Cookie", "c=" + std::string(3000, 'x')); }},
    {"empty-field", "with an empty field is accepted", "a value may be empty", "4.1", Wanted::Accept,
     [](Head& head) { head.add("X-Empty", ""); }},
    {"unknown-extension", "that offers an unknown extension is accepted without it",
     "an offer is a question; no is an answer", "9.1", Wanted::Accept,
     [](Head& head) { head.add("Sec-WebSocket-Extensions", "x-unknown; a=1; b"); }},
    {"user-agent", "as Chromium sends it is accepted", "the fields of a browser around those of the protocol",
     "4.1", Wanted::Accept,
     [](Head& head) {
       head.set("Pragma", "no-cache")
           .set("Cache-Control", "no-cache")
           .set("Accept-Encoding", "gzip, deflate");
       head.set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64)").set("Accept-Language", "en-US,en;q=0.9");
     }},

    {"no-upgrade", "without Upgrade gets no 101", kWhyMissing, "4.2.1", Wanted::Refuse,
     [](Head& head) { head.drop("Upgrade"); }},
    {"upgrade-other", "with \"Upgrade: h2c\" gets no 101", "the client asks for another protocol", "4.2.1",
     Wanted::Refuse, [](Head& head) { head.set("Upgrade", "h2c"); }},
    {"upgrade-empty", "with an empty Upgrade gets no 101", kWhyMissing, "4.2.1", Wanted::Refuse,
     [](Head& head) { head.set("Upgrade", ""); }},
    {"upgrade-longer", "with \"Upgrade: websockets\" gets no 101", "a token is compared whole", "4.2.1",
     Wanted::BetterRefused, [](Head& head) { head.set("Upgrade", "websockets"); }},
    {"no-connection", "without Connection gets no 101", kWhyMissing, "4.2.1", Wanted::Refuse,
     [](Head& head) { head.drop("Connection"); }},
    {"connection-other", "with \"Connection: keep-alive\" alone gets no 101", kWhyMissing, "4.2.1",
     Wanted::Refuse, [](Head& head) { head.set("Connection", "keep-alive"); }},
    {"connection-close", "with \"Connection: close\" gets no 101", kWhyMissing, "4.2.1", Wanted::Refuse,
     [](Head& head) { head.set("Connection", "close"); }},
    {"connection-longer", "with \"Connection: upgraded\" gets no 101", "a token is compared whole", "4.2.1",
     Wanted::BetterRefused, [](Head& head) { head.set("Connection", "upgraded"); }},
    {"no-key", "without Sec-WebSocket-Key gets no 101", "there is nothing to answer with Accept", "4.2.1",
     Wanted::Refuse, [](Head& head) { head.drop("Sec-WebSocket-Key"); }},
    {"key-empty", "with an empty key gets no 101", "a key is 16 bytes in base64", "4.2.1",
     Wanted::BetterRefused, [](Head& head) { head.set("Sec-WebSocket-Key", ""); }},
    {"key-15", "with a key of 15 bytes gets no 101", "a key is 16 bytes in base64", "4.2.1",
     Wanted::BetterRefused, [](Head& head) { head.set("Sec-WebSocket-Key", "AAECAwQFBgcICQoLDA0O"); }},
    {"key-17", "with a key of 17 bytes gets no 101", "a key is 16 bytes in base64", "4.2.1",
     Wanted::BetterRefused, [](Head& head) { head.set("Sec-WebSocket-Key", "AAECAwQFBgcICQoLDA0ODxA="); }},
    {"key-alphabet", "with a key that is not base64 gets no 101", "a key is 16 bytes in base64", "4.2.1",
     Wanted::BetterRefused, [](Head& head) { head.set("Sec-WebSocket-Key", "dGhl*HNhbXBsZSBub25jZQ=="); }},
    {"key-trailing-bits", "with a key whose last bits are not zero gets no 101",
     "two texts for the same 16 bytes", "4.2.1", Wanted::Either,
     [](Head& head) { head.set("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZR=="); }},
    {"key-twice", "with two keys gets no 101", "11.3.1: the field MUST NOT appear more than once", "4.2.1",
     Wanted::BetterRefused, [](Head& head) { head.add("Sec-WebSocket-Key", "AAECAwQFBgcICQoLDA0ODw=="); }},
    {"no-version", "without Sec-WebSocket-Version gets no 101",
     "whoever speaks no version may speak another protocol", "4.2.1", Wanted::Refuse,
     [](Head& head) { head.drop("Sec-WebSocket-Version"); }},
    {"version-0", "with version 0 gets no 101", "a version that is not known cannot be spoken", "4.4",
     Wanted::Refuse, [](Head& head) { head.set("Sec-WebSocket-Version", "0"); }},
    {"version-12", "with version 12 gets no 101", "a draft that nobody speaks any more", "4.4",
     Wanted::Refuse, [](Head& head) { head.set("Sec-WebSocket-Version", "12"); }},
    {"version-14", "with version 14 gets no 101", "a version that is not known cannot be spoken", "4.4",
     Wanted::Refuse, [](Head& head) { head.set("Sec-WebSocket-Version", "14"); }},
    {"version-130", "with version 130 gets no 101", "13 is a number, not a beginning", "4.4", Wanted::Refuse,
     [](Head& head) { head.set("Sec-WebSocket-Version", "130"); }},
    {"version-text", "with a version that is no number gets no 101", "13 is a number", "4.4", Wanted::Refuse,
     [](Head& head) { head.set("Sec-WebSocket-Version", "thirteen"); }},
    {"version-empty", "with an empty version gets no 101", "13 is a number", "4.4", Wanted::Refuse,
     [](Head& head) { head.set("Sec-WebSocket-Version", ""); }},
    {"version-8", "with version 8",
     "the drafts 7 to 12 called themselves "
     "8: some servers still speak it",
     "4.4", Wanted::Either, [](Head& head) { head.set("Sec-WebSocket-Version", "8"); }},
    {"version-zero-padded", "with version 013", "the grammar of 4.3 forbids leading zeros", "4.3",
     Wanted::Either, [](Head& head) { head.set("Sec-WebSocket-Version", "013"); }},

    {"post", "by POST gets no 101", "the method is GET", "4.2.1", Wanted::Refuse,
     [](Head& head) { head.start.replace(0, 3, "POST"); }},
    {"put", "by PUT gets no 101", "the method is GET", "4.2.1", Wanted::Refuse,
     [](Head& head) { head.start.replace(0, 3, "PUT"); }},
    {"head", "by HEAD gets no 101", "the method is GET", "4.2.1", Wanted::Refuse,
     [](Head& head) { head.start.replace(0, 3, "HEAD"); }},
    {"delete", "by DELETE gets no 101", "the method is GET", "4.2.1", Wanted::Refuse,
     [](Head& head) { head.start.replace(0, 3, "DELETE"); }},
    {"options", "by OPTIONS gets no 101", "the method is GET", "4.2.1", Wanted::Refuse,
     [](Head& head) { head.start.replace(0, 3, "OPTIONS"); }},
    {"method-lower", "by \"get\" gets no 101", "methods have a case", "4.2.1", Wanted::BetterRefused,
     [](Head& head) { head.start.replace(0, 3, "get"); }},
    {"method-unknown", "by an unknown method gets no 101", "the method is GET", "4.2.1", Wanted::Refuse,
     [](Head& head) { head.start.replace(0, 3, "GETT"); }},
    {"http-1.0", "of HTTP/1.0 gets no 101", "Upgrade came with HTTP/1.1", "4.2.1", Wanted::BetterRefused,
     [](Head& head) { head.start.replace(head.start.size() - 3, 3, "1.0"); }},
    {"http-0.9", "of HTTP/0.9 gets no 101", "Upgrade came with HTTP/1.1", "4.2.1", Wanted::BetterRefused,
     [](Head& head) { head.start.replace(head.start.size() - 3, 3, "0.9"); }},
    {"http-2.0", "that calls itself HTTP/2.0",
     "\"HTTP/1.1 or higher\" says 4.2.1, but "
     "HTTP/2 has no such request line",
     "4.2.1", Wanted::Either, [](Head& head) { head.start.replace(head.start.size() - 3, 3, "2.0"); }},
    {"http-word", "of \"HTTX/1.1\" gets no 101", "this is not HTTP", "4.2.1", Wanted::BetterRefused,
     [](Head& head) { head.start.replace(head.start.size() - 8, 4, "HTTX"); }},
    {"no-host", "without Host gets no 101", "9112 3.2: a server MUST answer 400", "4.2.1",
     Wanted::BetterRefused, [](Head& head) { head.drop("Host"); }},
    {"host-twice", "with two Host fields gets no 101", "9112 3.2: two readers may take two different hosts",
     "9112 3.2", Wanted::BetterRefused, [](Head& head) { head.add("Host", "other.example"); }},
    {"host-empty", "with an empty Host", "9112 3.2 allows it for targets without an authority", "9112 3.2",
     Wanted::Either, [](Head& head) { head.set("Host", ""); }},
    {"no-colon", "with a line that has no colon gets no 101",
     "it is no field: two readers may read it differently", "9112 5", Wanted::BetterRefused,
     [](Head& head) { head.add("X-Broken\r\nno colon here\r\nX-More", "1"); }},
    {"space-before-colon", "with a space before a colon gets no 101", "9112 5.1: a server MUST refuse it",
     "9112 5.1", Wanted::BetterRefused, [](Head& head) { head.add("X-Spaced ", "1"); }},
    {"folded", "with a folded line", "9112 5.2: refused, or read as a space", "9112 5.2", Wanted::Either,
     [](Head& head) { head.add("X-Folded", "one\r\n two"); }},
    {"nul", "with a NUL in a value gets no 101", "9110 5.5: it is invalid and dangerous", "9110 5.5",
     Wanted::BetterRefused, [](Head& head) { head.add("X-Nul", std::string("a\0b", 3)); }},
    {"bare-lf", "with lines that end in LF alone", "9112 2.2 lets a server take them", "9112 2.2",
     Wanted::Either, [](Head& head) { head.line_end = "\n"; }},
    {"absolute-target", "with an absolute target is accepted, or refused",
     "4.1 says that the target may be an absolute http URI; few clients do so", "4.1", Wanted::Either,
     [](Head& head) {
       const std::size_t slash = head.start.find('/');
       head.start.insert(slash, "http://" + std::string(head.value("Host")));
     }},
    {"query", "with a query", "servers may route by it", "4.1", Wanted::Either,
     [](Head& head) { head.start.insert(head.start.size() - 9, "?a=1&b=%20"); }},
    {"extensions-broken", "with a broken list of extensions",
     "9.1: whoever gets what the grammar does not allow "
     "MUST fail the connection; most look no closer",
     "9.1", Wanted::BetterRefused,
     [](Head& head) { head.add("Sec-WebSocket-Extensions", "permessage-deflate; =1;;,"); }},
    {"origin", "with a foreign Origin", "a server for browsers should look at it (10.2)", "10.2",
     Wanted::Either, [](Head& head) { head.set("Origin", "https://attacker.example"); }},
};

void add_rows(std::vector<Case>& cases) {
  for (const Row& row : kRows) {
    cases.push_back({std::string("handshake/") + row.name, std::string("a request ") + row.title, row.why,
                     row.section,
                     [row](Talk& peer) {
                       Head head = peer.request();
                       row.change(head);
                       peer.says_bytes(head.text());
                       judge(peer, row.wanted);
                     },
                     Peers::Servers, Begin::Connected, false});
  }
}

}  // namespace

void add_handshake(std::vector<Case>& cases) {
  add_handshake_fields(cases);
  add_rows(cases);
}

}  // namespace ws101::wscheck
