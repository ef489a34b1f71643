// Chooses between readings of the same text that give different bytes: by plausibility, never by a silent guess.
#include <algorithm>

#include "text/hex.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/recogniser.hpp"

namespace ws101::wsdump::input {
namespace {

bool same_bytes(const Reading& a, const Reading& b) {
  return a.chunks.size() == b.chunks.size() &&
         std::equal(a.chunks.begin(), a.chunks.end(), b.chunks.begin(),
                    [](const Chunk& x, const Chunk& y) { return x.bytes == y.bytes && x.side == y.side; });
}

std::string first_bytes(const Reading& reading) {
  if (reading.chunks.empty()) return {};
  const Bytes bytes = reading.chunks.front().bytes;
  return bytes.size() > 4 ? hex(bytes.first(4), " ") + " ..." : hex(bytes, " ");
}

// Bytes that are hex digits themselves are judged by what those stand for: they are decoded twice in the end.
int score_unwrapped(const std::vector<std::uint8_t>& bytes, const Plausibility& score) {
  const auto digit_or_space = [](std::uint8_t b) {
    const char c = static_cast<char>(b);
    return is_hex(c) || is_space(c);
  };
  if (bytes.size() < 4 || !is_hex(static_cast<char>(bytes.front())) ||
      !std::all_of(bytes.begin(), bytes.end(), digit_or_space)) {
    return score(bytes);
  }
  const std::string inner(bytes.begin(), bytes.end());
  const Outcome outcome = read_plain(Text{inner, "hex", score});
  if (!outcome || !std::holds_alternative<Reading>(*outcome)) return score(bytes);
  return score(std::get<Reading>(*outcome).chunks.front().bytes);
}

}  // namespace

Reading make_reading(std::string_view format, std::string_view words, std::vector<std::uint8_t> bytes) {
  Reading reading;
  reading.format = format;
  reading.words = words;
  reading.chunks.push_back(Chunk{Direction::Unknown, 0, std::move(bytes), std::nullopt, 0});
  return reading;
}

ReadError error_at(std::string_view body, std::size_t position, std::string message, std::string hint) {
  ReadError error{std::move(message), std::move(hint), 1, 1};
  for (std::size_t i = 0; i < std::min(position, body.size()); ++i) {
    if (body[i] == '\n') {
      ++error.line;
      error.column = 1;
    } else {
      ++error.column;
    }
  }
  return error;
}

int score_of(const Reading& reading, const Plausibility& score) {
  if (reading.chunks.empty()) return 0;
  if (reading.chunks.size() == 1) return score_unwrapped(reading.chunks.front().bytes, score);
  int worst = 4;
  for (std::uint8_t side = 0; side < 2; ++side) {
    std::vector<std::uint8_t> stream;
    for (const Chunk& chunk : reading.chunks) {
      if (chunk.side == side) stream.insert(stream.end(), chunk.bytes.begin(), chunk.bytes.end());
    }
    if (!stream.empty()) worst = std::min(worst, score(stream));
  }
  return worst;
}

Outcome choose(Candidates candidates, const Text& text) {
  if (!text.forced.empty()) {
    std::erase_if(candidates, [&](const Candidate& c) { return c.reading.format != text.forced; });
  }
  Candidates distinct;
  for (Candidate& candidate : candidates) {
    const bool known = std::any_of(distinct.begin(), distinct.end(), [&](const Candidate& d) {
      return same_bytes(d.reading, candidate.reading);
    });
    if (!known) distinct.push_back(std::move(candidate));
  }
  if (distinct.empty()) return std::nullopt;
  if (distinct.size() == 1) return std::move(distinct.front().reading);

  std::size_t best = 0;
  std::size_t expected = 0;
  int best_score = -1;
  int expected_count = 0;
  bool tie = false;
  for (std::size_t i = 0; i < distinct.size(); ++i) {
    const int score = score_of(distinct[i].reading, text.score);
    tie = score == best_score || (tie && score < best_score);
    if (score > best_score) {
      best = i;
      best_score = score;
    }
    if (distinct[i].expected) {
      expected = i;
      ++expected_count;
    }
  }
  // An unusual reading replaces the usual one only if it fits without a remainder.
  const bool decided = best_score > 0 && !tie && (expected_count != 1 || best == expected || best_score >= 3);
  if (decided || expected_count == 1) {
    Reading taken = std::move(distinct[decided ? best : expected].reading);
    for (std::size_t i = 0; i < distinct.size(); ++i) {
      const std::size_t used = decided ? best : expected;
      if (i == used || (distinct[used].expected && !distinct[i].expected)) continue;
      taken.notes.push_back("could also be " + distinct[i].reading.words +
                            (decided ? ", but only as " : "; read as ") + taken.words +
                            (decided ? " are these WebSocket frames" : ", the usual meaning"));
    }
    return taken;
  }
  const Reading& a = distinct[0].reading;
  const Reading& b = distinct[1].reading;
  const std::string hint = a.format == b.format
                               ? "write every byte in full"
                               : "say which with --format " + a.format + " or --format " + b.format;
  return ReadError{"this can be read as " + a.words + " (" + first_bytes(a) + ") or as " + b.words + " (" +
                       first_bytes(b) + "), and the frames do not decide which",
                   hint, 0, 0};
}

}  // namespace ws101::wsdump::input
