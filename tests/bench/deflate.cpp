// How fast deflate is, side by side with zlib where this was built with it: nothing else of ws101 knows zlib.
//
//   deflate            measures for half a minute, prints a Markdown table
//   deflate --smoke    each case once, and checks what comes out
#include "deflate/deflate.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "deflate/inflate.hpp"

#ifdef WS101_HAS_ZLIB
#include <zlib.h>
#endif

namespace {

using namespace ws101;
using Clock = std::chrono::steady_clock;
using ByteVector = std::vector<std::uint8_t>;

constexpr std::array<std::size_t, 5> kSizes = {100, 1000, 10'000, 100'000, 1'048'576};  // bytes of a message
constexpr int kRounds = 15;       // ours and theirs take turns, and the best round of each counts
constexpr double kSlice = 0.008;  // seconds of one round

std::uint32_t number() {
  static std::mt19937 numbers(1951);
  return static_cast<std::uint32_t>(numbers());
}

std::string_view word() {
  static constexpr std::array<std::string_view, 24> kWords = {
      "the",     "of",   "and",      "server", "to",     "in",    "connection", "is",
      "message", "that", "for",      "frame",  "with",   "close", "this",       "client",
      "reply",   "have", "tomorrow", "please", "thanks", "can",   "when",       "ok"};
  return kWords[number() % kWords.size()];
}

void append(ByteVector& to, const std::string& text) {
  to.insert(to.end(), text.begin(), text.end());
}

ByteVector chat(std::size_t size) {
  ByteVector text;
  while (text.size() < size) {
    std::string words;
    for (std::uint32_t left = 3 + number() % 20; left > 0; --left) words.append(word()).append(" ");
    append(text, "{\"type\":\"message\",\"id\":\"" + std::to_string(number()) +
                     "\",\"user\":{\"id\":" + std::to_string(number() % 5000) + ",\"name\":\"" +
                     std::string(word()) + "\"},\"text\":\"" + words + "\",\"ts\":17000" +
                     std::to_string(number()) + ",\"edited\":false}\n");
  }
  return text;
}

ByteVector logs(std::size_t size) {
  ByteVector text;
  while (text.size() < size) {
    append(text, "10.0." + std::to_string(number() % 256) + "." + std::to_string(number() % 256) +
                     " - - [28/Nov/2026:05:31:" + std::to_string(10 + number() % 50) + " +0000] \"GET /api/" +
                     std::string(word()) + "/" + std::string(word()) +
                     "?id=" + std::to_string(number() % 100'000) + " HTTP/1.1\" 200 " +
                     std::to_string(number() % 50'000) + " \"-\" \"Mozilla/5.0 (X11; Linux)\"\n");
  }
  return text;
}

// Records of small integers and floats, as games send them.
ByteVector records(std::size_t size) {
  ByteVector data;
  for (std::uint32_t id = 0; data.size() < size; ++id) {
    const std::uint32_t x = 0x42000000 + number() % 0x40000;
    for (const std::uint32_t value : {id % 64, x, x + number() % 4096, number() % 8}) {
      for (unsigned byte = 0; byte < 4; ++byte)
        data.push_back(static_cast<std::uint8_t>(value >> (8 * byte)));
    }
  }
  return data;
}

ByteVector noise(std::size_t size) {
  ByteVector data(size);
  for (auto& byte : data) byte = static_cast<std::uint8_t>(number());
  return data;
}

// Seconds of one run, the best of all rounds, for each of the functions.
std::vector<double> measure(const std::vector<std::function<void()>>& functions, bool smoke) {
  std::vector<double> best(functions.size(), 1e9);
  for (int round = 0; round < (smoke ? 1 : kRounds); ++round) {
    for (std::size_t i = 0; i < functions.size(); ++i) {
      const auto start = Clock::now();
      double passed = 0;
      int runs = 0;
      do {
        functions[i]();
        ++runs;
        passed = std::chrono::duration<double>(Clock::now() - start).count();
      } while (!smoke && passed < kSlice);
      best[i] = std::min(best[i], passed / runs);
    }
  }
  return best;
}

#ifdef WS101_HAS_ZLIB

// zlib as a WebSocket library uses it: one stream for all messages, reset between them.
class Zlib {
 public:
  Zlib() {
    deflateInit2(&out_, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    inflateInit2(&in_, -15);
  }
  Zlib(const Zlib&) = delete;
  Zlib& operator=(const Zlib&) = delete;
  ~Zlib() {
    deflateEnd(&out_);
    inflateEnd(&in_);
  }
  std::size_t deflate(const ByteVector& from, ByteVector& to) {
    deflateReset(&out_);
    show(out_, from, to);
    ::deflate(&out_, Z_SYNC_FLUSH);
    return out_.total_out;
  }
  std::size_t inflate(const ByteVector& from, ByteVector& to) {
    inflateReset(&in_);
    show(in_, from, to);
    ::inflate(&in_, Z_SYNC_FLUSH);
    return in_.total_out;
  }

 private:
  static void show(z_stream& stream, const ByteVector& from, ByteVector& to) {
    stream.next_in = const_cast<std::uint8_t*>(from.data());
    stream.avail_in = static_cast<uInt>(from.size());
    stream.next_out = to.data();
    stream.avail_out = static_cast<uInt>(to.size());
  }
  z_stream out_{};
  z_stream in_{};
};

#endif

bool report(std::string_view kind, const ByteVector& text, bool smoke) {
  Deflater deflater;
  Inflater inflater;
  ByteVector payload(deflater.bound(text.size()));
  std::size_t size = 0;
  const auto deflate_ours = [&] {
    deflater.forget();
    size = deflater.deflate(text, DeflateFlush::Sync, payload);
  };
  deflate_ours();
  ByteVector stream(payload.begin(), payload.begin() + static_cast<std::ptrdiff_t>(size));
  ByteVector back(text.size() + 300);
  std::size_t produced = 0;
  const auto inflate_ours = [&] {
    inflater.forget();
    produced = inflater.inflate(stream, back).produced;
  };
  std::vector<std::function<void()>> functions = {inflate_ours, deflate_ours};
#ifdef WS101_HAS_ZLIB
  Zlib zlib;
  ByteVector zlib_payload(text.size() * 2 + 100);
  ByteVector zlib_back(text.size() + 300);
  std::size_t zlib_size = 0;
  functions.emplace_back([&] { zlib.inflate(stream, zlib_back); });
  functions.emplace_back([&] { zlib_size = zlib.deflate(text, zlib_payload); });
#endif
  const std::vector<double> seconds = measure(functions, smoke);
  const auto speed = [&](std::size_t i) { return static_cast<double>(text.size()) / seconds[i] / 1e6; };
  std::printf("| %-7.*s | %9zu | %8.1f | %7.1f | %7zu |", static_cast<int>(kind.size()), kind.data(),
              text.size(), speed(0), speed(1), size);
#ifdef WS101_HAS_ZLIB
  std::printf(" %8.1f | %7.1f | %7zu | %5.2f | %5.2f | %5.3f |", speed(2), speed(3), zlib_size,
              seconds[2] / seconds[0], seconds[3] / seconds[1],
              static_cast<double>(size) / static_cast<double>(zlib_size));
#endif
  std::printf("\n");
  return produced == text.size() && std::equal(text.begin(), text.end(), back.begin());
}

}  // namespace

int main(int argc, char** argv) {
  const bool smoke = argc > 1 && std::string_view(argv[1]) == "--smoke";
#ifdef WS101_HAS_ZLIB
  std::printf("zlib %s at level 6; speeds in MB/s of text, ratios ours to zlib's\n\n", zlibVersion());
  std::printf(
      "| data | bytes | inflate | deflate | size | zlib's inflate | deflate | size | ratio | ratio | size "
      "|\n");
  std::printf("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
#else
  std::printf("without zlib: it was not there when this was built; speeds in MB/s of text\n\n");
  std::printf("| data | bytes | inflate | deflate | size |\n| --- | --- | --- | --- | --- |\n");
#endif
  bool good = true;
  const std::array<std::pair<std::string_view, ByteVector (*)(std::size_t)>, 4> kinds = {
      {{"chat", chat}, {"logs", logs}, {"records", records}, {"random", noise}}};
  for (const auto& [kind, make] : kinds) {
    const ByteVector data = make(kSizes.back());
    for (const std::size_t size : kSizes) {
      good =
          report(kind, ByteVector(data.begin(), data.begin() + static_cast<std::ptrdiff_t>(size)), smoke) &&
          good;
    }
  }
  return good ? 0 : 1;
}
