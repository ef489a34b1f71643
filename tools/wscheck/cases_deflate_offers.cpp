// Topic "deflate": how permessage-deflate is agreed on (RFC 7692 5, 7.1).
#include <string>
#include <utility>

#include "handshake/accept_key.hpp"
#include "handshake/deflate_negotiation.hpp"
#include "wscheck/agreed_deflate.hpp"
#include "wscheck/case.hpp"
#include "wscheck/talk.hpp"

namespace ws101::wscheck {
namespace {

// Whatever was agreed on, it is meant: the second message copies from the first.
void is_meant(Talk& peer, AgreedDeflate& deflate) {
  for (const char* const words : {"The quick brown fox jumps", "over the quick brown fox that jumps"}) {
    peer.says(deflate.compressed(text(words)));
    peer.hears(text(words));
  }
}

// A first message: if it comes back compressed, RSV1 says so.
void is_marked(Talk& peer, AgreedDeflate& deflate) {
  const Frame message = text("a rose is a rose is a rose");
  peer.says(deflate.compressed(message));
  const Talk::Message came = peer.hears_message();
  if (came.payload == message.payload) return;
  const bool unmarked = came.rsv == 0 && inflates_to(came.payload, message.payload);
  fail(unmarked ? "it comes back compressed, but without RSV1" : "other bytes came back",
       "the text message that was sent");
}

struct Offer {
  std::string name;
  std::string title;  // behind "an offer "
  const char* why;
  const char* section;
  std::vector<std::string> values;  // of Sec-WebSocket-Extensions fields
};

std::vector<Offer> good_offers() {
  const std::string name(kDeflateName);
  std::vector<Offer> offers = {
      {"client-bits",
       "with client_max_window_bits",
       "browsers send it: the server may name a size, and need not",
       "7692 7.1.2.2",
       {name + "; client_max_window_bits"}},
      {"client-bits-10",
       "with client_max_window_bits=10",
       "the client will not use more, whatever the answer says",
       "7692 7.1.2.2",
       {name + "; client_max_window_bits=10"}},
      {"server-no-takeover",
       "with server_no_context_takeover",
       "the client has no memory for a window: the server says yes, and begins anew with each message",
       "7692 7.1.1.1",
       {name + "; server_no_context_takeover"}},
      {"client-no-takeover",
       "with client_no_context_takeover",
       "a hint: the client will begin anew with each message",
       "7692 7.1.1.2",
       {name + "; client_no_context_takeover"}},
      {"all-four",
       "with all four parameters",
       "they do not exclude each other",
       "7692 7.1",
       {name + "; client_no_context_takeover; server_no_context_takeover; server_max_window_bits=12; "
               "client_max_window_bits=12"}},
      {"quoted",
       "with a value in quotes",
       "9.1 allows them: the value is what is inside",
       "7692 7.1.2.1",
       {name + "; server_max_window_bits=\"12\""}},
      {"alternatives",
       "of two alternatives gets one of them",
       "a list of extensions is a list of wishes",
       "7692 5",
       {name + "; server_max_window_bits=9, " + name}},
      {"two-fields",
       "in two fields gets one of them",
       "two fields of a list are one list",
       "7692 5",
       {name + "; server_no_context_takeover", name}},
      {"behind-unknown",
       "behind an unknown extension is seen",
       "the first element is not the whole list",
       "7692 5",
       {"x-unknown; a=1, " + name}},
      {"behind-wrong",
       "behind one with an unknown parameter is seen",
       "only the wrong one is declined",
       "7692 7.1",
       {name + "; x-unknown=1, " + name}},
  };
  for (unsigned bits = kMinWindowBits; bits <= kMaxWindowBits; ++bits) {
    const std::string param = "server_max_window_bits=" + std::to_string(bits);
    offers.push_back({"server-bits-" + std::to_string(bits),
                      "with " + param,
                      "the server writes in a window that is no larger, or declines",
                      "7692 7.1.2.1",
                      {name + "; " + param}});
  }
  return offers;
}

void add_good_offers(std::vector<Case>& cases) {
  for (const Offer& offer : good_offers()) {
    cases.push_back({"deflate/offer-" + offer.name,
                     "an offer " + offer.title + ": the answer is one that it allows, and is meant",
                     offer.why, offer.section,
                     [values = offer.values](Talk& peer) {
                       AgreedDeflate deflate(peer, values);
                       is_meant(peer, deflate);
                     },
                     Peers::Servers, Begin::Connected});
  }
}

struct Wrong {
  const char* name;
  const char* params;
  bool forgiven = false;  // nothing can come of it
};

const Wrong kWrongOffers[] = {
    {"unknown-parameter", "x-unknown=1"},
    {"parameter-twice", "server_no_context_takeover; server_no_context_takeover"},
    {"server-bits-7", "server_max_window_bits=7"},
    {"server-bits-16", "server_max_window_bits=16"},
    {"server-bits-padded", "server_max_window_bits=09", true},
    {"server-bits-empty", "server_max_window_bits"},
    {"client-bits-16", "client_max_window_bits=16"},
    {"takeover-with-value", "server_no_context_takeover=1"},
};

// 7.1: "A server MUST decline an extension negotiation offer for this extension if any of the following conditions are
// met". It goes on without the extension: to refuse the whole handshake is more than that.
void declines(Talk& peer, const std::string& offer, bool forgiven) {
  peer.says_bytes(peer.request().add(kExtensionsField, offer).text());
  const auto answer = peer.hear_response();
  if (!answer) return peer.forgive("no answer: " + peer.ending());
  if (answer->status != 101) {
    return peer.forgive("it refuses the handshake with " + std::to_string(answer->status) +
                        ", where declining the offer is enough");
  }
  if (answer->fields.count(kExtensionsField) == 0) return;
  const std::string words = "it accepts the offer: " + std::string(answer->fields.value(kExtensionsField));
  if (forgiven) return peer.forgive(words);
  fail(words, "an answer without the extension (RFC 7692 7.1)");
}

void add_wrong_offers(std::vector<Case>& cases) {
  for (const Wrong& wrong : kWrongOffers) {
    const std::string offer = std::string(kDeflateName) + "; " + wrong.params;
    cases.push_back({std::string("deflate/declines-") + wrong.name,
                     std::string("an offer with \"") + wrong.params + "\" is declined",
                     "whoever accepts what it does not understand has agreed to it", "7692 7.1",
                     [offer, forgiven = wrong.forgiven](Talk& peer) { declines(peer, offer, forgiven); },
                     Peers::Servers, Begin::Connected, false});
  }
}

// What a client must not take.
const Wrong kWrongAnswers[] = {
    {"unknown-parameter", "; x-unknown=1"},
    {"parameter-twice", "; server_no_context_takeover; server_no_context_takeover"},
    {"server-bits-7", "; server_max_window_bits=7"},
    {"server-bits-16", "; server_max_window_bits=16"},
    {"server-bits-empty", "; server_max_window_bits"},
    {"takeover-with-value", "; server_no_context_takeover=1"},
    {"extension-twice", ", permessage-deflate", true},
};

void add_wrong_answers(std::vector<Case>& cases) {
  for (const Wrong& wrong : kWrongAnswers) {
    const std::string value = std::string(kDeflateName) + wrong.params;
    cases.push_back({std::string("deflate/client-refuses-") + wrong.name,
                     "the answer \"" + value + "\" is not taken",
                     "7.1: a client MUST fail the connection when the answer is none", "7692 7.1",
                     [value, forgiven = wrong.forgiven](Talk& peer) {
                       const auto request = peer.hear_request();
                       if (!request) throw Judgement{Verdict::NotJudged, "no request: " + peer.ending(), ""};
                       judged_offers(*request);
                       peer.says_bytes(peer.response(*request).add(kExtensionsField, value).text());
                       if (!forgiven) return peer.hears_refusal("the answer breaks 7.1");
                       if (!peer.fails_within(kMoment)) peer.forgive("it takes the answer");
                     },
                     Peers::Clients, Begin::Connected, false});
  }
}

}  // namespace

void add_deflate_offers(std::vector<Case>& cases) {
  cases.push_back({"deflate/plain", "permessage-deflate is agreed on, and a compressed message comes back",
                   "the one extension that every browser offers", "7692 7.1",
                   [](Talk& peer) {
                     AgreedDeflate deflate(peer);
                     is_marked(peer, deflate);
                     is_meant(peer, deflate);
                   },
                   Peers::Both, Begin::Connected});
  add_good_offers(cases);
  add_wrong_offers(cases);
  add_wrong_answers(cases);
}

}  // namespace ws101::wscheck
