// Topic "deflate": compressed messages that must fail the connection, and one that must not crash the
// server (RFC 7692 6, 7.2.2).
#include <string>
#include <utility>

#include "frame/compression.hpp"
#include "wscheck/agreed_deflate.hpp"
#include "wscheck/blocks.hpp"
#include "wscheck/case.hpp"
#include "wscheck/talk.hpp"

namespace ws101::wscheck {
namespace {

using namespace std::string_literals;

constexpr std::size_t kBomb = std::size_t{20} << 20;  // bytes, of some 20 KiB

struct WrongBit {
  const char* name;
  const char* title;
  std::vector<Frame> frames;
};

std::vector<WrongBit> wrong_bits() {
  const std::uint8_t rsv1 = kCompressedBit;
  const Frame begun = unfinished(with_rsv(text(Blocks().coded("Hel").bare()), rsv1));
  return {
      {"rsv1-ping", "RSV1 on a Ping fails the connection", {with_rsv(ping("Hello"), rsv1)}},
      {"rsv1-pong", "RSV1 on a Pong fails the connection", {with_rsv(pong("Hello"), rsv1)}},
      {"rsv1-close", "RSV1 on a Close fails the connection", {with_rsv(close(1000), rsv1)}},
      {"rsv1-last-fragment",
       "RSV1 on the last fragment fails the connection",
       {begun, with_rsv(continuation(Blocks().coded("lo").payload()), rsv1)}},
      {"rsv1-late",
       "RSV1 on a continuation of a message that is not compressed fails the connection",
       {unfinished(text("Hel")), with_rsv(continuation("lo"), rsv1)}},
      {"rsv2", "RSV2 means nothing still", {with_rsv(text("Hello"), 2)}},
      {"rsv3", "RSV3 means nothing still", {with_rsv(text("Hello"), 1)}},
      {"rsv1-and-2", "RSV1 and RSV2 fail the connection", {with_rsv(text(Blocks().payload()), rsv1 + 2)}},
  };
}

void add_bits(std::vector<Case>& cases) {
  for (const WrongBit& row : wrong_bits()) {
    cases.push_back(deflate(
        row.name, row.title, "RSV1 is for the first frame of a message, and for nothing else", "6",
        [frames = row.frames](Talk& peer, AgreedDeflate&) {
          peer.says_in_turn(frames);
          peer.hears_failure(CloseCode::ProtocolError, "an endpoint MUST fail the connection (RFC 7692 6)");
        }));
  }
}

struct Bad {
  const char* name;
  const char* title;  // behind "a message fails the connection: "
  std::string payload;
};

// The code of the length symbol 286 is 11000110, sent from its highest bit (RFC 1951 3.1.1, 3.2.6).
std::string with_length_286() {
  return Blocks().bits(0b010, 3).bits(0b01100011, 8).payload();
}

// A dynamic block (3.2.7) whose code length code has four codes of one bit.
std::string over_subscribed() {
  return Blocks().bits(0b100, 3).bits(0, 14).bits(0b001'001'001'001, 12).bits(0, 40).payload();
}

std::vector<Bad> bad_data() {
  return {
      {"block-type-3", "its block has the reserved type", "\x06\x00\x00\x00"s},
      {"stored-length", "its stored block has a length that is not its complement",
       "\x00\x05\x00\x00\x00Hello\x00"s},
      {"over-subscribed", "its code has more codes than there is room for", over_subscribed()},
      {"length-286", "it has a symbol that stands for no length", with_length_286()},
      {"distance-before-all", "it copies from before the first byte",
       Blocks().coded("Hello").copy(5, 6).payload()},
      {"zlib", "it begins with the header of zlib", "\x78\x9c"s + Blocks().coded("Hello").payload()},
      {"letters", "it is not compressed at all", "Hello, this is no stream"},
  };
}

// RFC 6455 10.7: data MUST be validated, and the endpoint SHOULD close. So that only delivering it is a failure.
void is_not_delivered(Talk& peer) {
  peer.listens_for_message(peer.settings().timeout);
  const bool silent = !peer.close_came() && !peer.ended() && peer.messages_waiting() == 0;
  if (silent) return peer.forgive("it delivers nothing, and does not fail the connection");
  peer.hears_failure("it cannot be inflated (RFC 1951)");
}

void add_bad_data(std::vector<Case>& cases) {
  for (const Bad& row : bad_data()) {
    cases.push_back(deflate(std::string("bad-") + row.name,
                            std::string("a message fails the connection: ") + row.title,
                            "what cannot be inflated is no message, and nobody knows the window any more",
                            "7.2.2", [payload = row.payload](Talk& peer, AgreedDeflate& agreed) {
                              peer.says(agreed.by_hand(Opcode::Binary, payload));
                              is_not_delivered(peer);
                            }));
  }
  cases.push_back(deflate("bad-cut", "a message that ends inside a block is not taken for a whole one",
                          "no standard says what to do; to deliver a part is the worst", "7.2.2",
                          [](Talk& peer, AgreedDeflate& agreed) {
                            std::string payload = agreed.compressed(text(letters(300))).payload;
                            payload.resize(payload.size() / 2);
                            peer.says(agreed.by_hand(Opcode::Binary, payload));
                            peer.listens_for_message(kMoment);
                            if (!peer.close_came() && !peer.ended()) {
                              throw Judgement{Verdict::NotJudged, "it takes what there is", ""};
                            }
                          }));
  for (const bool cut : {false, true}) {
    cases.push_back(deflate(cut ? "utf8-cut" : "utf8-invalid",
                            cut ? "a compressed text that ends inside a character fails the connection"
                                : "a compressed text that is not UTF-8 fails the connection",
                            "UTF-8 is asked of what comes out of the inflater", "6.2",
                            [cut](Talk& peer, AgreedDeflate& agreed) {
                              peer.says(agreed.compressed(text(cut ? "caf\xC3" : "a\xFFz")));
                              peer.hears_failure(CloseCode::InvalidPayload,
                                                 "text that is not UTF-8 MUST fail the connection (8.1)");
                            }));
  }
}

void add_bomb(std::vector<Case>& cases) {
  Case bomb =
      deflate("bomb", "20 MiB of zeros in 20 KiB come back, or are declined, and the server lives",
              "whoever inflates first and measures then can be ended by a short message", "8",
              [](Talk& peer, AgreedDeflate& agreed) {
                peer.is_patient();
                const Frame message = binary(std::string(kBomb, '\0'));
                peer.says(agreed.compressed(message));
                if (peer.refuses_or_hears(message)) {
                  const auto code = peer.hears_some_close();
                  if (!code) peer.forgive(peer.ending() + " without a Close frame");
                  peer.remark(code == CloseCode::MessageTooBig ? "declined" : "refused, not with 1009");
                } else {
                  peer.remark("echoed");
                }
                if (peer.role() == Role::Client) peer.another()->lives();
              });
  bomb.needs_alone = true;
  cases.push_back(std::move(bomb));
}

}  // namespace

void add_deflate_wrong(std::vector<Case>& cases) {
  const std::size_t first = cases.size();
  add_bits(cases);
  add_bad_data(cases);
  // These judge a peer that does not echo, too.
  for (std::size_t i = first; i < cases.size(); ++i) cases[i].needs_echo = false;
  add_bomb(cases);
}

}  // namespace ws101::wscheck
