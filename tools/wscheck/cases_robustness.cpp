// Topic "robustness": how the bytes of right frames may come, and how many (RFC 6455 5.2, 10.4).
#include <array>
#include <memory>
#include <string>

#include "wscheck/case.hpp"
#include "wscheck/talk.hpp"

namespace ws101::wscheck {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;

void add_segments(std::vector<Case>& cases) {
  for (const std::size_t size : {5u, 125u, 126u, 1000u}) {
    cases.push_back({"robustness/byte-by-byte-" + std::to_string(size),
                     "a message of " + std::to_string(size) + " bytes that comes a byte at a time comes back",
                     "TCP keeps the order of the bytes, and nothing else", "5.2", [size](Talk& peer) {
                       peer.says_in_pieces({text(letters(size))}, 1);
                       peer.hears(text(letters(size)));
                     }});
  }
  cases.push_back({"robustness/byte-by-byte-64-bit-length",
                   "a header with a 64-bit length that comes a byte at a time is read",
                   "each of the 14 bytes may be the last for a while", "5.2", [](Talk& peer) {
                     peer.says_first_in_bytes(binary(octets(65536)), kMaxHeaderSize + 2);
                     peer.hears(binary(octets(65536)));
                   }});
  for (std::size_t at = 1; at <= 12; ++at) {
    cases.push_back({"robustness/cut-at-" + std::to_string(at),
                     "a frame cut after byte " + std::to_string(at) + ", with a pause, comes back",
                     "what recv() gives may end anywhere: in the length, in the key, in the payload", "5.2",
                     [at](Talk& peer) {
                       peer.says_cut(text(letters(200)), at);
                       peer.hears(text(letters(200)));
                     }});
  }
  for (const std::size_t count : {2u, 3u, 10u, 100u, 1000u}) {
    cases.push_back({"robustness/together-" + std::to_string(count),
                     std::to_string(count) + " messages in one segment all come back, in order",
                     "one recv() may give many frames: the rest must not be thrown away", "5.2",
                     [count](Talk& peer) {
                       std::vector<Frame> frames;
                       for (std::size_t i = 0; i < count; ++i)
                         frames.push_back(text("message " + std::to_string(i)));
                       peer.says_together(frames);
                       for (const Frame& frame : frames) peer.hears(frame);
                     }});
  }
  cases.push_back({"robustness/one-and-a-half",
                   "a message and half of the next in one segment: both come back",
                   "what is left over belongs to the next read", "5.2", [](Talk& peer) {
                     peer.says_in_pieces({text(letters(100)), text(letters(101)), text(letters(102))}, 160);
                     for (const std::size_t size : {100u, 101u, 102u}) peer.hears(text(letters(size)));
                   }});
  cases.push_back({"robustness/odd-pieces", "20 messages in segments of 37 bytes come back",
                   "frames and segments have nothing to do with each other", "5.2", [](Talk& peer) {
                     std::vector<Frame> frames;
                     for (std::size_t i = 0; i < 20; ++i) frames.push_back(text(letters(i * 11)));
                     peer.says_in_pieces(frames, 37);
                     for (const Frame& frame : frames) peer.hears(frame);
                   }});
}

// A limit on messages is good practice (10.4): a peer that says so is no worse for it.
void echoes_or_declines(Talk& peer, const Frame& message) {
  if (!peer.declines_size()) peer.hears(message);
}

void add_large(std::vector<Case>& cases) {
  for (const std::size_t mib : {1u, 4u, 16u}) {
    const std::string words = std::to_string(mib) + " MiB";
    cases.push_back({"robustness/large-" + std::to_string(mib),
                     "a message of " + words + " comes back, or is declined with 1009",
                     "a limit is good, if it is told", "10.4",
                     [mib](Talk& peer) {
                       peer.is_patient();
                       const Frame message = binary(octets(mib * kMiB));
                       peer.says(message);
                       echoes_or_declines(peer, message);
                     },
                     Peers::Both, Begin::Opened, true, mib > 1});
  }
  struct Many {
    std::size_t fragments, size;
  };
  for (const Many& many : {Many{1000, 1}, Many{10'000, 1}, Many{100'000, 1}, Many{4096, 256}}) {
    cases.push_back(
        {"robustness/fragments-" + std::to_string(many.fragments) + "-of-" + std::to_string(many.size),
         std::to_string(many.fragments) + " fragments of " + std::to_string(many.size) +
             (many.size == 1 ? " byte" : " bytes") + " come back as one message, or are declined",
         "the time for a fragment must not grow with the message", "5.4",
         [many](Talk& peer) {
           peer.is_patient();
           const Frame message = binary(octets(many.fragments * many.size));
           peer.says_together(in_fragments(message, many.size));
           echoes_or_declines(peer, message);
         },
         Peers::Both, Begin::Opened, true, many.fragments > 10'000});
  }
  cases.push_back(
      {"robustness/announced-only", "a header that announces 4 exabytes costs nothing",
       "whoever allocates what a header says can be ended by 14 bytes", "10.4",
       [](Talk& peer) {
         peer.says(with_length(binary("x"), std::uint64_t{1} << 62));
         peer.listens(std::chrono::milliseconds(300));
         if (peer.messages_waiting() > 0)
           fail("a message came back", "that it waits for the rest, or declines");
         peer.remark(peer.close_came() ? "declined at once" : peer.ended() ? peer.ending() : "it waits");
         if (auto other = peer.another()) other->lives();
       },
       Peers::Servers, Begin::Opened, false});
}

void add_load(std::vector<Case>& cases) {
  cases.push_back({"robustness/many-messages", "1,000 messages of 1 KiB come back, in order",
                   "a queue that loses one loses trust", "5.2", [](Talk& peer) {
                     std::vector<Frame> frames;
                     for (std::size_t i = 0; i < 1000; ++i)
                       frames.push_back(text(std::to_string(i) + letters(1024)));
                     peer.says_together(frames);
                     for (const Frame& frame : frames) peer.hears(frame);
                   }});
  cases.push_back({"robustness/slow-reader", "200 messages of 16 KiB come back to a client that reads late",
                   "send() may take less than all, or nothing for a while", "5.2", [](Talk& peer) {
                     peer.is_patient();
                     const Frame message = binary(octets(16384));
                     for (int i = 0; i < 200; ++i) peer.says_without_reading(message);
                     peer.pauses(std::chrono::milliseconds(400));
                     for (int i = 0; i < 200; ++i) {
                       if (peer.declines_size()) return;
                       peer.hears(message);
                     }
                   }});
  cases.push_back({"robustness/ping-flood", "2,000 Pings in a row do not end a good connection",
                   "a limit on Pings is allowed, if the connection is closed in good order", "5.5.2",
                   [](Talk& peer) {
                     peer.says_together(std::vector<Frame>(2000, ping("flood")));
                     if (peer.is_pinged("done")) return peer.remark("answered");
                     peer.forgive("it ended the connection: " + peer.ending());
                   },
                   Peers::Both, Begin::Opened, false});
  cases.push_back({"robustness/reset-in-frame", "a reset in the middle of a frame leaves the server well",
                   "networks fail; the next client must not notice", "7.1.5",
                   [](Talk& peer) {
                     peer.says(with_length(text("Hel"), 500));
                     peer.resets();
                     if (auto other = peer.another()) other->lives();
                   },
                   Peers::Servers, Begin::Opened, false});
  cases.push_back(
      {"robustness/reset-while-answering", "a reset while the server sends leaves it well",
       "a write to a dead connection raises SIGPIPE, which ends a program that does not expect it", "7.1.5",
       [](Talk& peer) {
         for (int i = 0; i < 20; ++i) peer.says_without_reading(binary(octets(65536)));
         peer.resets();
         if (auto other = peer.another()) other->lives();
       },
       Peers::Servers, Begin::Opened, false});
  cases.push_back({"robustness/gone-without-close",
                   "clients that leave without a Close leave the server well",
                   "most do: a train enters a tunnel", "7.1.5",
                   [](Talk& peer) {
                     for (int i = 0; i < 10; ++i) {
                       if (auto other = peer.another()) other->resets();
                     }
                     peer.lives();
                   },
                   Peers::Servers, Begin::Opened, false});
  cases.push_back({"robustness/silent-client", "clients that connect and say nothing keep nobody out",
                   "the handshake of one client must not block the next accept()", "10.4",
                   [](Talk& peer) {
                     const auto first = peer.another_in_silence();
                     const auto second = peer.another_in_silence();
                     try {
                       peer.another()->lives();
                     } catch (const Judgement&) {
                       peer.forgive("a client that came behind them got no answer");
                     }
                   },
                   Peers::Servers, Begin::Opened, false, true});
  cases.push_back({"robustness/second-client", "two clients are served at the same time",
                   "the second must not wait until the first has left", "10.4",
                   [](Talk& peer) {
                     peer.lives();
                     try {
                       peer.another()->lives();
                     } catch (const Judgement&) {
                       peer.forgive("a second client got no answer while the first was there");
                     }
                   },
                   Peers::Servers, Begin::Opened, false});
  cases.push_back({"robustness/connections-200", "200 connections at the same time all answer",
                   "the second client must not wait for the first to leave", "10.4",
                   [](Talk& peer) {
                     peer.is_patient();
                     std::vector<std::unique_ptr<Talk>> all;
                     for (int i = 0; i < 200; ++i) {
                       if (auto other = peer.another()) all.push_back(std::move(other));
                     }
                     for (const auto& other : all) other->lives();
                     for (const auto& other : all) other->resets();
                     peer.lives();
                   },
                   Peers::Servers, Begin::Opened, false, true});
}

}  // namespace

void add_robustness(std::vector<Case>& cases) {
  add_segments(cases);
  add_large(cases);
  add_load(cases);
}

}  // namespace ws101::wscheck
