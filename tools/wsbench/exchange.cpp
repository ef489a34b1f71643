#include "wsbench/exchange.hpp"

#include <algorithm>
#include <cstring>
#include <random>
#include <string>

#include "frame/encode.hpp"
#include "net/permessage_deflate.hpp"

namespace ws101::wsbench {
namespace {

constexpr std::size_t kRingFrames = 64;                     // number of different messages,
constexpr std::size_t kRingBytes = std::size_t{128} << 10;  // unless they are long

void append(std::vector<std::uint8_t>& ring, const std::vector<std::uint8_t>& frame) {
  ring.insert(ring.end(), frame.begin(), frame.end());
}

MaskingKey next_key(std::mt19937& random) {
  MaskingKey key;
  for (std::uint8_t& byte : key) byte = static_cast<std::uint8_t>(random() >> 24);
  return key;
}

// Text that compresses about as well as typical messages between programs.
std::vector<std::uint8_t> json_text(std::size_t size) {
  std::mt19937 random(7692);
  std::string text;
  while (text.size() < size) {
    text += "{\"id\":" + std::to_string(random() % 100'000) + ",\"user\":\"user" +
            std::to_string(random() % 50) + "\",\"price\":" + std::to_string(random() % 1000) + "." +
            std::to_string(10 + random() % 90) + ",\"open\":" + (random() % 2 == 0 ? "true" : "false") + "},";
  }
  text.resize(size);
  return {text.begin(), text.end()};
}

// Each frame holds the same message and has a key of its own.
Exchange make_deflated_exchange(const Plan& plan) {
  Exchange exchange;
  exchange.frames = std::max(plan.depth, kRingFrames);
  exchange.inflated = json_text(plan.size);
  const auto compressor = make_compressor(Role::Client, kSmallDeflate, {.least = 0, .most = plan.size});
  const Bytes compressed = compressor->compress(exchange.inflated);
  const Bytes payload = compressed.empty() ? Bytes(exchange.inflated) : compressed;
  std::mt19937 random(6455);
  for (std::size_t i = 0; i < exchange.frames; ++i) {
    std::vector<std::uint8_t> frame = encode_frame(Opcode::Text, payload, next_key(random));
    if (!compressed.empty()) frame[0] |= kCompressedBit << 4;
    append(exchange.requests, frame);
  }
  exchange.request_size = exchange.requests.size() / exchange.frames;
  return exchange;
}

}  // namespace

Exchange make_exchange(const Plan& plan) {
  if (plan.deflate) return make_deflated_exchange(plan);
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
    const Opcode opcode = plan.text ? Opcode::Text : Opcode::Binary;
    append(exchange.replies, encode_frame(opcode, payload));
    append(exchange.requests, encode_frame(opcode, payload, next_key(random)));
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
