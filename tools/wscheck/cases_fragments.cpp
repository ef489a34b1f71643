// Topic "fragments": messages of several frames, and what may come between them (RFC 6455 5.4).
#include <array>
#include <string>

#include "wscheck/case.hpp"
#include "wscheck/talk.hpp"

namespace ws101::wscheck {
namespace {

struct Cut {
  std::size_t size;
  std::size_t fragment;
};

constexpr std::array<Cut, 12> kCuts = {{{2, 1},
                                        {5, 1},
                                        {5, 2},
                                        {125, 1},
                                        {126, 125},
                                        {252, 126},
                                        {1000, 64},
                                        {4096, 256},
                                        {65536, 1024},
                                        {65536, 4096},
                                        {131072, 65536},
                                        {200'000, 65535}}};

void add_cuts(std::vector<Case>& cases) {
  for (const Cut& cut : kCuts) {
    const std::string words =
        std::to_string(cut.size) + " bytes in fragments of " + std::to_string(cut.fragment);
    for (const bool together : {true, false}) {
      const Frame message = together ? text(letters(cut.size)) : binary(octets(cut.size));
      cases.push_back({"fragments/" + std::to_string(cut.size) + "-by-" + std::to_string(cut.fragment) +
                           (together ? "-together" : "-in-turn"),
                       words + (together ? " in one segment" : ", each in a segment of its own,") +
                           " come back as one message",
                       "a message ends with FIN, not with a frame and not with a segment", "5.4",
                       [cut, message, together](Talk& peer) {
                         const std::vector<Frame> frames = in_fragments(message, cut.fragment);
                         together ? peer.says_together(frames) : peer.says_in_turn(frames);
                         peer.hears(message);
                       }});
    }
  }
}

struct Row {
  const char* name;
  const char* title;
  const char* why;
  std::vector<Frame> frames;
  Frame message;
};

std::vector<Row> messages_with_empty_fragments() {
  const Frame hello = text("Hello");
  const char* const why =
      "an empty fragment is a fragment: it begins, continues or ends a message like any other";
  return {
      {"empty-first",
       "an empty first fragment begins a message",
       why,
       {unfinished(text("")), continuation("Hello")},
       hello},
      {"empty-last",
       "an empty last fragment ends a message",
       why,
       {unfinished(text("Hello")), continuation("")},
       hello},
      {"empty-middle",
       "an empty fragment in the middle changes nothing",
       why,
       {unfinished(text("Hel")), unfinished(continuation("")), continuation("lo")},
       hello},
      {"empty-all",
       "three empty fragments are one empty message",
       why,
       {unfinished(text("")), unfinished(continuation("")), continuation("")},
       text("")},
      {"empty-binary",
       "two empty fragments are one empty binary message",
       why,
       {unfinished(binary("")), continuation("")},
       binary("")},
  };
}

std::vector<Row> messages_with_something_between() {
  const Frame hello = text("Hello");
  const Frame first = unfinished(text("Hel"));
  const Frame last = continuation("lo");
  return {
      {"pong-between",
       "a Pong between two fragments changes nothing",
       "control frames may come in the middle of a message",
       {first, pong("beat"), last},
       hello},
      {"ping-between-binary",
       "a Ping between two fragments of a binary message leaves it whole",
       "control frames may come in the middle of a message",
       {unfinished(binary("Hel")), ping("?"), continuation("lo")},
       binary("Hello")},
      {"ping-after-each",
       "a Ping after each of five fragments leaves the message whole",
       "the message waits while the Ping is answered, and is not begun anew",
       {unfinished(text("H")), ping("1"), unfinished(continuation("e")), ping("2"),
        unfinished(continuation("l")), ping("3"), unfinished(continuation("l")), ping("4"),
        continuation("o")},
       hello},
      {"empty-ping-between",
       "an empty Ping between two fragments leaves the message whole",
       "control frames may come in the middle of a message",
       {first, ping(), last},
       hello},
  };
}

void add_rows(std::vector<Case>& cases, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    for (const bool together : {true, false}) {
      cases.push_back({std::string("fragments/") + row.name + (together ? "-together" : ""),
                       std::string(row.title) + (together ? " (one segment)" : ""), row.why, "5.4",
                       [row, together](Talk& peer) {
                         together ? peer.says_together(row.frames) : peer.says_in_turn(row.frames);
                         peer.hears(row.message);
                         peer.lives();
                       }});
    }
  }
}

void add_control_between(std::vector<Case>& cases) {
  cases.push_back({"fragments/ping-at-once",
                   "a Ping between two fragments is answered before the message is whole",
                   "whoever puts off the Pong until the message ends looks dead while a long one comes",
                   "5.4", [](Talk& peer) {
                     peer.says_in_turn({unfinished(text("Hel")), ping("now")});
                     peer.hears_pong("now");
                     peer.says(continuation("lo"));
                     peer.hears(text("Hello"));
                   }});
  cases.push_back({"fragments/close-between", "a Close between two fragments is answered",
                   "a message that is given up is dropped, and the closing goes its way", "5.5.1",
                   [](Talk& peer) {
                     peer.says_in_turn({unfinished(text("Hel")), close(1000)});
                     peer.hears_close(CloseCode::Normal);
                   },
                   Peers::Both, Begin::Opened, false});
  cases.push_back({"fragments/nothing-before-end", "an unfinished message is not handed over",
                   "only FIN tells that a message is whole", "5.4", [](Talk& peer) {
                     peer.says(unfinished(text("Hel")));
                     peer.lives();
                     if (peer.messages_waiting() > 0)
                       peer.forgive("the first fragment came back alone, as a message");
                     peer.says(continuation("lo"));
                     peer.hears(text("Hello"));
                   }});
  cases.push_back({"fragments/two-messages", "two fragmented messages, one after the other, come back as two",
                   "what is kept of the first must be empty before the second begins", "5.4", [](Talk& peer) {
                     for (const Frame& message : {text("first"), binary("second")})
                       peer.says_in_turn(in_fragments(message, 2));
                     peer.hears(text("first"));
                     peer.hears(binary("second"));
                   }});
}

struct Broken {
  const char* name;
  const char* title;
  std::vector<Frame> frames;
};

std::vector<Broken> broken_sequences() {
  return {
      {"continuation-first", "a continuation without a message fails the connection", {continuation("lo")}},
      {"continuation-first-unfinished",
       "an unfinished continuation without a message fails the connection",
       {unfinished(continuation("lo"))}},
      {"continuation-first-empty",
       "an empty continuation without a message fails the connection",
       {continuation("")}},
      {"continuation-first-then-end",
       "continuations without a beginning fail the connection",
       {unfinished(continuation("Hel")), continuation("lo")}},
      {"text-inside-text",
       "a text frame inside a text message fails the connection",
       {unfinished(text("Hel")), text("lo")}},
      {"text-inside-binary",
       "a text frame inside a binary message fails the connection",
       {unfinished(binary("Hel")), text("lo")}},
      {"binary-inside-text",
       "a binary frame inside a text message fails the connection",
       {unfinished(text("Hel")), binary("lo")}},
      {"binary-inside-binary",
       "a binary frame inside a binary message fails the connection",
       {unfinished(binary("Hel")), binary("lo")}},
      {"unfinished-inside",
       "a second unfinished text frame fails the connection",
       {unfinished(text("Hel")), unfinished(text("lo"))}},
      {"text-inside-after-ping",
       "a text frame inside a message fails the connection, a Ping before it or not",
       {unfinished(text("Hel")), ping(), text("lo")}},
      {"empty-text-inside",
       "an empty text frame inside a message fails the connection",
       {unfinished(text("")), text("")}},
      {"text-inside-third",
       "a text frame after two fragments fails the connection",
       {unfinished(text("He")), unfinished(continuation("l")), text("lo")}},
  };
}

void add_broken(std::vector<Case>& cases) {
  for (const Broken& row : broken_sequences()) {
    cases.push_back({std::string("fragments/") + row.name, row.title,
                     "which bytes belong to which message would be anybody's guess", "5.4",
                     [row](Talk& peer) {
                       peer.says_in_turn(row.frames);
                       peer.hears_failure(CloseCode::ProtocolError,
                                          "fragments of one message MUST NOT be interleaved");
                     },
                     Peers::Both, Begin::Opened, false});
  }
  cases.push_back({"fragments/continuation-after-message",
                   "a continuation after a whole message fails the connection",
                   "the message before it has ended with FIN", "5.4", [](Talk& peer) {
                     peer.says_in_turn({text("good"), continuation("bad")});
                     peer.may_hear(text("good"));
                     peer.hears_failure(CloseCode::ProtocolError, "there is nothing to continue");
                   }});
  cases.push_back({"fragments/continuation-after-fragments",
                   "a continuation after a fragmented message fails the connection",
                   "the message before it has ended with FIN", "5.4", [](Talk& peer) {
                     peer.says_in_turn({unfinished(text("go")), continuation("od"), continuation("bad")});
                     peer.may_hear(text("good"));
                     peer.hears_failure(CloseCode::ProtocolError, "there is nothing to continue");
                   }});
}

}  // namespace

void add_fragments(std::vector<Case>& cases) {
  add_cuts(cases);
  add_rows(cases, messages_with_empty_fragments());
  add_rows(cases, messages_with_something_between());
  add_control_between(cases);
  add_broken(cases);
}

}  // namespace ws101::wscheck
