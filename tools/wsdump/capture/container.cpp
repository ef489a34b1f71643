#include "wsdump/capture/container.hpp"

namespace ws101::wsdump {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes;
  std::string_view name;
  std::string_view before;  // of the way out; the file's name follows
  std::string_view behind;
};

constexpr std::string_view kPipe = " | wsdump -"sv;
constexpr Magic kMagics[] = {
    {"\x1f\x8b"sv, "a file compressed with gzip", "unpack it: gunzip -c ", kPipe},
    {"BZh"sv, "a file compressed with bzip2", "unpack it: bunzip2 -c ", kPipe},
    {"\xfd"
     "7zXZ"sv,
     "a file compressed with xz", "unpack it: xz -dc ", kPipe},
    {"\x28\xb5\x2f\xfd"sv, "a file compressed with zstd", "unpack it: zstd -dc ", kPipe},
    {"\x04\x22\x4d\x18"sv, "a file compressed with lz4", "unpack it: lz4 -dc ", kPipe},
    {"PK\x03\x04"sv, "a zip archive (a .saz session of Fiddler is one)", "unpack it: unzip -p ", kPipe},
    {"7z\xbc\xaf\x27\x1c"sv, "a 7z archive", "unpack it: 7z x -so ", kPipe},
    {"snoop\0\0\0"sv, "a capture of Solaris snoop", "convert it with Wireshark's editcap: editcap -F pcap ",
     " out.pcap"},
    {"GMBU"sv, "a capture of Microsoft Network Monitor",
     "convert it with Wireshark's editcap: editcap -F pcap ", " out.pcap"},
};

bool contains(std::string_view text, std::string_view what) {
  return text.find(what) != std::string_view::npos;
}

// A netstring with type marks, as mitmproxy writes its flows: "1234:9:websocket;" and so on.
bool is_mitmproxy(std::string_view begin) {
  std::size_t digits = 0;
  while (digits < begin.size() && begin[digits] >= '0' && begin[digits] <= '9') ++digits;
  if (digits == 0 || digits > 9 || digits == begin.size() || begin[digits] != ':') return false;
  return contains(begin, "7:version;") || contains(begin, "9:websocket;") ||
         contains(begin, "11:client_conn;");
}

bool is_charles(std::string_view begin) {
  return begin.starts_with("[{") && contains(begin, "\"status\"") && contains(begin, "\"protocolVersion\"") &&
         contains(begin, "\"remoteAddress\"");
}

bool is_burp(std::string_view begin) {
  return (begin.starts_with("<?xml") || begin.starts_with("<items") ||
          begin.starts_with("<!DOCTYPE items")) &&
         (contains(begin, "burpVersion") || contains(begin, "<!DOCTYPE items"));
}

}  // namespace

std::optional<Container> find_container(std::string_view begin, std::string_view file) {
  for (const Magic& magic : kMagics) {
    if (begin.starts_with(magic.bytes))
      return Container{magic.name, std::string(magic.before) + std::string(file) + std::string(magic.behind)};
  }
  if (is_charles(begin)) {
    return Container{"a session of Charles in JSON",
                     "export it as HAR: File, Export Session, type HTTP Archive"};
  }
  if (is_burp(begin)) {
    return Container{
        "items that Burp exported, which are HTTP without WebSocket frames",
        "record with a browser's network panel and save as HAR, or capture the connection as pcap"};
  }
  if (is_mitmproxy(begin)) {
    return Container{"flows of mitmproxy",
                     "export them as HAR: mitmdump -nr " + std::string(file) + " --set hardump=out.har"};
  }
  if (begin.starts_with("CLIENT_RANDOM ") || begin.starts_with("# SSL/TLS secrets log file")) {
    return Container{"a log of TLS keys, not of traffic",
                     "give it to Wireshark together with the capture, which it then decrypts"};
  }
  return std::nullopt;
}

}  // namespace ws101::wsdump
