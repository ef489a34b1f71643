// What a frame carries: the four opcode bits (RFC 6455 5.2, 11.8).
#pragma once

#include <cstdint>
#include <string_view>

namespace ws101 {

// The six opcodes in use. A frame on the wire can hold any value from 0 to 15: the rest are reserved.
enum class Opcode : std::uint8_t {
  Continuation = 0x0,  // the next fragment of a message already begun
  Text = 0x1,          // begins a message of UTF-8 text
  Binary = 0x2,        // begins a message of bytes
  Close = 0x8,         // begins, or answers, the closing handshake
  Ping = 0x9,          // "are you there?": the peer answers with a Pong
  Pong = 0xA,          // the answer to a Ping, or an unsolicited heartbeat
};

// RFC 6455 5.5: control frames are those whose most significant opcode bit is set (0x8 to 0xF).
constexpr bool is_control(Opcode opcode) {
  return (static_cast<std::uint8_t>(opcode) & 0x8) != 0;
}

// True for Text and Binary, the opcodes that begin a message.
constexpr bool begins_message(Opcode opcode) {
  return opcode == Opcode::Text || opcode == Opcode::Binary;
}

// RFC 6455 5.2: 0x3-0x7 are reserved for data frames, 0xB-0xF for control frames.
constexpr bool is_reserved(Opcode opcode) {
  return (static_cast<std::uint8_t>(opcode) & 0x7) > 2;
}

// "continuation", "text", "binary", "close", "ping", "pong", or "reserved".
std::string_view name(Opcode opcode);

}  // namespace ws101
