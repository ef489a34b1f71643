// The formats by name, for --format and --help-formats.
#include "wsdump/read/reading.hpp"

namespace ws101::wsdump {
namespace {

constexpr FormatInfo kFormats[] = {
    {"hex", "plain hex in any spacing, with 0x or without", "81 85 37:fa 21-3d 0x7f,0x9f 4d5158"},
    {"hex-words", "hex words in host order without offsets (od -An -x)", "8581 fa37 3d21 9f7f"},
    {"decimal", "decimal bytes", "129 133 55 250"},
    {"octal", "octal bytes", "201 205 067 372"},
    {"bits", "bits", "10000001 10000101"},
    {"base64", "base64 in either alphabet, with or without padding", "gYU3+iE9f59NUVg="},
    {"list", "a list in brackets: Python, Go, Java, Rust, JSON", "[129, 133, 55]"},
    {"c-array", "an array in braces: C, C#, Java, Go; xxd -i", "{0x81, 0x85, 0x37};"},
    {"numbers", "numbers with signs or casts, no brackets", "(byte)0x81, -123"},
    {"uint8array", "a JavaScript typed array", "Uint8Array(3) [ 129, 133, 55 ]"},
    {"node-buffer", "a Node Buffer", "<Buffer 81 85 37>"},
    {"node-buffer-json", "a Node Buffer as JSON", "{\"type\":\"Buffer\",\"data\":[129,133,55]}"},
    {"json-object", "an object with numbered keys", "{\"0\":129,\"1\":133}"},
    {"erlang-binary", "an Erlang or Elixir binary", "<<129,133,55>>"},
    {"nsdata", "an NSData description", "<818537fa 213d>"},
    {"python-bytes", "a Python bytes literal", "b'\\x81\\x857'"},
    {"c-string", "a string literal with escapes", "\"\\201\\2057\""},
    {"escapes", "escapes without quotes, printable text between them", "\\x81\\x857"},
    {"percent", "percent-encoding", "%81%857"},
    {"quoted-printable", "quoted-printable", "=81=857"},
    {"xxd", "xxd", "00000000: 8185 37fa  ..7."},
    {"xxd-b", "xxd -b", "00000000: 10000001 10000101  .."},
    {"xxd-e", "xxd -e: words in host order", "00000000: fa378581  ..7."},
    {"hexdump-C", "hexdump -C, Go's hex.Dump", "00000000  81 85 37 fa  |..7.|"},
    {"hexdump-words", "hexdump without -C, od -x: words in host order", "0000000 8581 fa37"},
    {"hexdump", "any other dump with offsets", "0000: 81 85 37 FA ..7."},
    {"od", "od -t x1", "0000000 81 85 37 fa"},
    {"od-o1", "od -b: octal bytes", "0000000 201 205 067 372"},
    {"od-u1", "od -t u1 or d1: decimal bytes", "0000000 129 133  55 250"},
    {"gdb", "gdb x/xb and its relatives, lldb memory read", "0x4010 <data>:\t0x81\t0x85"},
    {"tcpdump", "tcpdump -x, -X, -XX", "\t0x0000:  4500 003f ..."},
    {"tshark-x", "tshark -x", "Frame (77 bytes):"},
    {"wireshark-hex", "a hex dump copied from Wireshark", "0000   81 85 37 fa"},
    {"tshark-json", "tshark -T json, jsonraw or ek, best with -x", "{\"layers\":{\"frame_raw\":..."},
    {"tshark-pdml", "tshark -T pdml", "<field name=\"tcp.payload\" ..."},
    {"follow-hex", "tshark -z follow,tcp,hex", "\t00000000  48 54 54 50"},
    {"follow-raw", "tshark -z follow,tcp,raw", "Follow: tcp,raw"},
    {"follow-yaml", "Wireshark's followed stream as YAML", "data: !!binary |"},
    {"follow-c", "Wireshark's followed stream as C arrays", "char peer0_0[] = {"},
    {"packet-c", "Wireshark's packets as C arrays", "static const unsigned char pkt1[77] = {"},
    {"ngrep", "a dump without offsets but with text (ngrep -x)", "81 85 37 fa   ..7."},
    {"fields", "tshark -T fields with a header or several fields", "tcp.payload"},
    {"log", "log lines that end in bytes", "10:00:01 sending frame: 81 85 37 fa"},
    {"heads", "request and response heads as text, as curl, logs and browsers show them", "> GET / HTTP/1.1"},
    {"strace", "strace lines of write, send, read, recv", "write(3, \"\\201\\2057\", 3) = 3"},
    {"raw", "the bytes themselves", ""},
};

}  // namespace

std::span<const FormatInfo> formats() {
  return kFormats;
}

}  // namespace ws101::wsdump
