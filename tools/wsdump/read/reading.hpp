// What wsdump understood of an input that is text: which bytes, who sent them, and what was done to get them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wsdump/direction.hpp"

namespace ws101::wsdump {

// What the first byte of a captured packet belongs to.
enum class Link : std::uint8_t { Unknown, Ethernet, RawIp, LinuxCooked, LinuxCooked2, Loopback };

// Bytes of one sender without interruption. Chunks are in the order of the input; those with the same `side`
// form one stream. `side` (0 or 1) keeps two senders apart even while `from` is Unknown.
struct Chunk {
  Direction from =
      Direction::Unknown;  // may stay Unknown: a trace's "write" does not say which end was traced
  std::uint8_t side = 0;
  std::vector<std::uint8_t> bytes;
  std::optional<double> time;    // seconds; of the day or of the epoch, as the input had it
  std::uint64_t gap_before = 0;  // bytes of this stream that the input leaves out just before this chunk
  std::uint32_t connection = 1;  // counts up if one paste holds several handshakes
  bool partial_head = false;     // its head may lack fields that were sent: missing ones are not reported
  std::optional<std::uint64_t> cut = {};  // so many bytes are left out behind it; 0 if it is unknown how many
};

// One packet as captured and pasted, link or IP header first, for a packet parser and TCP reassembly.
struct PastedPacket {
  Link link = Link::Unknown;
  std::vector<std::uint8_t> bytes;
  std::optional<double> time;
};

// How an input was understood. If `packets` is not empty, `chunks` holds their TCP payloads in the order of the
// input: enough for one packet, but not a replacement for reassembly by sequence number.
struct Reading {
  std::string format;  // short stable name, one of formats()
  std::string words;   // for people: "a C array"
  std::vector<Chunk> chunks;
  std::vector<PastedPacket> packets;
  std::vector<std::string> notes;  // what was done beyond the obvious, one sentence each
  bool incomplete = false;         // the input says itself that bytes are left out
  std::string missing;             // what is left out: "28 more bytes"
  bool is_capture = false;         // pcap, pcapng, netlog or har: recognised here, read by the capture part
};

// Why an input could not be read. `line` and `column` count from 1; 0 means the place is the whole input.
struct ReadError {
  std::string message;  // what was expected and what came
  std::string hint;     // what to do instead; may be empty
  std::size_t line = 0;
  std::size_t column = 0;
  bool certain = false;  // the kind of input is known: a search for bytes in its lines would find wrong ones
};

struct ReadOptions {
  std::string_view format;  // a name of formats(); empty: recognise by content
  bool backwards = false;   // tries the formats in the opposite order, which changes nothing: for the tests
};

// Reads text (or raw bytes) into bytes. It accepts an input only if one format accounts for every character. If
// two readings are possible and differ, it takes the one that is a chain of WebSocket frames; if that does not
// decide, it reports an error that names both.
std::variant<Reading, ReadError> read_text(std::string_view input, const ReadOptions& options = {});

struct FormatInfo {
  std::string_view name;
  std::string_view words;  // what a sentence calls it
  std::string_view more;   // for the list of all formats
  std::string_view example;
};
std::span<const FormatInfo> formats();

}  // namespace ws101::wsdump
