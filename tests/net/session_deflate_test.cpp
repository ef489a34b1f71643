// A session that compresses: many threads send, and each message inflates with the window of those before it (RFC 7692 7).
#include <array>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "frame/connection.hpp"
#include "net/permessage_deflate.hpp"
#include "net/random.hpp"
#include "net/session.hpp"
#include "support/catch.hpp"
#include "support/socket_pair.hpp"

namespace ws101::testing {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;
constexpr int kThreads = 3;
constexpr int kMessages = 200;

std::unique_ptr<Session> compressing_session(TcpSocket socket) {
  auto session =
      std::make_unique<Session>(std::move(socket), Receiver(Role::Server), ws101::Sender::server(), kMiB);
  session->compress_with(make_compressor(Role::Server, {}, {.least = 0}),
                         make_decompressor(Role::Server, {}));
  return session;
}

// The client's end: inflates what comes.
class Inflating {
 public:
  explicit Inflating(RawSocket& socket) : socket_(socket), connection_(Connection::client(keys_)) {
    connection_.compress_with(nullptr, make_decompressor(Role::Client, {}));
  }
  std::string next_text() {
    for (;;) {
      if (const auto event = connection_.next()) {
        const auto* message = std::get_if<Message>(&*event);
        return message == nullptr ? "no message" : std::string(message->text());
      }
      const Wire wire = socket_.read(1);
      std::copy(wire.begin(), wire.end(), connection_.space().begin());
      connection_.received(wire.size());
    }
  }

 private:
  RawSocket& socket_;
  RandomKeys keys_;
  Connection connection_;
};

// Longer than what it compresses to, and different each time.
std::string numbered(int thread, int message) {
  const std::string word = "thread " + std::to_string(thread) + " says " + std::to_string(message) + "; ";
  std::string text;
  for (int i = 0; i < 3 + message % 40; ++i) text += word;
  return text;
}

class Hearing : public FrameObserver {
 public:
  void on_frame(Flow flow, const FrameHeader& header, Bytes payload, std::uint64_t, bool) override {
    if (flow == Flow::Out && header.rsv == kCompressedBit && header.length == payload.size()) ++compressed;
  }
  void on_inflated(Flow flow, Bytes) override {
    if (flow == Flow::Out) ++inflated;
  }
  std::atomic<int> compressed = 0;
  std::atomic<int> inflated = 0;
};

// What all threads send arrives whole, and in the order of each.
void all_arrives(const std::shared_ptr<Hearing>& observer) {
  SocketPair pair;
  const auto session = compressing_session(std::move(pair.ours));
  session->observe(observer);
  session->receive_here();
  std::vector<std::thread> threads;
  for (int thread = 1; thread <= kThreads; ++thread) {
    threads.emplace_back([&session, thread] {
      for (int i = 0; i < kMessages; ++i) {
        CHECK_IN_THREAD(session->send(Opcode::Text, bytes_of(numbered(thread, i))) == Session::Sent::Yes);
        session->push();
      }
    });
  }
  std::thread reading([&] {
    Inflating end(pair.theirs);
    std::array<int, kThreads + 1> next{};
    for (int i = 0; i < (kThreads + 1) * kMessages; ++i) {
      const std::string text = end.next_text();
      const int thread = text.size() > 7 ? text[7] - '0' : -1;
      const bool known = thread >= 0 && thread <= kThreads;
      CHECK_IN_THREAD(known);
      if (!known) return;
      CHECK_IN_THREAD(text == numbered(thread, next[static_cast<std::size_t>(thread)]++));
    }
  });
  for (int i = 0; i < kMessages; ++i) {
    CHECK_IN_THREAD(session->send(Opcode::Text, bytes_of(numbered(0, i))) == Session::Sent::Yes);
    if (i % 7 == 0) session->flush();
  }
  for (std::thread& thread : threads) thread.join();
  session->flush();
  reading.join();
}

TEST_CASE_METHOD(NothingLeft, "threads that send at once: each message inflates, in the order of each thread",
                 "[session][rfc7692-7.1.1]") {
  all_arrives(nullptr);
}

TEST_CASE_METHOD(NothingLeft, "an observer sees compressed frames and what they inflate to",
                 "[session][rfc7692-6.1]") {
  const auto hearing = std::make_shared<Hearing>();
  all_arrives(hearing);
  CHECK(hearing->compressed == (kThreads + 1) * kMessages);
  CHECK(hearing->inflated == (kThreads + 1) * kMessages);
}

TEST_CASE_METHOD(NothingLeft, "frames that come encoded stay as they are, between compressed ones",
                 "[session][rfc7692-6.1]") {
  SocketPair pair;
  const auto session = compressing_session(std::move(pair.ours));
  const std::string text(1000, 'a');
  CHECK(session->send(Opcode::Text, bytes_of(text)) == Session::Sent::Yes);
  CHECK(session->send_raw(server().text("as it is")) == Session::Sent::Yes);
  CHECK(session->send(Opcode::Text, bytes_of(text)) == Session::Sent::Yes);
  Inflating end(pair.theirs);
  CHECK(end.next_text() == text);
  CHECK(end.next_text() == "as it is");
  CHECK(end.next_text() == text);
}

}  // namespace
}  // namespace ws101::testing
