#include "wsbench/exchange.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <random>

#include "frame/header.hpp"
#include "frame/mask.hpp"

namespace ws101::wsbench {
namespace {

constexpr std::size_t kRingFrames = 64;                     // so many different messages,
constexpr std::size_t kRingBytes = std::size_t{128} << 10;  // unless they are long

void append_frame(std::vector<std::uint8_t>& ring, const FrameHeader& header, Bytes payload) {
  std::array<std::uint8_t, kMaxHeaderSize> head;
  const std::size_t head_size = serialise_header(header, head);
  ring.insert(ring.end(), head.begin(), head.begin() + static_cast<std::ptrdiff_t>(head_size));
  ring.insert(ring.end(), payload.begin(), payload.end());
  if (header.masked) apply_mask(MutableBytes(ring).last(payload.size()), header.key);
}

}  // namespace

Exchange make_exchange(const Plan& plan) {
  Exchange exchange;
  exchange.frames =
      std::max(plan.depth, std::min(kRingFrames, kRingBytes / std::max<std::size_t>(plan.size, 1)));
  std::mt19937 random(6455);
  std::vector<std::uint8_t> payload(plan.size);
  for (std::size_t i = 0; i < exchange.frames; ++i) {
    for (std::uint8_t& byte : payload) {
      const auto drawn = static_cast<std::uint8_t>(random() >> 24);
      byte = plan.text ? static_cast<std::uint8_t>(' ' + drawn % 95) : drawn;
    }
    FrameHeader header;
    header.opcode = plan.text ? Opcode::Text : Opcode::Binary;
    header.length = payload.size();
    header.length_form = shortest_form(header.length);
    append_frame(exchange.replies, header, payload);
    header.masked = true;
    for (std::uint8_t& byte : header.key) byte = static_cast<std::uint8_t>(random() >> 24);
    append_frame(exchange.requests, header, payload);
  }
  if (plan.raw) exchange.replies = exchange.requests;
  exchange.request_size = exchange.requests.size() / exchange.frames;
  exchange.reply_size = exchange.replies.size() / exchange.frames;
  return exchange;
}

std::optional<std::size_t> first_difference(const Exchange& exchange, std::size_t at, Bytes got) {
  std::size_t done = 0;
  at %= exchange.replies.size();
  while (done < got.size()) {
    const std::size_t run = std::min(got.size() - done, exchange.replies.size() - at);
    const std::uint8_t* const expected = exchange.replies.data() + at;
    if (std::memcmp(got.data() + done, expected, run) != 0) {
      const auto* const begin = got.data() + done;
      return done + static_cast<std::size_t>(std::mismatch(begin, begin + run, expected).first - begin);
    }
    done += run;
    at = (at + run) % exchange.replies.size();
  }
  return std::nullopt;
}

}  // namespace ws101::wsbench
