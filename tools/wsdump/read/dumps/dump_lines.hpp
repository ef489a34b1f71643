// Splits a hex dump with offsets into its lines: offset, what follows it, repeats, headings.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wsdump/read/reading.hpp"

namespace ws101::wsdump::input {

// What a line between two dumps says about the dump that follows it.
struct Heading {
  Direction from = Direction::Unknown;
  std::uint8_t side = 0;
  bool directed = false;  // `side` (and perhaps `from`) is set
  bool arrow = false;     // only an arrow says so
  bool packet = false;    // the dump is a packet with its link or IP header
  bool skip = false;      // the dump repeats bytes already shown, or is not wire bytes
  std::string sender;     // the sender's address, if nothing else is known about it
  bool remark = false;    // has no meaning, and does not separate dumps
  std::optional<double> time;
};
std::optional<Heading> heading_of(std::string_view line);

// "client -> server", "from server:", "recv": nothing unless every word belongs to such a phrase.
std::optional<Heading> direction_of_phrase(std::string_view phrase);

// Seconds at the start of a line: "01:46:23.930830", "2026-11-21 01:46:23.9", "1700000000.123"; `s` moves behind it.
std::optional<double> take_time(std::string_view& s);

struct DumpLine {
  enum class Kind { Bytes, Repeat, Heading } kind = Kind::Bytes;
  std::string_view indent;
  std::string_view offset;  // digits alone
  std::string_view rest;    // after the offset
  std::string_view line;
  std::size_t heading = 0;  // index into DumpLines::headings
  bool colon = false;
  bool box = false;  // bars around the offset
};

struct DumpLines {
  std::vector<DumpLine> lines;
  std::vector<Heading> headings;
  std::size_t with_bytes = 0;
  std::size_t position_of_stranger = 0;  // first line that is none of these, if `stranger`
  bool stranger = false;
  bool follow = false;     // a tshark "Follow:" heading was seen
  bool colons = true;      // every offset has a colon
  bool addresses = false;  // offsets written with 0x or a symbol, as debuggers do
};
DumpLines split_dump(std::string_view body);

}  // namespace ws101::wsdump::input
