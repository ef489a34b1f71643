// Topic "control": Ping, Pong, and what all control frames have in common (RFC 6455 5.5).
#include <array>
#include <string>

#include "wscheck/case.hpp"
#include "wscheck/talk.hpp"

namespace ws101::wscheck {
namespace {

void add_pings(std::vector<Case>& cases) {
  for (const std::size_t size : {0u, 1u, 2u, 5u, 64u, 124u, 125u}) {
    const std::string count = std::to_string(size) + (size == 1 ? " byte" : " bytes");
    cases.push_back({"control/ping-" + std::to_string(size),
                     "a Ping of " + count + " is answered with the same " + count,
                     "whoever pinged compares the payload to know which Ping was answered", "5.5.3",
                     [size](Talk& peer) {
                       peer.says(ping(octets(size)));
                       peer.hears_pong(octets(size));
                     },
                     Peers::Both, Begin::Opened, false});
  }
  cases.push_back({"control/ping-not-text", "the payload of a Ping may be any bytes",
                   "a Pong is no text: it is not to be decoded or checked", "5.5.2",
                   [](Talk& peer) {
                     peer.says(ping("\xFE\xFF\x80"));
                     peer.hears_pong("\xFE\xFF\x80");
                   },
                   Peers::Both, Begin::Opened, false});
  cases.push_back({"control/ping-ten", "ten Pings in one segment are answered, at least the last",
                   "5.5.3 lets a peer answer only the most recent one", "5.5.3",
                   [](Talk& peer) {
                     std::vector<Frame> pings;
                     for (char digit = '0'; digit <= '9'; ++digit)
                       pings.push_back(ping(std::string(1, digit)));
                     peer.says_together(pings);
                     peer.hears_pong("9");
                   },
                   Peers::Both, Begin::Opened, false});
  cases.push_back({"control/ping-in-bytes", "a Ping that comes a byte at a time is answered",
                   "TCP may cut a frame anywhere, and a header too", "5.5.3",
                   [](Talk& peer) {
                     peer.says_in_pieces({ping("slowly")}, 1);
                     peer.hears_pong("slowly");
                   },
                   Peers::Both, Begin::Opened, false});
  cases.push_back({"control/answer-is-pong", "the answer to a Ping is a Pong, not another Ping",
                   "two that answer Pings with Pings never end", "5.5.2",
                   [](Talk& peer) {
                     peer.says(ping("which?"));
                     peer.listens(std::chrono::milliseconds(100));
                     if (peer.ping_came("which?")) fail("a Ping came back", "a Pong");
                     peer.hears_pong("which?");
                   },
                   Peers::Both, Begin::Opened, false});
  cases.push_back({"control/ping-then-text", "a Ping and a message in one segment are both answered",
                   "a frame ends where its length says, not where recv() stops", "5.5.2", [](Talk& peer) {
                     peer.says_together({ping("one"), text("two")});
                     peer.hears_pong("one");
                     peer.hears(text("two"));
                   }});
  cases.push_back({"control/ping-before-close",
                   "a Ping just before Close does not keep the Close from being answered",
                   "both are in the same segment, and both count", "5.5.3",
                   [](Talk& peer) {
                     peer.says_together({ping("last"), close(1000)});
                     peer.hears_close(CloseCode::Normal);
                     if (peer.pongs_heard() == 0)
                       peer.remark("the Ping just before the Close was not answered");
                   },
                   Peers::Both, Begin::Opened, false});
}

void add_pongs(std::vector<Case>& cases) {
  for (const std::size_t size : {0u, 5u, 125u}) {
    cases.push_back({"control/pong-" + std::to_string(size),
                     "a Pong of " + std::to_string(size) + " bytes that nobody asked for is ignored",
                     "it is a heartbeat: no answer is expected", "5.5.3",
                     [size](Talk& peer) {
                       peer.says(pong(letters(size)));
                       peer.lives();
                       if (peer.other_pongs() > 0) peer.forgive("the Pong was answered with a Pong");
                     },
                     Peers::Both, Begin::Opened, false});
  }
  cases.push_back({"control/pong-many", "a hundred Pongs that nobody asked for are ignored",
                   "a heartbeat goes on for days", "5.5.3",
                   [](Talk& peer) {
                     peer.says_together(std::vector<Frame>(100, pong("beat")));
                     peer.lives();
                   },
                   Peers::Both, Begin::Opened, false});
}

struct Kind {
  const char* name;
  Opcode opcode;
};

void add_rules(std::vector<Case>& cases) {
  for (const Kind& kind :
       {Kind{"ping", Opcode::Ping}, Kind{"pong", Opcode::Pong}, Kind{"close", Opcode::Close}}) {
    for (const std::size_t size : {126u, 127u, 1000u, 65536u}) {
      std::string payload = letters(size);
      if (kind.opcode == Opcode::Close) payload.replace(0, 2, close(1000).payload);
      cases.push_back({std::string("control/long-") + kind.name + "-" + std::to_string(size),
                       std::string("a ") + kind.name + " frame of " + std::to_string(size) +
                           " bytes fails the connection",
                       "125 bytes are the most, so that a control frame fits anywhere", "5.5",
                       [frame = Frame{kind.opcode, payload}](Talk& peer) {
                         peer.says(frame);
                         peer.hears_failure(CloseCode::ProtocolError,
                                            "control frames MUST have 125 bytes or less");
                       },
                       Peers::Both, Begin::Opened, false});
    }
    for (const bool empty : {true, false}) {
      std::string payload = empty ? "" : "Hello";
      if (kind.opcode == Opcode::Close && !empty) payload = close(1000, "bye").payload;
      cases.push_back({std::string("control/fragmented-") + kind.name + (empty ? "-empty" : ""),
                       std::string("a ") + kind.name + " frame with FIN = 0 fails the connection" +
                           (empty ? " (empty)" : ""),
                       "a control frame is whole, or its answer would have to wait", "5.5",
                       [frame = Frame{kind.opcode, payload}](Talk& peer) {
                         peer.says(unfinished(frame));
                         peer.hears_failure(CloseCode::ProtocolError,
                                            "control frames MUST NOT be fragmented");
                       },
                       Peers::Both, Begin::Opened, false});
    }
  }
  cases.push_back({"control/fragmented-ping-continued", "a Ping in two frames fails the connection",
                   "a control frame is whole, or its answer would have to wait", "5.5",
                   [](Talk& peer) {
                     peer.says_in_turn({unfinished(ping("Hel")), continuation("lo")});
                     peer.hears_failure(CloseCode::ProtocolError, "control frames MUST NOT be fragmented");
                   },
                   Peers::Both, Begin::Opened, false});
}

}  // namespace

void add_control(std::vector<Case>& cases) {
  add_pings(cases);
  add_pongs(cases);
  add_rules(cases);
}

}  // namespace ws101::wscheck
