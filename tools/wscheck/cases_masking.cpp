// Topic "masking": who masks, and with which keys (RFC 6455 5.1, 5.3).
#include <array>
#include <string>

#include "wscheck/case.hpp"
#include "wscheck/talk.hpp"

namespace ws101::wscheck {
namespace {

struct KeyRow {
  const char* name;
  MaskingKey key;
  const char* words;
};

constexpr std::array<KeyRow, 6> kKeys = {{
    {"zero", {0, 0, 0, 0}, "of zeros"},
    {"ones", {0xFF, 0xFF, 0xFF, 0xFF}, "of ones"},
    {"rfc", {0x37, 0xFA, 0x21, 0x3D}, "of the RFC's example"},
    {"first-zero", {0x00, 0x12, 0x34, 0x56}, "that begins with a zero"},
    {"high-bits", {0x80, 0x81, 0xFE, 0xC3}, "of bytes over 127"},
    {"line-breaks", {0x0D, 0x0A, 0x0D, 0x0A}, "of line breaks"},
}};

void add_keys(std::vector<Case>& cases) {
  for (const KeyRow& row : kKeys) {
    cases.push_back({std::string("masking/key-") + row.name,
                     std::string("a masking key ") + row.words + " is applied",
                     "every value of the key is allowed; none of them means \"not masked\"", "5.3",
                     [row](Talk& peer) {
                       peer.says(with_key(binary(octets(300)), row.key));
                       peer.hears(binary(octets(300)));
                     },
                     Peers::Servers});
  }
  cases.push_back({"masking/key-changes", "each frame is unmasked with its own key",
                   "the key is part of each frame's header, not of the connection", "5.3",
                   [](Talk& peer) {
                     for (const KeyRow& row : kKeys) peer.says(with_key(text("Hello"), row.key));
                     for (std::size_t i = 0; i < kKeys.size(); ++i) peer.hears(text("Hello"));
                   },
                   Peers::Servers});
  cases.push_back({"masking/key-in-fragments",
                   "each fragment is unmasked with its own key, from its first byte on",
                   "the key begins anew with each frame, also inside a message", "5.3",
                   [](Talk& peer) {
                     peer.says_in_turn(in_fragments(text(letters(50)), 7));
                     peer.hears(text(letters(50)));
                   },
                   Peers::Servers});
  cases.push_back({"masking/key-in-segments", "a frame that comes in pieces is unmasked as if it came whole",
                   "whoever begins the key anew with each piece that recv() gives turns the rest into noise",
                   "5.3",
                   [](Talk& peer) {
                     peer.says_in_pieces({binary(octets(1001))}, 333);
                     peer.hears(binary(octets(1001)));
                   },
                   Peers::Servers});
  for (std::size_t size = 3; size <= 9; ++size) {
    cases.push_back({"masking/length-" + std::to_string(size),
                     "a payload of " + std::to_string(size) + " bytes is unmasked to its last byte",
                     "a loop over words of 4 or 8 bytes must not forget the rest", "5.3",
                     [size](Talk& peer) {
                       peer.says(binary(octets(size)));
                       peer.hears(binary(octets(size)));
                     },
                     Peers::Servers});
  }
}

struct Wrong {
  const char* name;
  Frame frame;
};

std::vector<Wrong> frames_to_mask_wrongly() {
  return {{"text", text("Hello")},
          {"text-empty", text("")},
          {"binary", binary(octets(300))},
          {"ping", ping("Hello")},
          {"ping-empty", ping()},
          {"pong", pong("Hello")},
          {"fragment", unfinished(text("Hel"))}};
}

void add_wrong_sides(std::vector<Case>& cases) {
  for (const Wrong& row : frames_to_mask_wrongly()) {
    cases.push_back({std::string("masking/unmasked-") + row.name,
                     std::string("an unmasked frame fails the connection (") + row.name + ")",
                     "masking protects proxies in between; a server that takes both protects nobody", "5.1",
                     [frame = row.frame](Talk& peer) {
                       peer.says(with_mask(frame, false));
                       peer.hears_failure(CloseCode::ProtocolError,
                                          "a server MUST close upon a frame that is not masked");
                     },
                     Peers::Servers, Begin::Opened, false});
    cases.push_back({std::string("masking/masked-") + row.name,
                     std::string("a masked frame from a server fails the connection (") + row.name + ")",
                     "the rule has two halves: a client masks, a server never does", "5.1",
                     [frame = row.frame](Talk& peer) {
                       peer.says(with_mask(frame, true));
                       peer.hears_failure(CloseCode::ProtocolError,
                                          "a client MUST close upon a masked frame");
                     },
                     Peers::Clients, Begin::Opened, false});
  }
  cases.push_back({"masking/unmasked-after-message",
                   "a good message is answered, then an unmasked one fails the connection",
                   "every frame is looked at, not the first alone", "5.1",
                   [](Talk& peer) {
                     peer.says_together({text("good"), with_mask(text("bad"), false)});
                     peer.may_hear(text("good"));
                     peer.hears_failure(CloseCode::ProtocolError,
                                        "a server MUST close upon a frame that is not masked");
                   },
                   Peers::Servers});
  cases.push_back({"masking/server-frames", "a server's own frames are not masked",
                   "every client of the field closes the connection otherwise", "5.1",
                   [](Talk& peer) {
                     peer.says_together({ping("Hello"), text("Hello")});
                     peer.hears_pong("Hello");
                   },
                   Peers::Servers, Begin::Opened, false});
  cases.push_back({"masking/client-keys", "a client takes a fresh masking key for each frame",
                   "a key that can be foretold lets a page choose the bytes that a proxy sees", "5.3",
                   [](Talk& peer) {
                     for (int i = 0; i < 8; ++i) peer.says(text("the same words"));
                     for (int i = 0; i < 8; ++i) peer.hears(text("the same words"));
                     const auto& keys = peer.peer_keys();
                     for (std::size_t i = 1; i < keys.size(); ++i) {
                       if (keys[i] == keys[i - 1])
                         fail("two frames in a row have the same masking key", "a fresh key each");
                     }
                   },
                   Peers::Clients});
}

}  // namespace

void add_masking(std::vector<Case>& cases) {
  add_keys(cases);
  add_wrong_sides(cases);
}

}  // namespace ws101::wscheck
