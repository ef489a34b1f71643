#include "wsbench/inflated_replies.hpp"

#include <string>

#include "frame/encode.hpp"
#include "frame/sender.hpp"
#include "net/permessage_deflate.hpp"
#include "support/catch.hpp"
#include "wsbench/dial.hpp"

using namespace ws101;
using namespace ws101::wsbench;

namespace {

// As a server that compresses sends it.
std::vector<std::uint8_t> reply(const std::string& text, bool compress) {
  ws101::Sender sender = ws101::Sender::server();
  if (compress) sender.compress_with(make_compressor(Role::Server, kSmallDeflate, {.least = 0}));
  REQUIRE(sender.send(Opcode::Text, bytes_of(text)));
  const Bytes bytes = sender.pending()[0];
  return {bytes.begin(), bytes.end()};
}

std::string failure_of(InflatedReplies& replies, Bytes got) {
  try {
    replies.accept(got);
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "no failure";
}

const std::string kText = std::string(300, 'a') + std::string(300, 'b');

}  // namespace

TEST_CASE("replies are counted when they are whole, compressed or not") {
  InflatedReplies replies(bytes_of(kText));
  std::vector<std::uint8_t> both = reply(kText, true);
  const std::size_t first = both.size();
  CHECK(first < 40);
  const std::vector<std::uint8_t> plain = reply(kText, false);
  both.insert(both.end(), plain.begin(), plain.end());
  std::size_t completed = 0;
  for (std::size_t i = 0; i < both.size(); ++i) {
    completed += replies.accept(Bytes(both).subspan(i, 1));
    CHECK(completed == (i + 1 < first ? 0u : i + 1 < both.size() ? 1u : 2u));
  }
  CHECK(replies.accept(both) == 2);
}

TEST_CASE("a reply that differs, is cut or is something else is a failure") {
  std::string wrong = kText;
  wrong[400] = 'c';
  InflatedReplies one(bytes_of(kText));
  CHECK(failure_of(one, reply(wrong, true)).find("wrong from byte 400") != std::string::npos);
  InflatedReplies other(bytes_of(kText));
  CHECK(failure_of(other, reply(kText.substr(1), true)).find("599 bytes") != std::string::npos);
  InflatedReplies third(bytes_of(kText));
  CHECK(failure_of(third, encode_frame(Opcode::Close, {})).find("end of the connection") !=
        std::string::npos);
}
