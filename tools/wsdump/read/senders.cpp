// The order of evidence: HTTP first, because it is certain, then the MASK bit.
#include "wsdump/read/senders.hpp"

#include <algorithm>

#include "wsdump/read/plausible.hpp"

namespace ws101::wsdump::input {
namespace {

// Who sends this, and the evidence: the HTTP that it begins with, or the MASK bit of its first frame.
struct Sender {
  Direction who = Direction::Unknown;
  std::string_view evidence;
};

Sender sender_of(const Chunk& chunk) {
  if (begins_request(chunk.bytes)) return {Direction::Client, "the one that sent the HTTP request"};
  if (begins_response(chunk.bytes)) return {Direction::Server, "the one that received the HTTP response"};
  if (chunk.bytes.size() < 2 || grade_of(chunk.bytes) <= 0) return {};
  return {(chunk.bytes[1] & 0x80) != 0 ? Direction::Client : Direction::Server,
          "the one whose frames are masked"};
}

// Whether it holds an HTTP request and an HTTP response.
bool holds_handshake(const Reading& reading) {
  bool request = false;
  bool response = false;
  for (const Chunk& chunk : reading.chunks) {
    request |= begins_request(chunk.bytes);
    response |= begins_response(chunk.bytes);
  }
  return request && response;
}

}  // namespace

void tell_sides(Reading& reading) {
  const bool sided = std::any_of(reading.chunks.begin(), reading.chunks.end(),
                                 [](const Chunk& c) { return c.side != 0 || c.from != Direction::Unknown; });
  if (sided || !reading.packets.empty() || reading.chunks.size() < 2) return;
  const auto known = [&](const Chunk& chunk) {
    return grade_of(chunk.bytes) >= kWholeFrames ? sender_of(chunk).who : Direction::Unknown;
  };
  const Direction first = known(reading.chunks.front());
  const bool all = std::none_of(reading.chunks.begin(), reading.chunks.end(),
                                [&](const Chunk& c) { return known(c) == Direction::Unknown; });
  const bool differ = std::any_of(reading.chunks.begin(), reading.chunks.end(),
                                  [&](const Chunk& c) { return known(c) != first; });
  const bool handshake = holds_handshake(reading);
  if (!handshake && !(all && differ)) return;
  std::uint8_t side = 0;
  for (Chunk& chunk : reading.chunks) {
    const Sender sender = sender_of(chunk);
    if (sender.who != Direction::Unknown) side = sender.who == Direction::Client ? 0 : 1;
    chunk.side = side;
  }
  reading.notes.emplace_back(handshake
                                 ? "told the two senders apart by the request, the response and the MASK bits"
                                 : "told the two senders apart by the MASK bits");
}

void name_senders(Reading& reading) {
  if (reading.chunks.size() < 2) return;
  Direction found = Direction::Unknown;  // who side 0 is
  std::string_view evidence;
  bool known = false;
  bool two_sides = false;
  for (const Chunk& chunk : reading.chunks) {
    known |= chunk.from != Direction::Unknown;
    two_sides |= chunk.side != reading.chunks.front().side;
  }
  if (known || !two_sides) return;
  bool first[2] = {true, true};
  for (const Chunk& chunk : reading.chunks) {
    if (!first[chunk.side] || chunk.bytes.empty()) continue;
    first[chunk.side] = false;
    const Sender sender = sender_of(chunk);
    if (sender.who == Direction::Unknown) continue;
    const Direction side0 =
        (sender.who == Direction::Client) == (chunk.side == 0) ? Direction::Client : Direction::Server;
    if (found == Direction::Unknown) {
      found = side0;
      evidence = sender.evidence;
    } else if (found != side0) {
      return;  // the evidence contradicts itself
    }
  }
  if (found == Direction::Unknown) return;
  for (Chunk& chunk : reading.chunks) {
    const bool client = (found == Direction::Client) == (chunk.side == 0);
    chunk.from = client ? Direction::Client : Direction::Server;
  }
  reading.notes.push_back("took as the client " + std::string(evidence));
}

}  // namespace ws101::wsdump::input
