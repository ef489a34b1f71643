// Judging offers and answers of permessage-deflate, and what a peer compresses.
#include "wscheck/agreed_deflate.hpp"

#include <thread>

#include "support/catch.hpp"
#include "support/running_server.hpp"
#include "wscheck/blocks.hpp"
#include "wscheck/runner.hpp"

namespace ws101::wscheck {
namespace {

std::vector<Extension> list(const std::string& value) {
  return std::get<std::vector<Extension>>(parse_extensions(value));
}

// "" for a good answer to the offer, else the verdict and what was seen.
std::string answer_is(const std::string& value, const std::string& offer = "permessage-deflate") {
  ResponseHead head;
  if (!value.empty()) head.fields.add("Sec-WebSocket-Extensions", value);
  try {
    judged_answer(head, list(offer));
    return "";
  } catch (const Judgement& judgement) {
    return std::string(name(judgement.verdict)) + ": " + judgement.seen;
  }
}

TEST_CASE("an answer is good, or none, or says what is wrong with it") {
  CHECK(answer_is("permessage-deflate").empty());
  CHECK(answer_is("permessage-deflate; server_no_context_takeover").empty());
  CHECK(answer_is("").starts_with("unsupported: "));
  CHECK(answer_is("x-other").starts_with("fail: it accepts the extension \"x-other\""));
  CHECK(answer_is("permessage-deflate, permessage-deflate")
            .starts_with("fail: it accepts permessage-deflate 2 times"));
  CHECK(answer_is("permessage-deflate; x=1").starts_with("fail: the answer breaks RFC 7692 7.1"));
  CHECK(answer_is("permessage-deflate; server_max_window_bits=16").starts_with("fail: the answer breaks"));
  CHECK(answer_is("permessage-deflate; client_max_window_bits=10")
            .starts_with("fail: no offer allows the answer"));
  CHECK(answer_is("permessage-deflate", "permessage-deflate; server_max_window_bits=9")
            .starts_with("fail: no offer"));
  CHECK(answer_is(";;").starts_with("fail: what it answers is no list"));
}

// Answers the handshake, then sends these frames whatever it hears.
std::string story_with(const std::string& answer, const std::vector<Frame>& frames) {
  TcpListener listener("127.0.0.1", 0);
  std::thread server([&] {
    Settings settings;
    Transcript transcript;
    TcpListener::Accepted accepted;
    while (accepted.got != TcpListener::Got::Connection) accepted = listener.accept();
    Talk talk(Wire(std::move(accepted.socket)), Role::Server, settings, transcript);
    const auto request = talk.hear_request();
    talk.says_bytes(talk.response(*request).add("Sec-WebSocket-Extensions", answer).text());
    talk.says_in_turn(frames);
    talk.listens(std::chrono::milliseconds(5'000));
  });
  Settings settings;
  settings.url.host = "127.0.0.1";
  settings.url.port = listener.local().port();
  Case a_case{"deflate/test", "title", "why", "7692 7", [&](Talk& peer) {
                AgreedDeflate deflate(peer);
                for (std::size_t i = 0; i < frames.size(); ++i) peer.hears_message();
              }};
  a_case.begin = Begin::Connected;
  const Result result = run_case(
      a_case, settings,
      [&] { return Wire(TcpSocket::connect("127.0.0.1", settings.url.port, settings.timeout)); },
      Role::Client);
  server.join();
  return std::string(name(result.verdict)) + ": " + result.seen;
}

Frame compressed(std::string payload) {
  return with_rsv(text(std::move(payload)), 4);
}

TEST_CASE("a peer that compresses wrongly is told what is wrong") {
  const std::string hello = Blocks().coded("Hello").payload();
  const std::string copy = Blocks().copy(5, 5).payload();
  const std::string plain = "permessage-deflate";
  CHECK(story_with(plain, {compressed(hello), compressed(copy)}) == "pass: ");
  CHECK(story_with(plain, {text("not compressed"), compressed(hello)}) == "pass: ");
  CHECK(story_with(plain + "; server_no_context_takeover", {compressed(hello), compressed(copy)}) ==
        "fail: its compressed message 2 cannot be inflated: a copy reaches 5 bytes back, and 0 are known "
        "there");
  CHECK(story_with(plain, {compressed(hello + std::string("\0\0\xff\xff", 4))}) ==
        "fail: its compressed message 1 ends with 00 00 ff ff");
  CHECK(story_with(plain, {compressed("\x78\x9c" + hello)}) ==
        "fail: its compressed message 1 cannot be inflated: it begins with the header of zlib");
  CHECK(story_with(plain, {compressed(hello.substr(0, 4))}).find("ends inside a block") != std::string::npos);
  CHECK(story_with(plain, {unfinished(compressed(hello)), with_rsv(continuation(""), 4)})
            .starts_with("fail: it sends"));
  CHECK(story_with(plain, {with_rsv(ping("x"), 4)}).starts_with("fail: it sends a frame that breaks a rule"));
}

}  // namespace
}  // namespace ws101::wscheck
