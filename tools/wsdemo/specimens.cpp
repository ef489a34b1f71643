#include "wsdemo/specimens.hpp"

#include <algorithm>
#include <string>

#include "text/bytes.hpp"

namespace ws101::demos {
namespace {

using Wire = std::vector<std::uint8_t>;

Wire operator+(Wire head, std::string_view payload) {
  const Bytes bytes = bytes_of(payload);
  head.insert(head.end(), bytes.begin(), bytes.end());
  return head;
}

Wire close_with(unsigned code, std::string_view reason = {}) {
  return Wire{0x88, static_cast<std::uint8_t>(2 + reason.size()), static_cast<std::uint8_t>(code >> 8),
              static_cast<std::uint8_t>(code & 255)} +
         reason;
}

std::vector<Specimen> make() {
  const std::string ruler(256, 'x');
  const std::string_view x(ruler);
  const std::string large(65536, 'x');
  return {
      {"text", "right", "text \"Hello\"", Wire{0x81, 0x05} + "Hello"},
      {"fragmented", "right", "\"Hello\" in two fragments", (Wire{0x01, 0x03} + "Hel") + "\x80\x02lo"},
      {"interleaved", "right", "a ping between two fragments",
       (Wire{0x01, 0x03} + "Hel") + "\x89\x01?\x80\x02lo"},
      {"binary", "right", "binary, 4 bytes", {0x82, 0x04, 0xDE, 0xAD, 0xBE, 0xEF}},
      {"empty", "right", "empty text", {0x81, 0x00}},
      {"length-125", "right", "125 bytes: 7-bit length", Wire{0x81, 0x7D} + x.substr(0, 125)},
      {"length-126", "right", "126 bytes: 16-bit length", Wire{0x81, 0x7E, 0x00, 0x7E} + x.substr(0, 126)},
      {"length-65536", "right", "65536 bytes: 64-bit length",
       Wire{0x81, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0} + large},
      {"ping", "right", "ping \"Hello\"", Wire{0x89, 0x05} + "Hello"},
      {"pong", "right", "a pong nobody asked for", Wire{0x8A, 0x02} + "hm"},

      {"close-1000", "closing", "1000 \"bye\"", close_with(1000, "bye")},
      {"close-1001", "closing", "1001 going away", close_with(1001)},
      {"close-1011", "closing", "1011 internal error", close_with(1011)},
      {"close-3000", "closing", "3000 a library's", close_with(3000)},
      {"close-4999", "closing", "4999 private", close_with(4999, "yours")},
      {"close-empty", "closing", "without a code", {0x88, 0x00}},

      {"reserved-bit", "wrong", "reserved bit RSV1 set", Wire{0xC1, 0x05} + "Hello"},
      {"opcode-3", "wrong", "opcode 3, not defined", {0x83, 0x00}},
      {"masked",
       "wrong",
       "masked, by a server",
       {0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58}},
      {"control-fragmented", "wrong", "ping with FIN clear", {0x09, 0x00}},
      {"control-too-long", "wrong", "ping of 126 bytes", Wire{0x89, 0x7E, 0x00, 0x7E} + x.substr(0, 126)},
      {"length-top-bit", "wrong", "64-bit length, top bit set", {0x82, 0x7F, 0x80, 0, 0, 0, 0, 0, 0, 0}},
      {"length-not-minimal", "wrong", "5 bytes in 16-bit form", Wire{0x81, 0x7E, 0x00, 0x05} + "Hello"},
      {"continuation-first", "wrong", "continuation of nothing", Wire{0x80, 0x05} + "Hello"},
      {"data-inside", "wrong", "text inside a message", (Wire{0x01, 0x03} + "Hel") + "\x81\x02lo"},
      {"not-utf8", "wrong", "text that is not UTF-8", {0x81, 0x02, 0xC3, 0x28}},
      {"close-one-byte", "wrong", "close of one byte", {0x88, 0x01, 0x03}},
      {"close-1005", "wrong", "close 1005 on the wire", close_with(1005)},
      {"close-999", "wrong", "close 999, out of range", close_with(999)},
      {"close-not-utf8", "wrong", "close reason not UTF-8", close_with(1000, "\xC3\x28")},
  };
}

}  // namespace

std::span<const Specimen> all_specimens() {
  static const std::vector<Specimen> specimens = make();
  return specimens;
}

const Specimen* find_specimen(std::string_view id) {
  const auto all = all_specimens();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Specimen& s) { return s.id == id; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace ws101::demos
