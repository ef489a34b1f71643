// Chooses between readings of the same text that give different bytes: by plausibility, never by a silent guess.
#include <algorithm>

#include "text/hex.hpp"
#include "wsdump/read/candidate.hpp"
#include "wsdump/read/plausible.hpp"

namespace ws101::wsdump::input {
namespace {

// The streams, however they are cut into chunks and whoever sent them.
std::vector<std::uint8_t> all_bytes(const Reading& reading) {
  std::vector<std::uint8_t> bytes;
  for (const Chunk& chunk : reading.chunks) bytes.insert(bytes.end(), chunk.bytes.begin(), chunk.bytes.end());
  for (const PastedPacket& packet : reading.packets)
    bytes.insert(bytes.end(), packet.bytes.begin(), packet.bytes.end());
  return bytes;
}

// How much a reading says about who sent what: 2 if it distinguishes two senders.
int knowledge(const Reading& reading) {
  if (reading.chunks.empty()) return reading.packets.empty() ? 0 : 2;
  const Chunk& first = reading.chunks.front();
  const bool two = std::any_of(reading.chunks.begin(), reading.chunks.end(),
                               [&](const Chunk& c) { return c.side != first.side; });
  return two ? 2 : first.from != Direction::Unknown || first.side != 0 ? 1 : 0;
}

std::string first_bytes(const Reading& reading) {
  if (reading.chunks.empty()) return {};
  const Bytes bytes = reading.chunks.front().bytes;
  return bytes.size() > 4 ? hex(bytes.first(4), " ") + " ..." : hex(bytes, " ");
}

std::vector<Candidate> distinct(std::vector<Candidate> all, std::string_view forced) {
  if (!forced.empty()) std::erase_if(all, [&](const Candidate& c) { return c.reading.format != forced; });
  const auto proven = [](const Candidate& c) { return c.weight == Weight::Proven; };
  if (std::any_of(all.begin(), all.end(), proven)) {
    std::erase_if(all, [&](const Candidate& c) { return !proven(c); });
  }
  std::vector<Candidate> kept;
  for (Candidate& candidate : all) {
    const auto known = std::find_if(kept.begin(), kept.end(), [&](const Candidate& k) {
      return all_bytes(k.reading) == all_bytes(candidate.reading);
    });
    if (known == kept.end()) {
      kept.push_back(std::move(candidate));
      continue;
    }
    const Weight weight = std::max(known->weight, candidate.weight);
    if (knowledge(candidate.reading) > knowledge(known->reading)) *known = std::move(candidate);
    known->weight = weight;
  }
  return kept;
}

ReadError question(const Reading& a, const Reading& b) {
  return ReadError{"this can be read as " + a.words + " (" + first_bytes(a) + ") or as " + b.words + " (" +
                       first_bytes(b) + "), and the frames do not decide which",
                   a.format == b.format ? "write every byte in full"
                                        : "say which with --format " + a.format + " or --format " + b.format,
                   0, 0};
}

}  // namespace

Reading make_reading(std::string_view format, std::string_view words, std::vector<std::uint8_t> bytes) {
  Reading reading = make_reading(format, std::move(bytes));
  reading.words = words;
  return reading;
}

void add_note(Reading& reading, std::string note) {
  if (std::find(reading.notes.begin(), reading.notes.end(), note) == reading.notes.end())
    reading.notes.push_back(std::move(note));
}

ReadError error_at(std::string_view body, std::size_t position, std::string message, std::string hint) {
  const std::string_view before = body.substr(0, position);
  const auto lines = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return ReadError{std::move(message), std::move(hint), lines + 1, before.size() - line_start + 1};
}

Outcome choose(Findings findings, const Text& text) {
  if (findings.error) {
    std::erase_if(findings.candidates, [&](const Candidate& c) { return c.weight < findings.error_weight; });
  }
  std::vector<Candidate> kept = distinct(std::move(findings.candidates), text.forced);
  if (kept.empty()) {
    if (findings.error) return std::move(*findings.error);
    return std::nullopt;
  }
  if (kept.size() == 1) return std::move(kept.front().reading);

  std::size_t best = 0;
  std::size_t usual = 0;
  std::size_t usual_count = 0;
  int best_grade = -1;
  bool tie = false;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const int grade = grade_of(kept[i].reading);
    tie = grade == best_grade || (tie && grade < best_grade);
    if (grade > best_grade) {
      best = i;
      best_grade = grade;
    }
    if (kept[i].weight >= Weight::Usual) {
      usual = i;
      ++usual_count;
    }
  }
  const bool decided = best_grade > 0 && !tie &&
                       (usual_count != 1 || best == usual ||
                        best_grade >= kWholeFrames);  // the unusual one has to fit without a remainder
  if (!decided && usual_count != 1) return question(kept[0].reading, kept[1].reading);
  const std::size_t used = decided ? best : usual;
  Reading taken = std::move(kept[used].reading);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (i == used || kept[i].weight < kept[used].weight) continue;
    taken.notes.push_back("could also be " + kept[i].reading.words +
                          (decided ? ", but only as " : "; read as ") + taken.words +
                          (decided ? " are these WebSocket frames" : ", the usual meaning"));
  }
  return taken;
}

}  // namespace ws101::wsdump::input
