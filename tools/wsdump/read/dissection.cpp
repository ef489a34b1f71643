// Packets that tshark dissected: -T json, jsonraw and ek, with the bytes of the packet (-x) or of tcp.payload.
#include <algorithm>

#include "wsdump/read/cells.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/dump_lines.hpp"
#include "wsdump/read/readers.hpp"

namespace ws101::wsdump::input {
namespace {

enum class Field { Packet, Sender, Stream, Time, Payload };

struct Key {
  std::string_view text;
  Field field;
};

constexpr Key kKeys[] = {{"\"frame_raw\"", Field::Packet},
                         {"\"tcp.srcport\"", Field::Sender},
                         {"\"tcp_tcp_srcport\"", Field::Sender},
                         {"\"tcp.stream\"", Field::Stream},
                         {"\"tcp_tcp_stream\"", Field::Stream},
                         {"\"frame.time_epoch\"", Field::Time},
                         {"\"frame_frame_time_epoch\"", Field::Time},
                         {"\"tcp.payload\"", Field::Payload},
                         {"\"tcp_tcp_payload\"", Field::Payload}};
// The string behind a JSON key, or the first of an array of them.
std::string_view json_value(std::string_view behind) {
  behind = trim_left(behind);
  if (!behind.starts_with(":")) return {};
  behind = trim_left(behind.substr(1));
  if (behind.starts_with("[")) behind = trim_left(behind.substr(1));
  if (!behind.starts_with("\"")) return {};
  return behind.substr(1, behind.find('"', 1) - 1);
}

struct Collected {
  Reading reading;
  std::string_view sender;
  std::string_view first_sender;
  std::string_view stream;
  std::string_view first_stream;
  std::optional<double> time;
  bool several_streams = false;

  // False if a value that should be bytes is none.
  bool take(Field field, std::string_view value) {
    switch (field) {
      case Field::Packet:
      case Field::Payload: {
        auto bytes = hex_pairs(value);
        if (!bytes) return false;
        if (field == Field::Packet) {
          reading.packets.push_back(PastedPacket{Link::Unknown, std::move(*bytes), time});
          return true;
        }
        if (first_sender.empty()) first_sender = sender;
        if (first_stream.empty()) first_stream = stream;
        several_streams |= stream != first_stream;
        const std::uint8_t side = sender == first_sender ? 0 : 1;
        reading.chunks.push_back(Chunk{Direction::Unknown, side, std::move(*bytes), time, 0});
        return true;
      }
      case Field::Sender:
        sender = value;
        return true;
      case Field::Stream:
        stream = value;
        return true;
      case Field::Time:
        time = take_time(value);
        return true;
    }
    return false;
  }
};

bool collect(std::string_view body, Collected& out) {
  std::size_t at = 0;
  while (true) {
    // Every key begins with a quote.
    at = body.find('"', at);
    if (at == std::string_view::npos) return true;
    const std::string_view here = body.substr(at, 32);
    const auto key = std::find_if(std::begin(kKeys), std::end(kKeys),
                                  [&](const Key& k) { return here.starts_with(k.text); });
    ++at;
    if (key == std::end(kKeys)) continue;
    const std::string_view value = json_value(body.substr(at - 1 + key->text.size()));
    if (!value.empty() && !out.take(key->field, value)) return false;
  }
}

}  // namespace

Outcome read_dissection(const Text& text) {
  const std::string_view head = trim_left(text.body.substr(0, 1 << 14));
  const bool json = (head.starts_with("[") || head.starts_with("{")) && contains(head, "\"layers\"");
  if (!json) return std::nullopt;
  Collected out;
  out.reading.format = "tshark-json";
  out.reading.words = "packets as tshark's JSON";
  const bool whole = collect(text.body, out);
  if (!whole) {
    return ReadError{"expected hex in " + out.reading.words + ", got something else",
                     "give the capture file itself", 0, 0};
  }
  if (!out.reading.packets.empty()) out.reading.chunks.clear();  // the packets hold the payloads
  if (out.reading.packets.empty() && out.several_streams) {
    return ReadError{out.reading.words + " of several connections",
                     "choose one with -Y 'tcp.stream == 0', or give the capture file itself", 0, 0};
  }
  if (out.reading.packets.empty() && out.reading.chunks.empty()) {
    return ReadError{out.reading.words + ", but none with the bytes of a TCP payload",
                     "print them too: tshark -r FILE -T json -x, or give the capture file itself", 0, 0};
  }
  return std::move(out.reading);
}

}  // namespace ws101::wsdump::input
