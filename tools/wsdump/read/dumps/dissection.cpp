// Packets that tshark dissected: -T json, jsonraw and ek, with the bytes of the packet (-x) or of tcp.payload.
#include <algorithm>

#include "wsdump/read/cells/cells.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/dumps/dump_lines.hpp"
#include "wsdump/read/readers.hpp"

namespace ws101::wsdump::input {
namespace {

enum class Field : std::uint8_t { Packet, Sender, Stream, Time, Payload };

constexpr std::pair<std::string_view, Field> kKeys[] = {{"frame_raw", Field::Packet},
                                                        {"tcp.srcport", Field::Sender},
                                                        {"tcp_tcp_srcport", Field::Sender},
                                                        {"tcp.stream", Field::Stream},
                                                        {"tcp_tcp_stream", Field::Stream},
                                                        {"frame.time_epoch", Field::Time},
                                                        {"frame_frame_time_epoch", Field::Time},
                                                        {"tcp.payload", Field::Payload},
                                                        {"tcp_tcp_payload", Field::Payload}};

// Takes the next quoted string off `rest`, with the text before it.
std::string_view take_string(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find('"'), rest.size()));
  if (rest.empty()) return {};
  const std::string_view inside = rest.substr(1, rest.find('"', 1) - 1);
  rest.remove_prefix(std::min(inside.size() + 2, rest.size()));
  return inside;
}

}  // namespace

Outcome read_dissection(const Text& text) {
  const std::string_view head = trim_left(text.body.substr(0, 1 << 14));
  if ((!head.starts_with("[") && !head.starts_with("{")) || !contains(head, "\"layers\""))
    return std::nullopt;
  Reading reading = empty_reading("tshark-json");
  std::string_view sender, first_sender, stream, first_stream;
  std::optional<double> time;
  bool several_streams = false;
  for (std::string_view rest = text.body; !rest.empty();) {
    const std::string_view name = take_string(rest);
    const auto key =
        std::find_if(std::begin(kKeys), std::end(kKeys), [&](const auto& k) { return k.first == name; });
    const std::string_view sign = trim_left(rest);
    if (key == std::end(kKeys) || !sign.starts_with(":")) continue;
    // A string, or the first of an array of them.
    const std::size_t value_at = sign.find_first_not_of(": \t\r\n[");
    if (value_at == std::string_view::npos || sign[value_at] != '"') continue;
    std::string_view value = take_string(rest);
    if (key->second == Field::Sender) sender = value;
    if (key->second == Field::Stream) stream = value;
    if (key->second == Field::Time) time = take_time(value);
    if (key->second != Field::Packet && key->second != Field::Payload) continue;
    auto bytes = hex_pairs(value);
    if (!bytes) return ReadError{"expected hex in " + reading.words, "give the capture file itself", 0, 0};
    if (key->second == Field::Packet) {
      reading.packets.push_back(PastedPacket{Link::Unknown, std::move(*bytes), time});
      continue;
    }
    if (first_sender.empty()) first_sender = sender;
    if (first_stream.empty()) first_stream = stream;
    several_streams |= stream != first_stream;
    const std::uint8_t side = sender == first_sender ? 0 : 1;
    reading.chunks.push_back(Chunk{Direction::Unknown, side, std::move(*bytes), time, 0});
  }
  if (!reading.packets.empty()) {
    reading.chunks.clear();  // the packets hold the payloads
  } else if (several_streams) {
    return ReadError{reading.words + " of several connections",
                     "choose one with -Y 'tcp.stream == 0', or give the capture file itself", 0, 0, true};
  } else if (reading.chunks.empty()) {
    return ReadError{reading.words + ", but none with the bytes of a TCP payload",
                     "print them too: tshark -r FILE -T json -x, or give the capture file itself", 0, 0,
                     true};
  }
  return reading;
}

}  // namespace ws101::wsdump::input
