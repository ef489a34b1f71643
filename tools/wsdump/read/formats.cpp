// The formats: the list of readers, --help-formats and --format, and the documentation, all from one table.
// A new notation takes a row here (if no reader knows its shape, a reader too) and one in cases.tsv of the tests.
#include "wsdump/read/formats.hpp"

#include <algorithm>
#include <array>

#include "wsdump/read/cells/cells.hpp"
#include "wsdump/read/code/list.hpp"
#include "wsdump/read/readers.hpp"

namespace ws101::wsdump {
namespace input {
namespace {

// A reader that gives one reading or none, as one that proposes it.
template <Outcome (*read)(const Text&)>
void only(const Text& text, Findings& findings) {
  Outcome outcome = read(text);
  if (!outcome) return;
  if (auto* reading = std::get_if<Reading>(&*outcome)) {
    findings.add(std::move(*reading), Weight::Proven);
  } else {
    findings.refuse(std::move(std::get<ReadError>(*outcome)), Weight::Proven);
  }
}

// In the order in which --help-formats tells them. Every reader proposes; which of them is right is decided by
// choose(), so the order means nothing (a test tries them backwards).
constexpr Format kFormats[] = {
    {{"strace", "strace lines", " of write, send, read, recv", "write(3, \"\\201\\2057\", 3) = 3"},
     only<read_strace>},
    {{"tshark-json", "packets as tshark's JSON", ": -T json, jsonraw or ek, best with -x",
      "{\"layers\":{\"frame_raw\":..."},
     only<read_dissection>},
    {{"follow-raw", "a followed TCP stream in hex", ": tshark -z follow,tcp,raw", "Follow: tcp,raw"},
     only<read_unaddressed_dump>},
    {{"follow-c", "a followed TCP stream as C arrays", ", as Wireshark saves it", "char peer0_0[] = {"},
     read_list},
    {{"xxd", "xxd", "", "00000000: 8185 37fa  ..7."}, only<read_grid>},
    {{"xxd-b", "xxd -b, bits", "", "00000000: 10000001 10000101  .."}, only<read_grid>},
    {{"xxd-e", "xxd -e, words in host order", "", "00000000: fa378581  ..7."}, only<read_grid>},
    {{"hexdump-C", "hexdump -C", ", Go's hex.Dump", "00000000  81 85 37 fa  |..7.|"}, only<read_grid>},
    {{"hexdump-words", "words in host order", ": hexdump without -C, od -x", "0000000 8581 fa37"},
     only<read_grid>},
    {{"hexdump", "a hex dump with offsets", " of any other tool", "0000: 81 85 37 FA ..7."}, only<read_grid>},
    {{"od", "od -t x1", "", "0000000 81 85 37 fa"}, only<read_grid>},
    {{"od-o1", "a dump in octal bytes", ": od -b", "0000000 201 205 067 372"}, only<read_grid>},
    {{"od-u1", "a dump in decimal bytes", ": od -t u1 or d1", "0000000 129 133  55 250"}, only<read_grid>},
    {{"gdb", "memory as a debugger prints it", ": gdb x/xb and its relatives, lldb memory read",
      "0x4010 <data>:\t0x81\t0x85"},
     only<read_grid>},
    {{"tcpdump", "tcpdump -x", ", -X, -XX", "\t0x0000:  4500 003f ..."}, only<read_grid>},
    {{"tshark-x", "tshark -x", "", "Frame (77 bytes):"}, only<read_grid>},
    {{"wireshark-hex", "a hex dump as Wireshark copies it", "", "0000   81 85 37 fa"}, only<read_grid>},
    {{"follow-hex", "a followed TCP stream as a hex dump", ": tshark -z follow,tcp,hex",
      "\t00000000  48 54 54 50"},
     only<read_grid>},
    {{"ngrep", "a hex dump without offsets", " but with text: ngrep -x", "81 85 37 fa   ..7."},
     only<read_unaddressed_dump>},
    {{"list", "a list of bytes", " in brackets: Python, Go, Java, Rust, JSON", "[129, 133, 55]"}, read_list},
    {{"c-array", "a C array", ", or one of C#, Java, Go in braces; xxd -i", "{0x81, 0x85, 0x37};"},
     read_list},
    {{"keyed-list", "bytes with keys that count", ": line by line in C, in a debugger, as JSON",
      "x[0] = 129; x[1] = 133;"},
     read_numbered},
    {{"numbers", "a list of numbers", " with signs or casts, no brackets", "(byte)0x81, -123"}, read_list},
    {{"uint8array", "a JavaScript typed array", "", "Uint8Array(3) [ 129, 133, 55 ]"}, read_list},
    {{"node-buffer", "a Node Buffer", "", "<Buffer 81 85 37>"}, read_list},
    {{"node-buffer-json", "a Node Buffer as JSON", "", "{\"type\":\"Buffer\",\"data\":[129,133,55]}"},
     read_list},
    {{"erlang-binary", "an Erlang or Elixir binary", "", "<<129,133,55>>"}, read_list},
    {{"nsdata", "hex in angle brackets", ", as NSData prints it", "<818537fa 213d>"}, read_list},
    {{"python-bytes", "a Python bytes literal", "", "b'\\x81\\x857'"}, read_string},
    {{"c-string", "a string literal", " with escapes", "\"\\201\\2057\""}, read_string},
    {{"escapes", "text with escapes", ", printable text between them, no quotes", "\\x81\\x857"},
     read_escapes},
    {{"percent", "percent-encoded bytes", "", "%81%857"}, read_escapes},
    {{"base64", "base64", " in either alphabet, with or without padding", "gYU3+iE9f59NUVg="}, read_base64},
    {{"hex", "plain hex", " in any spacing, with 0x or without", "81 85 37:fa 21-3d 0x7f,0x9f 4d5158"},
     read_cells},
    {{"hex-words", "16-bit words in host order", " without offsets: od -An -x", "8581 fa37 3d21 9f7f"},
     read_cells},
    {{"decimal", "decimal bytes", "", "129 133 55 250"}, read_cells},
    {{"octal", "octal bytes", "", "201 205 067 372"}, read_cells},
    {{"bits", "a bit string", "", "10000001 10000101"}, read_cells},
    {{"log", "log lines that end in bytes", "", "10:00:01 sending frame: 81 85 37 fa"}, only<read_log_lines>},
    {{"heads", "the heads of requests and responses", " as text, as curl, logs and browsers show them",
      "> GET / HTTP/1.1"},
     nullptr},
    {{"raw", "raw bytes", "", ""}, nullptr},
};

}  // namespace

std::span<const Format> format_table() {
  return kFormats;
}

Reading empty_reading(std::string_view format) {
  Reading reading;
  reading.format = format;
  reading.words = words_of(format);
  return reading;
}

Reading make_reading(std::string_view format, std::vector<std::uint8_t> bytes) {
  Reading reading = empty_reading(format);
  reading.chunks.push_back(Chunk{Direction::Unknown, 0, std::move(bytes), std::nullopt, 0});
  return reading;
}

std::string_view words_of(std::string_view format) {
  const auto known = std::find_if(std::begin(kFormats), std::end(kFormats),
                                  [&](const Format& row) { return row.info.name == format; });
  return known == std::end(kFormats) ? format : known->info.words;
}

}  // namespace input

std::span<const FormatInfo> formats() {
  static const auto infos = [] {
    std::array<FormatInfo, std::size(input::kFormats)> all;
    std::transform(std::begin(input::kFormats), std::end(input::kFormats), all.begin(),
                   [](const input::Format& f) { return f.info; });
    return all;
  }();
  return infos;
}

}  // namespace ws101::wsdump
