#include "wscheck/frame.hpp"

#include <algorithm>
#include <utility>

#include "frame/mask.hpp"
#include "text/bytes.hpp"

namespace ws101::wscheck {

Frame text(std::string payload) {
  return Frame{Opcode::Text, std::move(payload)};
}
Frame binary(std::string payload) {
  return Frame{Opcode::Binary, std::move(payload)};
}
Frame continuation(std::string payload) {
  return Frame{Opcode::Continuation, std::move(payload)};
}
Frame ping(std::string payload) {
  return Frame{Opcode::Ping, std::move(payload)};
}
Frame pong(std::string payload) {
  return Frame{Opcode::Pong, std::move(payload)};
}
Frame close(std::uint16_t code, std::string_view reason) {
  std::string payload = {static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
  payload += reason;
  return close_with(std::move(payload));
}
Frame close_with(std::string payload) {
  return Frame{Opcode::Close, std::move(payload)};
}
Frame with_opcode(unsigned opcode, std::string payload) {
  return Frame{static_cast<Opcode>(opcode), std::move(payload)};
}

Frame unfinished(Frame frame) {
  frame.fin = false;
  return frame;
}
Frame with_rsv(Frame frame, unsigned rsv) {
  frame.rsv = static_cast<std::uint8_t>(rsv);
  return frame;
}
Frame with_form(Frame frame, LengthForm form) {
  frame.form = form;
  return frame;
}
Frame with_length(Frame frame, std::uint64_t length) {
  frame.length = length;
  return frame;
}
Frame with_mask(Frame frame, bool masked) {
  frame.masked = masked;
  return frame;
}
Frame with_key(Frame frame, MaskingKey key) {
  frame.key = key;
  return frame;
}

std::vector<Frame> in_fragments(const Frame& message, std::size_t size) {
  if (size == 0 || message.payload.size() <= size) return {message};
  std::vector<Frame> frames;
  Frame like = message;
  like.payload.clear();
  for (std::size_t at = 0; at < message.payload.size(); at += size) {
    Frame frame = like;
    frame.payload = message.payload.substr(at, size);
    if (at > 0) {
      frame.opcode = Opcode::Continuation;
      frame.rsv = 0;
    }
    frame.fin = at + size >= message.payload.size();
    frames.push_back(std::move(frame));
  }
  return frames;
}

FrameHeader header_of(const Frame& frame, bool masks, MaskingKey fresh) {
  FrameHeader header;
  header.fin = frame.fin;
  header.rsv = frame.rsv;
  header.opcode = frame.opcode;
  header.masked = frame.masked.value_or(masks);
  header.length = frame.length.value_or(frame.payload.size());
  header.length_form = frame.form.value_or(shortest_form(header.length));
  if (header.masked) header.key = frame.key.value_or(fresh);
  return header;
}

std::vector<std::uint8_t> wire_of(const FrameHeader& header, std::string_view payload) {
  std::vector<std::uint8_t> wire(kMaxHeaderSize + payload.size());
  const std::size_t size =
      serialise_header(header, std::span<std::uint8_t, kMaxHeaderSize>(wire.data(), kMaxHeaderSize));
  wire.resize(size + payload.size());
  const MutableBytes body = MutableBytes(wire).subspan(size);
  std::copy(payload.begin(), payload.end(), body.begin());
  if (header.masked) apply_mask(body, header.key);
  return wire;
}

std::string letters(std::size_t size) {
  constexpr std::size_t kPeriod = 26 * 9 + 1;
  std::string text(size, '*');
  for (std::size_t i = 0; i < size; ++i) {
    if (i % kPeriod != 0) text[i] = static_cast<char>('a' + i % kPeriod % 26);
  }
  return text;
}

std::string octets(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>((i + i / 251) & 0xFF);
  return bytes;
}

}  // namespace ws101::wscheck
