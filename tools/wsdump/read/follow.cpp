// A followed TCP stream as Wireshark and tshark save it: raw hex lines, YAML, C arrays. (The hex dump is a grid.)
#include "wsdump/read/base64_text.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/recogniser.hpp"

namespace ws101::wsdump::input {
namespace {

// tshark -z follow,tcp,raw: a line of hex a chunk; the second node's lines begin with a tab.
Outcome read_raw_lines(const Text& text) {
  if (!contains(text.body, "Follow: tcp,raw")) return std::nullopt;
  Reading reading;
  reading.format = "follow-raw";
  reading.words = "a followed TCP stream in hex";
  std::string_view rest = text.body;
  bool begun = false;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    const std::string_view bare = trim(line);
    if (bare.starts_with("Node 1:")) {
      begun = true;
      continue;
    }
    if (!begun || bare.empty()) continue;
    if (bare.starts_with("====")) break;
    if (bare.size() % 2 != 0 || !all_of(bare, is_hex)) {
      return error_at(text.body, static_cast<std::size_t>(bare.data() - text.body.data()),
                      "expected a line of hex digits in pairs, got " + quoted(bare));
    }
    Chunk chunk;
    chunk.side = line[0] == '\t' ? 1 : 0;
    for (std::size_t i = 0; i < bare.size(); i += 2) {
      chunk.bytes.push_back(static_cast<std::uint8_t>(hex_value(bare[i]) << 4 | hex_value(bare[i + 1])));
    }
    reading.chunks.push_back(std::move(chunk));
  }
  if (reading.chunks.empty()) return std::nullopt;
  return reading;
}

// "peer0_12" -> 0 or 1; -1 for another word.
int peer_of(std::string_view word) {
  if (!word.starts_with("peer") || word.size() < 7 || (word[4] != '0' && word[4] != '1') || word[5] != '_')
    return -1;
  return word[4] - '0';
}

Outcome read_yaml(const Text& text) {
  if (!contains(text.body, "!!binary |")) return std::nullopt;
  Reading reading;
  reading.format = "follow-yaml";
  reading.words = "a followed TCP stream as YAML";
  std::string_view rest = text.body;
  int side = 0;
  std::optional<double> time;
  std::string data;
  std::size_t data_at = 0;
  bool in_data = false;
  std::size_t data_indent = 0;
  ReadError error;
  bool failed = false;
  const auto flush = [&] {
    if (!in_data) return;
    in_data = false;
    auto bytes = decode_base64_text(data);
    if (!bytes) {
      error = error_at(text.body, data_at, "expected base64 behind !!binary, got " + quoted(data));
      failed = true;
      return;
    }
    reading.chunks.push_back(
        Chunk{Direction::Unknown, static_cast<std::uint8_t>(side), std::move(*bytes), time, 0});
    data.clear();
  };
  while (!rest.empty() && !failed) {
    const std::string_view line = take_line(rest);
    const std::string_view bare = trim(line);
    const std::size_t indent = line.size() - trim_left(line).size();
    if (in_data && indent > data_indent && !bare.empty()) {
      data += bare;
      data += '\n';
      continue;
    }
    flush();
    if (bare.empty() || bare.starts_with("#")) continue;
    std::string_view key = bare.starts_with("- ") ? trim(bare.substr(2)) : bare;
    const std::string_view value = trim(key.substr(std::min(key.find(':') + 1, key.size())));
    if (key.starts_with("peer:")) side = value == "0" ? 0 : 1;
    if (const int peer = peer_of(key); peer >= 0) side = peer;
    if (key.starts_with("timestamp:")) {
      double seconds = 0;
      double scale = 0;
      for (char c : value) {
        if (c == '.') {
          scale = 1;
        } else if (is_digit(c)) {
          seconds = seconds * 10 + (c - '0');
          scale *= 10;
        }
      }
      time = scale > 0 ? seconds / scale : seconds;
    }
    if (value == "!!binary |") {
      in_data = true;
      data_indent = indent;
      data_at = rest.empty() ? 0 : static_cast<std::size_t>(rest.data() - text.body.data());
    }
  }
  if (!failed) flush();
  if (failed) return error;
  if (reading.chunks.empty()) return std::nullopt;
  return reading;
}

// char peer0_0[] = { /* Packet 4 */ 0x47, ... };
Outcome read_peer_arrays(const Text& text) {
  Reading reading;
  reading.format = "follow-c";
  reading.words = "a followed TCP stream as C arrays";
  std::string_view rest = text.body;
  while (true) {
    const std::size_t at = rest.find("peer");
    if (at == std::string_view::npos) break;
    const int side = peer_of(rest.substr(at));
    rest.remove_prefix(at + 4);
    if (side < 0) continue;
    const std::size_t open = rest.find('{');
    const std::size_t close = rest.find('}');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
      return std::nullopt;
    Outcome array = read_array(Text{rest.substr(open, close - open + 1), {}, text.score});
    if (!array || !std::holds_alternative<Reading>(*array)) return array;
    Chunk chunk = std::move(std::get<Reading>(*array).chunks.front());
    chunk.side = static_cast<std::uint8_t>(side);
    reading.chunks.push_back(std::move(chunk));
    rest.remove_prefix(close + 1);
  }
  if (reading.chunks.empty()) return std::nullopt;
  return reading;
}

// Wireshark's export of packets: static const unsigned char pkt1[77] = { ... }, each with its headers.
Outcome read_packet_arrays(const Text& text) {
  Reading reading;
  reading.format = "packet-c";
  reading.words = "packets as C arrays";
  std::string_view rest = text.body;
  std::size_t sections = 0;
  while (true) {
    const std::size_t at = rest.find(" pkt");
    if (at == std::string_view::npos) break;
    rest.remove_prefix(at + 4);
    std::size_t n = 0;
    while (n < rest.size() && is_digit(rest[n])) ++n;
    if (n == 0) continue;
    const std::size_t open = rest.find('{');
    const std::size_t close = rest.find("\n}", n);
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
      return std::nullopt;
    // pkt1_1 is a second data source of packet 1, such as the unmasked payload.
    const bool second_source = rest.substr(n).starts_with("_");
    Outcome array = read_array(Text{rest.substr(open, close - open + 2), {}, text.score});
    rest.remove_prefix(close + 2);
    if (second_source) {
      ++sections;
      continue;
    }
    if (!array || !std::holds_alternative<Reading>(*array)) return array;
    reading.packets.push_back(
        PastedPacket{Link::Unknown, std::move(std::get<Reading>(*array).chunks.front().bytes), std::nullopt});
  }
  if (reading.packets.empty()) return std::nullopt;
  if (sections != 0)
    reading.notes.emplace_back("left out arrays that repeat or decode the bytes of a packet");
  return reading;
}

}  // namespace

Outcome read_follow(const Text& text) {
  const std::string_view f = text.forced;
  const auto wanted = [&](std::string_view name) { return f.empty() || f == name; };
  if (wanted("follow-raw")) {
    if (Outcome outcome = read_raw_lines(text)) return outcome;
  }
  if (wanted("follow-yaml")) {
    if (Outcome outcome = read_yaml(text)) return outcome;
  }
  if (wanted("follow-c") && (contains(text.body, "peer0_") || contains(text.body, "peer1_"))) {
    if (Outcome outcome = read_peer_arrays(text)) return outcome;
  }
  if (wanted("packet-c") && contains(text.body, "unsigned char pkt")) {
    if (Outcome outcome = read_packet_arrays(text)) return outcome;
  }
  return std::nullopt;
}

}  // namespace ws101::wsdump::input
