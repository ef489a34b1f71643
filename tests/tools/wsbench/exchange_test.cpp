#include "wsbench/exchange.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <variant>
#include <vector>

#include "frame/header.hpp"
#include "frame/mask.hpp"
#include "support/catch.hpp"
#include "text/utf8.hpp"

using namespace ws101;
using namespace ws101::wsbench;

namespace {

FrameHeader header_at(Bytes ring, Role reader) {
  const auto parsed = parse_header(ring, {reader, 0});
  REQUIRE(std::holds_alternative<FrameHeader>(parsed));
  return std::get<FrameHeader>(parsed);
}

}  // namespace

TEST_CASE("a reply has the payload of its request, without the mask") {
  Plan plan;
  plan.size = GENERATE(std::size_t{0}, std::size_t{1}, std::size_t{125}, std::size_t{126}, std::size_t{65535},
                       std::size_t{65536});
  plan.depth = 3;
  plan.text = GENERATE(false, true);
  CAPTURE(plan.size, plan.text);
  const Exchange exchange = make_exchange(plan);
  REQUIRE(exchange.frames >= plan.depth);
  REQUIRE(exchange.requests.size() == exchange.frames * exchange.request_size);
  REQUIRE(exchange.replies.size() == exchange.frames * exchange.reply_size);
  CHECK(exchange.request_size == exchange.reply_size + 4);
  std::set<MaskingKey> keys;
  for (std::size_t i = 0; i < exchange.frames; ++i) {
    const Bytes request = Bytes(exchange.requests).subspan(i * exchange.request_size, exchange.request_size);
    const Bytes reply = Bytes(exchange.replies).subspan(i * exchange.reply_size, exchange.reply_size);
    const FrameHeader asked = header_at(request, Role::Server);
    const FrameHeader answered = header_at(reply, Role::Client);
    CHECK(asked.opcode == (plan.text ? Opcode::Text : Opcode::Binary));
    CHECK(answered.opcode == asked.opcode);
    CHECK(asked.length == plan.size);
    std::vector<std::uint8_t> payload(request.begin() + static_cast<std::ptrdiff_t>(asked.size()),
                                      request.end());
    apply_mask_obvious(payload, asked.key);
    CHECK(std::equal(payload.begin(), payload.end(),
                     reply.begin() + static_cast<std::ptrdiff_t>(answered.size()), reply.end()));
    if (plan.text) CHECK(is_utf8(payload));
    keys.insert(asked.key);
  }
  CHECK(keys.size() == exchange.frames);
}

TEST_CASE("raw, the same bytes are expected back") {
  Plan plan;
  plan.raw = true;
  const Exchange exchange = make_exchange(plan);
  CHECK(exchange.requests == exchange.replies);
}

TEST_CASE("any piece of the ring is recognised, and one wrong byte is found where it is") {
  Plan plan;
  plan.size = 5;
  plan.depth = 70;
  const Exchange exchange = make_exchange(plan);
  const std::size_t size = exchange.replies.size();
  for (std::size_t at = 0; at < size; at += 13) {
    std::vector<std::uint8_t> got;
    for (std::size_t i = 0; i < 2 * size + 3; ++i) got.push_back(exchange.replies[(at + i) % size]);
    REQUIRE_FALSE(first_difference(exchange, at, got));
    const std::size_t wrong = (at * 31) % got.size();
    got[wrong] ^= 1;
    REQUIRE(first_difference(exchange, at, got) == wrong);
  }
}
