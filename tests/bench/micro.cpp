// How fast the pure functions are: bytes a second, and as a share of memcpy() over the same number of bytes.
//
//   micro [WORD]          measures for a few seconds, prints a Markdown table; of the cases with WORD in their names
//   micro --smoke [WORD]  runs each case once and checks its result: for tests, and for a tool that counts instructions
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base64/base64.hpp"
#include "frame/connection.hpp"
#include "frame/header.hpp"
#include "frame/mask.hpp"
#include "sha1/sha1.hpp"
#include "text/utf8.hpp"

namespace {

using namespace ws101;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kBlock = std::size_t{64} << 10;  // bytes that every case works on
constexpr int kRounds = 15;  // the cases take turns, so that a slow moment of the machine meets all of them
constexpr double kSlice = 0.004;  // seconds for one case in one round
constexpr MaskingKey kKey = {0x37, 0xFA, 0x21, 0x3D};

// The compiler must not skip work whose result nobody reads.
void keep(const void* result) {
  asm volatile("" : : "g"(result) : "memory");
}

struct Case {
  std::string name;
  std::size_t bytes;            // that one run works on
  std::size_t things;           // one run handles so many; 0: only bytes count
  std::function<void()> run;    // what is measured
  std::function<bool()> right;  // whether the last run had the right result
};

// Repeats a text to fill a block; what would cut a character is left out.
std::vector<std::uint8_t> block_of(std::string_view text) {
  std::vector<std::uint8_t> block;
  while (block.size() + text.size() <= kBlock) block.insert(block.end(), text.begin(), text.end());
  return block;
}

std::vector<std::uint8_t> block_of_bytes() {
  std::vector<std::uint8_t> block(kBlock);
  std::uint32_t state = 6455;
  for (std::uint8_t& byte : block)
    byte = static_cast<std::uint8_t>((state = state * 1664525 + 1013904223) >> 24);
  return block;
}

// A stream of masked frames with payloads of `size` bytes, about a block long.
std::vector<std::uint8_t> block_of_frames(std::size_t size, std::size_t& frames) {
  std::vector<std::uint8_t> block;
  FrameHeader header;
  header.opcode = Opcode::Binary;
  header.masked = true;
  header.key = kKey;
  header.length = size;
  header.length_form = shortest_form(size);
  for (frames = 0; block.size() < kBlock; ++frames) {
    std::array<std::uint8_t, kMaxHeaderSize> head;
    const std::size_t head_size = serialise_header(header, head);
    block.insert(block.end(), head.begin(), head.begin() + static_cast<std::ptrdiff_t>(head_size));
    block.insert(block.end(), size, std::uint8_t{'x'});
  }
  return block;
}

// A server without its sockets: what comes in goes out again.
struct Echo {
  void take(Bytes in) {
    messages = 0;
    while (!in.empty()) {
      const MutableBytes space = connection.space();
      const std::size_t count = std::min(space.size(), in.size());
      std::memcpy(space.data(), in.data(), count);
      in = in.subspan(count);
      connection.received(count);
      while (const auto event = connection.next()) {
        const auto* message = std::get_if<Message>(&*event);
        if (message == nullptr || !connection.send(message->kind, message->payload)) return;
        ++messages;
      }
      keep(connection.pending().data());
      connection.sent(connection.pending().size());
    }
  }
  Connection connection = Connection::server();
  std::size_t messages = 0;
};

std::vector<Case> make_cases() {
  std::vector<Case> cases;
  static const std::vector<std::uint8_t> source = block_of_bytes();
  static std::vector<std::uint8_t> target(kBlock);
  cases.push_back({"memcpy, the yardstick", kBlock, 0,
                   [] {
                     std::memcpy(target.data(), source.data(), kBlock);
                     keep(target.data());
                   },
                   [] { return target == source; }});
  cases.push_back({"mask, from one place to another", kBlock, 0,
                   [] {
                     copy_masked(target, source, kKey);
                     keep(target.data());
                   },
                   [] {
                     apply_mask_obvious(target, kKey);
                     return target == source;
                   }});
  static std::vector<std::uint8_t> in_place = source;
  cases.push_back({"mask, in place", kBlock, 0,
                   [] {
                     apply_mask(in_place, kKey);
                     keep(in_place.data());
                   },
                   [] {
                     in_place = source;
                     apply_mask(in_place, kKey);
                     apply_mask_obvious(in_place, kKey);
                     return in_place == source;
                   }});
  static std::vector<std::uint8_t> obvious = source;
  cases.push_back({"mask, the obvious loop", kBlock, 0,
                   [] {
                     apply_mask_obvious(obvious, kKey);
                     keep(obvious.data());
                   },
                   [] { return true; }});

  static const std::array<std::vector<std::uint8_t>, 3> texts = {
      block_of("The quick brown fox jumps over the lazy dog. "),
      block_of("\xE6\x95\x8F\xE6\x8D\xB7\xE7\x9A\x84\xE6\xA3\x95\xE8\x89\xB2\xE7\x8B\x90\xE7\x8B\xB8"),
      block_of("na\xC3\xAFve caf\xC3\xA9, \xE6\x97\xA5\xE6\x9C\xAC, \xF0\x9F\x98\x80 and words; ")};
  constexpr std::array<std::string_view, 3> kNames = {"UTF-8, ASCII", "UTF-8, Chinese", "UTF-8, mixed"};
  static std::array<bool, 3> valid{};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    cases.push_back({std::string(kNames[i]), texts[i].size(), 0,
                     [i] {
                       valid[i] = is_utf8(texts[i]);
                       keep(valid.data());
                     },
                     [i] { return valid[i]; }});
  }

  static Sha1Digest digest;
  cases.push_back({"SHA-1", kBlock, 0,
                   [] {
                     digest = sha1(source);
                     keep(digest.data());
                   },
                   [] { return sha1("abc")[0] == 0xA9 && sha1("abc")[19] == 0x9D; }});
  static std::string encoded;
  cases.push_back({"base64, encode", kBlock, 0,
                   [] {
                     encoded = base64_encode(source);
                     keep(encoded.data());
                   },
                   [] { return encoded.size() == (kBlock + 2) / 3 * 4; }});
  static const std::string to_decode = base64_encode(source);
  static std::vector<std::uint8_t> decoded;
  cases.push_back({"base64, decode", to_decode.size(), 0,
                   [] {
                     auto result = base64_decode(to_decode);
                     if (auto* bytes = std::get_if<std::vector<std::uint8_t>>(&result)) decoded.swap(*bytes);
                     keep(decoded.data());
                   },
                   [] { return decoded == source; }});

  static std::size_t headers_expected = 0;
  static const std::vector<std::uint8_t> headers = block_of_frames(0, headers_expected);
  static std::size_t headers_seen = 0;
  cases.push_back({"frame headers of 6 bytes, parsed and judged", headers.size(), headers_expected,
                   [] {
                     headers_seen = 0;
                     for (Bytes in = headers; !in.empty();) {
                       const auto parsed = parse_header(in, {Role::Server, 0});
                       const auto* header = std::get_if<FrameHeader>(&parsed);
                       if (header == nullptr) return;
                       in = in.subspan(header->size());
                       ++headers_seen;
                     }
                     keep(&headers_seen);
                   },
                   [] { return headers_seen == headers_expected; }});

  static std::array<std::size_t, 2> expected{};
  static const std::array<std::vector<std::uint8_t>, 2> streams = {block_of_frames(64, expected[0]),
                                                                   block_of_frames(4096, expected[1])};
  static std::array<Echo, 2> servers;
  constexpr std::array<std::string_view, 2> kEchoes = {"connection: messages of 64 bytes, echoed",
                                                       "connection: messages of 4 KiB, echoed"};
  for (std::size_t i = 0; i < streams.size(); ++i) {
    cases.push_back({std::string(kEchoes[i]), streams[i].size(), expected[i],
                     [i] { servers[i].take(streams[i]); },
                     [i] { return servers[i].messages == expected[i]; }});
  }
  return cases;
}

// Seconds for one run, measured over about kSlice seconds.
double time_one(const Case& the_case) {
  const Clock::time_point start = Clock::now();
  std::size_t runs = 0;
  double elapsed = 0;
  do {
    for (int i = 0; i < 4; ++i) the_case.run();
    runs += 4;
    elapsed = std::chrono::duration<double>(Clock::now() - start).count();
  } while (elapsed < kSlice);
  return elapsed / static_cast<double>(runs);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

bool all_right(const std::vector<Case>& cases) {
  bool all = true;
  for (const Case& the_case : cases) {
    the_case.run();
    if (the_case.right()) continue;
    std::fprintf(stderr, "micro: wrong result: %s\n", the_case.name.c_str());
    all = false;
  }
  return all;
}

void measure(const std::vector<Case>& cases) {
  std::vector<std::vector<double>> speeds(cases.size());
  std::vector<std::vector<double>> ratios(cases.size());
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < cases.size(); ++i) {
      speeds[i].push_back(static_cast<double>(cases[i].bytes) / time_one(cases[i]));
      ratios[i].push_back(speeds[i].back() / speeds[0].back());
    }
  }
  std::printf("| over 64 KiB | MB/s | of memcpy | each |\n| --- | ---: | ---: | ---: |\n");
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const double speed = median(speeds[i]);
    std::printf("| %s | %.0f | %.3f | ", cases[i].name.c_str(), speed / 1e6, median(ratios[i]));
    if (cases[i].things > 0) {
      std::printf("%.1f ns",
                  1e9 * static_cast<double>(cases[i].bytes) / speed / static_cast<double>(cases[i].things));
    }
    std::printf(" |\n");
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string_view> words(argv + 1, argv + argc);
  const bool smoke = !words.empty() && words[0] == "--smoke";
  if (smoke) words.erase(words.begin());
  if (words.size() > 1 || (!words.empty() && words[0].starts_with('-'))) {
    std::fprintf(stderr, "usage: micro [--smoke] [WORD]\n");
    return 2;
  }
  std::vector<Case> cases = make_cases();
  if (!words.empty()) {  // the yardstick stays
    const auto other = [&](const Case& one) { return one.name.find(words[0]) == std::string::npos; };
    cases.erase(std::remove_if(cases.begin() + 1, cases.end(), other), cases.end());
  }
  if (!all_right(cases)) return 1;
  if (!smoke) measure(cases);
  return 0;
}
