// Topic "deflate": compressed messages and the blocks they consist of (RFC 7692 6, 7.2).
#include <array>
#include <string>

#include "text/counted.hpp"
#include "wscheck/agreed_deflate.hpp"
#include "wscheck/blocks.hpp"
#include "wscheck/case.hpp"
#include "wscheck/talk.hpp"

namespace ws101::wscheck {
namespace {

void add_sizes(std::vector<Case>& cases) {
  for (const std::size_t size : {0u, 1u, 5u, 125u, 126u, 1000u, 65536u, 300'000u}) {
    cases.push_back(deflate("compressed-" + std::to_string(size),
                            "a compressed text message of " + counted(size, "byte") + " comes back",
                            "the length in the header is that of the compressed bytes", "6",
                            [size](Talk& peer, AgreedDeflate& agreed) {
                              peer.says(agreed.compressed(text(letters(size))));
                              peer.hears(text(letters(size)));
                            }));
  }
  for (const std::size_t size : {1u, 70'000u}) {
    cases.push_back(deflate("compressed-binary-" + std::to_string(size),
                            "a compressed binary message of " + counted(size, "byte") + " comes back",
                            "any bytes can be compressed", "6", [size](Talk& peer, AgreedDeflate& agreed) {
                              peer.says(agreed.compressed(binary(octets(size))));
                              peer.hears(binary(octets(size)));
                            }));
  }
  cases.push_back(deflate("not-compressed", "a message that is not compressed comes back",
                          "RSV1 is asked for each message: the extension allows, it does not command", "6",
                          [](Talk& peer, AgreedDeflate&) {
                            peer.says(text("as it is"));
                            peer.hears(text("as it is"));
                          }));
}

void add_pieces(std::vector<Case>& cases) {
  for (const std::size_t size : {1u, 2u, 64u}) {
    cases.push_back(deflate("fragments-of-" + std::to_string(size),
                            "a compressed message in fragments of " + counted(size, "byte") + " comes back",
                            "the message is compressed, then cut: a fragment is no stream of its own", "6.1",
                            [size](Talk& peer, AgreedDeflate& agreed) {
                              peer.says_in_turn(in_fragments(agreed.compressed(text(letters(600))), size));
                              peer.hears(text(letters(600)));
                            }));
  }
  cases.push_back(
      deflate("ping-between", "a Ping between compressed fragments is answered, and changes nothing",
              "control frames are never compressed", "6.1", [](Talk& peer, AgreedDeflate& agreed) {
                auto frames = in_fragments(agreed.compressed(text(letters(100))), 40);
                frames.insert(frames.begin() + 1, ping("between"));
                peer.says_in_turn(frames);
                peer.hears_pong("between");
                peer.hears(text(letters(100)));
              }));
  cases.push_back(
      deflate("first-fragment-empty", "an empty first fragment says that the message is compressed",
              "RSV1 belongs to the message, not to the bytes of the frame", "6.1",
              [](Talk& peer, AgreedDeflate& agreed) {
                const Frame whole = agreed.compressed(text(letters(100)));
                peer.says_in_turn({unfinished(with_rsv(text(""), whole.rsv)), continuation(whole.payload)});
                peer.hears(text(letters(100)));
              }));
  cases.push_back(deflate(
      "last-fragment-empty", "an empty last fragment ends a compressed message",
      "only the end of the message tells that the tail is due", "6.1", [](Talk& peer, AgreedDeflate& agreed) {
        peer.says_in_turn({unfinished(agreed.compressed(text(letters(100)))), continuation("")});
        peer.hears(text(letters(100)));
      }));
  cases.push_back(deflate("byte-by-byte", "a compressed message that comes a byte at a time comes back",
                          "an inflater can stop anywhere, also inside a code", "7.2.2",
                          [](Talk& peer, AgreedDeflate& agreed) {
                            peer.says_in_pieces({agreed.compressed(text(letters(600)))}, 1);
                            peer.hears(text(letters(600)));
                          }));
  cases.push_back(deflate("character-cut", "a character that is cut between two fragments comes back",
                          "UTF-8 is asked of what comes out of the inflater", "6.2",
                          [](Talk& peer, AgreedDeflate& agreed) {
                            const Frame message = text("\xF0\x9F\x98\x80 \xE2\x82\xAC \xC3\xA9");
                            peer.says_in_turn(in_fragments(agreed.compressed(message), 3));
                            peer.hears(message);
                          }));
  cases.push_back(deflate("together", "ten compressed messages in one segment come back, in order",
                          "each ends where its frame ends", "6", [](Talk& peer, AgreedDeflate& agreed) {
                            std::vector<Frame> frames;
                            for (std::size_t i = 0; i < 10; ++i)
                              frames.push_back(agreed.compressed(text(letters(i * 9))));
                            peer.says_together(frames);
                            for (std::size_t i = 0; i < 10; ++i) peer.hears(text(letters(i * 9)));
                          }));
}

struct ByHand {
  const char* name;
  const char* title;
  const char* section;
  std::string payload;
  std::string message;
};

std::vector<ByHand> block_rows() {
  const std::string hello = "Hello";
  return {
      {"empty", "an empty message is the byte 00", "7.2.3.6", Blocks().payload(), ""},
      {"empty-fixed", "an empty message may be an empty block with the fixed code", "7.2.3.6",
       Blocks().coded("").payload(), ""},
      {"block-stored", "a block may be stored", "7.2.3.3", Blocks().stored(hello).payload(), hello},
      {"block-fixed", "a block may have the fixed code", "7.2.3.1", Blocks().coded(hello).payload(), hello},
      {"block-dynamic", "a block may have a code of its own", "7.2.1",
       Blocks().coded(letters(3000)).payload(), letters(3000)},
      {"blocks-many", "a message may have many blocks, of all kinds, and empty ones between", "7.2.3.5",
       Blocks().coded("Hel").stored("").stored("lo, ").coded("").coded(letters(3000)).stored("!").payload(),
       "Hello, " + letters(3000) + "!"},
      {"block-final", "a block may have BFINAL set, with an empty one behind it", "7.2.3.4",
       Blocks().coded(hello, true).payload(), hello},
      {"block-final-stored", "a stored block may have BFINAL set", "7.2.1",
       Blocks().stored(hello, true).payload(), hello},
  };
}

void add_blocks(std::vector<Case>& cases) {
  for (const ByHand& row : block_rows()) {
    cases.push_back(deflate(row.name, row.title, "7.2.1 lets the sender take any blocks it likes",
                            row.section, [row](Talk& peer, AgreedDeflate& agreed) {
                              peer.says(agreed.by_hand(Opcode::Text, row.payload));
                              peer.hears(text(row.message));
                            }));
  }
  cases.push_back(
      deflate("blocks-behind-final", "blocks may follow one with BFINAL",
              "nearly nobody sends it, and most inflaters stop at BFINAL", "7.2.1",
              [](Talk& peer, AgreedDeflate& agreed) {
                peer.says(agreed.by_hand(Opcode::Text, Blocks().coded("Hel", true).coded("lo").payload()));
                const std::string came = peer.hears_message().payload;
                if (came == "Hel") return peer.forgive("what is behind the block with BFINAL is lost");
                if (came != "Hello") fail("other bytes came back", "a text message of 5 bytes");
              }));
  cases.push_back(deflate("message-behind-final", "a message that follows one with BFINAL comes back",
                          "the end of a stream is not the end of the connection", "7.2.1",
                          [](Talk& peer, AgreedDeflate& agreed) {
                            peer.says(agreed.by_hand(Opcode::Text, Blocks().coded("first", true).payload()));
                            peer.hears(text("first"));
                            peer.says(agreed.compressed(text("second")));
                            peer.hears(text("second"));
                          }));
}

std::string line_of_chat(int number) {
  return "{\"number\":" + std::to_string(number) + ",\"from\":\"somebody\",\"text\":\"" +
         letters(static_cast<std::size_t>(20 + number * 7 % 60)) + "\"}";
}

void echoes_many(Talk& peer, AgreedDeflate& agreed, int count) {
  for (int i = 0; i < count; ++i) {
    const Frame message = text(line_of_chat(i));
    peer.says(agreed.compressed(message));
    peer.hears(message);
  }
}

void add_takeover(std::vector<Case>& cases) {
  cases.push_back(deflate("takeover-100",
                          "a hundred messages come back, each compressed with those before it",
                          "the window lives as long as the connection, on both sides", "7.1.1",
                          [](Talk& peer, AgreedDeflate& agreed) { echoes_many(peer, agreed, 100); }));
  cases.push_back(deflate("no-takeover-20", "twenty messages come back, each compressed by itself",
                          "whoever agreed to forget begins with an empty window", "7.1.1",
                          [](Talk& peer, AgreedDeflate& agreed) { echoes_many(peer, agreed, 20); },
                          {true, true, kMostWindowBits, kMostWindowBits}));
  cases.push_back(deflate("copies-message", "a message that is one copy of the message before it comes back",
                          "with a window that is kept, what was said before need not be said again",
                          "7.2.3.2", [](Talk& peer, AgreedDeflate& agreed) {
                            if (!agreed.we_keep_window()) return peer.remark("it wants no copies: not tried");
                            peer.says(agreed.by_hand(Opcode::Text, Blocks().coded("Hello").payload()));
                            peer.hears(text("Hello"));
                            peer.says(agreed.by_hand(Opcode::Text, Blocks().copy(5, 5).payload()));
                            peer.hears(text("Hello"));
                          }));
  cases.push_back(deflate("no-copies", "two messages that share nothing come back",
                          "what was read of the first must end with it", "7.2.2",
                          [](Talk& peer, AgreedDeflate& agreed) {
                            for (const char* const words : {"Hello", "World"}) {
                              peer.says(agreed.by_hand(Opcode::Text, Blocks().coded(words).payload()));
                              peer.hears(text(words));
                            }
                          }));
  cases.push_back(deflate("window-without-others",
                          "messages that are not compressed leave the window as it is",
                          "they are in nobody's window: neither in the sender's nor in the receiver's",
                          "7.2.1", [](Talk& peer, AgreedDeflate& agreed) {
                            for (int i = 0; i < 6; ++i) {
                              const Frame plain = text("not compressed " + std::to_string(i) + letters(50));
                              peer.says(plain);
                              peer.hears(plain);
                              const Frame message = text(line_of_chat(i) + letters(400));
                              peer.says(agreed.compressed(message));
                              peer.hears(message);
                            }
                          }));
  cases.push_back(deflate("sizes-mixed", "short and long messages in turn come back",
                          "a peer that compresses only long ones must not copy from the short ones", "7.2.1",
                          [](Talk& peer, AgreedDeflate& agreed) {
                            for (const std::size_t size : {3u, 30u, 400u, 3u, 40u, 2000u, 10u, 5000u}) {
                              const Frame message = text("say: " + line_of_chat(7) + letters(size));
                              const Frame brief = text(letters(size).substr(0, 30));
                              peer.says(agreed.compressed(brief));
                              peer.hears(brief);
                              peer.says(agreed.compressed(message));
                              peer.hears(message);
                            }
                          }));
}

// Characters in [!-~] without any repetition that an encoder finds.
std::string noise(std::size_t size) {
  std::string all(size, ' ');
  std::uint32_t state = 1;
  for (char& each : all) {
    state = state * 1664525 + 1013904223;
    each = static_cast<char>('!' + (state >> 16) % 94);
  }
  return all;
}

// Repeats `size` bytes of noise, so that each copy has this distance.
std::string noise_again(std::size_t size) {
  const std::string once = noise(size);
  return once + once + once;
}

void add_windows(std::vector<Case>& cases) {
  for (unsigned bits = 9; bits <= kMostWindowBits; ++bits) {
    const std::string count = std::to_string(bits);
    cases.push_back(
        deflate("window-" + count, "a window of 2^" + count + " bytes is kept to in both directions",
                "a copy that reaches back further finds nothing there", "7.1.2",
                [bits](Talk& peer, AgreedDeflate& agreed) {
                  const std::size_t window = std::size_t{1} << bits;
                  for (const std::size_t size : {window - 300, window, window + 1, window + 100}) {
                    const Frame message = text(noise_again(size));
                    peer.says(agreed.compressed(message));
                    peer.hears(message);
                  }
                },
                {false, false, bits, bits}));
  }
  cases.push_back(deflate(
      "distance-32768", "a copy that reaches back 32768 bytes comes back",
      "the window is 2^15 bytes, to the last", "7.1.2", [](Talk& peer, AgreedDeflate& agreed) {
        const unsigned window = 1U << (peer.role() == Role::Client ? agreed.params().client_max_window_bits
                                                                   : agreed.params().server_max_window_bits);
        const std::string all = noise(window);
        peer.says(agreed.by_hand(Opcode::Text, Blocks().stored(all).copy(258, window).payload()));
        peer.hears(text(all + all.substr(0, 258)));
      }));
}

}  // namespace

void add_deflate(std::vector<Case>& cases) {
  add_deflate_offers(cases);
  add_sizes(cases);
  add_pieces(cases);
  add_blocks(cases);
  add_takeover(cases);
  add_windows(cases);
  add_deflate_wrong(cases);
}

}  // namespace ws101::wscheck
