// Packets that tshark dissected: -T json, jsonraw, ek and pdml, with the bytes of the packet (-x) or of tcp.payload.
#include <algorithm>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/dump_lines.hpp"
#include "wsdump/read/hex_cell.hpp"
#include "wsdump/read/recogniser.hpp"

namespace ws101::wsdump::input {
namespace {

enum class Field { Packet, Sender, Stream, Time, Payload };

struct Key {
  std::string_view text;
  Field field;
};

constexpr Key kJsonKeys[] = {{"\"frame_raw\"", Field::Packet},
                             {"\"tcp.srcport\"", Field::Sender},
                             {"\"tcp_tcp_srcport\"", Field::Sender},
                             {"\"tcp.stream\"", Field::Stream},
                             {"\"tcp_tcp_stream\"", Field::Stream},
                             {"\"frame.time_epoch\"", Field::Time},
                             {"\"frame_frame_time_epoch\"", Field::Time},
                             {"\"tcp.payload\"", Field::Payload},
                             {"\"tcp_tcp_payload\"", Field::Payload}};
constexpr Key kPdmlKeys[] = {{"name=\"tcp.srcport\"", Field::Sender},
                             {"name=\"tcp.stream\"", Field::Stream},
                             {"name=\"frame.time_epoch\"", Field::Time},
                             {"name=\"tcp.payload\"", Field::Payload}};

// The string behind a JSON key, or the first of an array of them.
std::string_view json_value(std::string_view behind) {
  behind = trim_left(behind);
  if (!behind.starts_with(":")) return {};
  behind = trim_left(behind.substr(1));
  if (behind.starts_with("[")) behind = trim_left(behind.substr(1));
  if (!behind.starts_with("\"")) return {};
  return behind.substr(1, behind.find('"', 1) - 1);
}

// The show="" of a PDML field.
std::string_view pdml_value(std::string_view behind) {
  behind = behind.substr(0, behind.find('>'));
  const std::size_t show = behind.find(" show=\"");
  if (show == std::string_view::npos) return {};
  behind = behind.substr(show + 7);
  return behind.substr(0, behind.find('"'));
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
        auto bytes = hex_cell(value);
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

template <std::size_t N, typename Value>
bool collect(std::string_view body, const Key (&keys)[N], Value value_of, Collected& out) {
  std::size_t at = 0;
  while (true) {
    // Every key begins with a quote or with "name=", so one search finds the next that may be one.
    at = body.find(keys[0].text[0], at);
    if (at == std::string_view::npos) return true;
    const std::string_view here = body.substr(at, 32);
    const auto key = std::find_if(std::begin(keys), std::end(keys),
                                  [&](const Key& k) { return here.starts_with(k.text); });
    ++at;
    if (key == std::end(keys)) continue;
    const std::string_view value = value_of(body.substr(at - 1 + key->text.size()));
    if (!value.empty() && !out.take(key->field, value)) return false;
  }
}

}  // namespace

Outcome read_dissection(const Text& text) {
  const std::string_view head = trim_left(text.body.substr(0, 1 << 14));
  const bool pdml = contains(head, "<pdml") || contains(head, "<field name=\"tcp.");
  const bool json = !pdml && (head.starts_with("[") || head.starts_with("{")) && contains(head, "\"layers\"");
  if (!pdml && !json) return std::nullopt;
  if (!text.forced.empty() && text.forced != (pdml ? "tshark-pdml" : "tshark-json")) return std::nullopt;
  Collected out;
  out.reading.format = pdml ? "tshark-pdml" : "tshark-json";
  out.reading.words = pdml ? "packets as tshark's PDML" : "packets as tshark's JSON";
  const bool whole =
      pdml ? collect(text.body, kPdmlKeys, pdml_value, out) : collect(text.body, kJsonKeys, json_value, out);
  if (!whole) return ReadError{"expected hex in " + out.reading.words + ", got something else", "", 0, 0};
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
