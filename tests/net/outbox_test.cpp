// The outbox: frames of the owner and of other threads leave whole and in order, and nothing waits without a limit.
#include "net/outbox.hpp"

#include <algorithm>
#include <thread>
#include <vector>

#include "support/catch.hpp"
#include "support/socket_pair.hpp"

namespace ws101::testing {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;
using Posted = Outbox::Posted;

SharedFrame text_frame(const std::string& text) {
  return share_frame(Opcode::Text, bytes_of(text));
}
void write_text(Outbox& outbox, const std::string& text) {
  const Wire frame = server().text(text);
  outbox.write(Bytes(frame).first(frame.size() - text.size()), Bytes(frame).last(text.size()));
}

TEST_CASE_METHOD(NothingLeft, "what the owner writes leaves with its flush, in one piece", "[outbox]") {
  SocketPair pair;
  Outbox outbox(pair.ours, OwnerFlush::Blocks, kMiB);
  write_text(outbox, "one");
  write_text(outbox, "two");
  // Here to there is no distance on one machine: what has been sent can be read.
  std::uint8_t byte = 0;
  CHECK(::recv(pair.theirs.fd(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == -1);
  CHECK(outbox.flush());
  CHECK(pair.theirs.read_frame().text() == "one");
  CHECK(pair.theirs.read_frame().text() == "two");
  CHECK(outbox.flush());
  CHECK(outbox.waiting() == 0);
}

TEST_CASE_METHOD(NothingLeft, "a long payload leaves at once, behind what was gathered", "[outbox]") {
  SocketPair pair;
  for (const OwnerFlush mode : {OwnerFlush::Blocks, OwnerFlush::Queues}) {
    Outbox outbox(pair.ours, mode, kMiB);
    write_text(outbox, "small");
    write_text(outbox, std::string(100'000, 'x'));
    write_text(outbox, "after");
    CHECK(outbox.flush());
    CHECK(pair.theirs.read_frame().text() == "small");
    CHECK(pair.theirs.read_frame().payload.size() == 100'000);
    CHECK(pair.theirs.read_frame().text() == "after");
  }
}

TEST_CASE_METHOD(NothingLeft, "however much a handler answers, little is gathered before it leaves",
                 "[outbox]") {
  constexpr std::size_t kPayload = 100;
  constexpr std::size_t kMost = std::size_t{256} << 10;  // about twice what is gathered
  SocketPair pair;
  Outbox outbox(pair.ours, OwnerFlush::Blocks, kMiB);
  std::vector<std::uint8_t> taken(kMost);
  std::size_t missing = 0;  // written and not yet with the peer
  for (int i = 0; i < 50'000; ++i) {
    write_text(outbox, std::string(kPayload, 'x'));
    missing += 2 + kPayload;
    if (missing < kMost) continue;
    const ssize_t count = ::recv(pair.theirs.fd(), taken.data(), taken.size(), MSG_DONTWAIT);
    CAPTURE(i, missing);
    REQUIRE(count > 0);
    missing -= static_cast<std::size_t>(count);
  }
  CHECK(outbox.flush());
}

TEST_CASE_METHOD(NothingLeft,
                 "posts to a peer that does not read: sent, waiting, overflow; drained when it reads",
                 "[outbox]") {
  SocketPair pair(4096);
  Outbox outbox(pair.ours, OwnerFlush::Blocks, 100'000);
  int kept = 0;
  Posted posted = Posted::Sent;
  Posted before = Posted::Sent;
  for (; posted != Posted::Overflow; ++kept) {
    REQUIRE(kept < 100'000);
    before = posted;
    std::string text = std::to_string(kept);
    posted = outbox.post(text_frame(text.append(1000, '.')));
    CHECK(outbox.waiting() <= 100'000);
  }
  --kept;  // the last one was refused
  CHECK(before == Posted::Waiting);
  CHECK(outbox.waiting() > 90'000);
  CHECK(outbox.drain());
  // What is left of the limit is filled up with small frames.
  for (; outbox.post(text_frame(std::to_string(kept))) != Posted::Overflow; ++kept) REQUIRE(kept < 200'000);
  // A Close always finds room, and nothing follows it.
  CHECK(outbox.post(share_frame(Opcode::Close, hex("03 e8") + letters(50)), true) == Posted::Waiting);
  CHECK(outbox.post(text_frame("late")) == Posted::Closed);
  CHECK(outbox.post(share_frame(Opcode::Close, {}), true) == Posted::Closed);
  const std::uint64_t progress = outbox.progress();
  for (int i = 0; i < kept; ++i) {
    outbox.drain();
    REQUIRE(std::stoi(pair.theirs.read_frame().text()) == i);
  }
  CHECK(outbox.progress() > progress);
  CHECK_FALSE(outbox.drain());
  CHECK(pair.theirs.read_frame().words() == "close 1000");
  CHECK(outbox.waiting() == 0);
}

TEST_CASE_METHOD(NothingLeft, "what waits for a slow peer goes out before what the owner flushes",
                 "[outbox]") {
  SocketPair pair(4096);
  Outbox outbox(pair.ours, OwnerFlush::Blocks, 2 * kMiB);
  const Wire payload = noise(kMiB);
  CHECK(outbox.post(share_frame(Opcode::Binary, payload)) == Posted::Waiting);  // and a part of it has gone
  CHECK(outbox.post(text_frame("second")) == Posted::Waiting);
  bool flushed = false;
  std::thread owner([&] {
    write_text(outbox, "owner");
    flushed = outbox.flush();
  });
  const Wire first = pair.theirs.read_frame().payload;
  const std::string second = pair.theirs.read_frame().text();
  const std::string third = pair.theirs.read_frame().text();
  owner.join();
  CHECK(first == payload);
  CHECK(second == "second");
  CHECK(third == "owner");
  CHECK(flushed);
  CHECK(outbox.waiting() == 0);
}

TEST_CASE_METHOD(NothingLeft, "a frame larger than the limit may wait alone", "[outbox]") {
  SocketPair pair(4096);
  Outbox outbox(pair.ours, OwnerFlush::Blocks, 1000);
  const Wire payload = noise(kMiB);
  CHECK(outbox.post(share_frame(Opcode::Binary, payload)) == Posted::Waiting);
  CHECK(outbox.post(text_frame("x")) == Posted::Overflow);
  std::thread drainer([&] {
    while (outbox.drain()) pair.ours.wait(false, true, std::chrono::steady_clock::now() + kPatience);
  });
  CHECK(pair.theirs.read_frame().payload == payload);
  drainer.join();
  CHECK(outbox.post(text_frame("x")) == Posted::Sent);
  CHECK(pair.theirs.read_frame().text() == "x");
}

TEST_CASE_METHOD(NothingLeft,
                 "the owner's Close bars the posts of others; a posted Close bars the owner's answers",
                 "[rfc6455-5.5.1]") {
  const Wire close = server().close();
  {
    SocketPair pair;
    Outbox outbox(pair.ours, OwnerFlush::Blocks, kMiB);
    write_text(outbox, "last");
    outbox.write(close, {});
    CHECK(outbox.post(text_frame("late")) == Posted::Closed);
    write_text(outbox, "pong-like");  // the owner knows what may follow its own Close
    outbox.flush();
    pair.ours.shutdown_send();
    CHECK(frames_in(pair.theirs.read_all()) == Seen{"text last", "close 1005", "text pong-like"});
  }
  {
    SocketPair pair;
    Outbox outbox(pair.ours, OwnerFlush::Blocks, kMiB);
    CHECK(outbox.post(share_frame(Opcode::Close, {}), true) == Posted::Sent);
    write_text(outbox, "too late");
    outbox.write(close, {});
    CHECK(outbox.flush());
    outbox.know_close();
    write_text(outbox, "a Pong");
    CHECK(outbox.flush());
    pair.ours.shutdown_send();
    CHECK(frames_in(pair.theirs.read_all()) == Seen{"close 1005", "text a Pong"});
  }
}

TEST_CASE_METHOD(NothingLeft, "a post of the owner keeps its place behind what it has gathered", "[outbox]") {
  SocketPair pair;
  Outbox outbox(pair.ours, OwnerFlush::Blocks, kMiB);
  write_text(outbox, "first");
  outbox.post_gathered();
  CHECK(outbox.post(text_frame("second")) != Posted::Closed);
  write_text(outbox, "third");
  outbox.flush();
  for (const std::string text : {"first", "second", "third"}) CHECK(pair.theirs.read_frame().text() == text);
}

TEST_CASE_METHOD(NothingLeft, "the owner and many posters at once: whole frames, each thread's order kept",
                 "[outbox]") {
  for (const OwnerFlush mode : {OwnerFlush::Blocks, OwnerFlush::Queues}) {
    SocketPair pair(8192);
    Outbox outbox(pair.ours, mode, 64 * kMiB);
    constexpr int kThreads = 3;
    constexpr int kEach = 500;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < kEach; ++i) {
          std::string text = std::to_string(t);
          text += ' ';
          text += std::to_string(i);
          CHECK_IN_THREAD(outbox.post(text_frame(text.append(static_cast<std::size_t>(i % 7) * 100, '.'))) <=
                          Posted::Waiting);
        }
      });
    }
    std::thread owner([&] {
      for (int i = 0; i < kEach; ++i) {
        std::string text = "9 ";
        text += std::to_string(i);
        write_text(outbox, text.append(i % 50 == 0 ? 50'000u : 10u, '.'));
        CHECK_IN_THREAD(outbox.flush());
      }
    });
    threads.emplace_back([&] {  // the server's thread
      for (auto& thread : std::span(threads).first(kThreads)) thread.join();
      owner.join();
      while (outbox.drain()) pair.ours.wait(false, true, std::chrono::steady_clock::now() + kPatience);
    });
    std::vector<int> next(10);
    for (int i = 0; i < (kThreads + 1) * kEach; ++i) {
      const std::string text = pair.theirs.read_frame().text();
      REQUIRE(std::stoi(text.substr(2)) == next.at(static_cast<std::size_t>(text[0] - '0'))++);
    }
    threads.back().join();
    CHECK(outbox.waiting() == 0);
  }
}

TEST_CASE_METHOD(NothingLeft, "what is posted while the owner sends goes out before the owner is done",
                 "[outbox]") {
  SocketPair pair(4096);
  Outbox outbox(pair.ours, OwnerFlush::Blocks, kMiB);
  const std::string text(kMiB, 'x');
  const Wire frame = server().text(text);
  std::thread owner([&] {
    write_text(outbox, text);
    outbox.flush();
  });
  REQUIRE(becomes([&] { return outbox.owner_sends(); }));
  // With every piece that the peer takes there is room again: whoever used it now would write into the middle of the
  // owner's frame.
  Wire seen;
  int waiting = 0;
  while (seen.size() < frame.size() / 2) {
    const Wire piece = pair.theirs.read(2000);
    seen.insert(seen.end(), piece.begin(), piece.end());
    if (outbox.post(text_frame("behind")) == Posted::Waiting) ++waiting;
  }
  const Wire rest = pair.theirs.read(frame.size() - seen.size());
  seen.insert(seen.end(), rest.begin(), rest.end());
  CHECK(waiting > 100);
  const auto whole = std::mismatch(seen.begin(), seen.end(), frame.begin()).first - seen.begin();
  CHECK(static_cast<std::size_t>(whole) == frame.size());
  if (seen != frame) pair.ours.shutdown_both();  // else the owner would wait for ever
  for (int i = 0; i < waiting && seen == frame; ++i) CHECK(pair.theirs.read_frame().text() == "behind");
  owner.join();  // nobody else drains
  CHECK(outbox.waiting() == 0);
}

TEST_CASE_METHOD(NothingLeft, "an owner that blocks is freed by the end of TCP, and says so", "[outbox]") {
  for (const bool another_posts : {false, true}) {
    SocketPair pair(4096);
    Outbox outbox(pair.ours, OwnerFlush::Blocks, kMiB);
    std::thread owner([&] {
      write_text(outbox, std::string(8 * kMiB, 'x'));
      CHECK_IN_THREAD(!outbox.flush());
      write_text(outbox, "x");
      CHECK_IN_THREAD(!outbox.flush());
    });
    REQUIRE(becomes([&] { return outbox.owner_sends(); }));
    if (another_posts) CHECK(outbox.post(text_frame("waits its turn")) == Posted::Waiting);
    pair.ours.shutdown_both();
    owner.join();
    CHECK_FALSE(outbox.owner_sends());
    outbox.drain();
    CHECK(outbox.waiting() == 0);
    // Without anything that waits, the end is noticed by the first post.
    CHECK(outbox.post(text_frame("late")) == Posted::Closed);
  }
}

TEST_CASE_METHOD(NothingLeft, "a peer that is gone, and an outbox that has ended", "[outbox]") {
  SocketPair pair;
  Outbox outbox(pair.ours, OwnerFlush::Blocks, kMiB);
  pair.theirs.reset();
  CHECK(becomes([&] { return outbox.post(text_frame("x")) == Posted::Closed; }));
  outbox.end();
  CHECK(outbox.post(text_frame("x")) == Posted::Closed);
  CHECK_FALSE(outbox.drain());
}

}  // namespace
}  // namespace ws101::testing
