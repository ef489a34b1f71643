#include "wsdump/encode.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <random>

#include "describe/frame_bytes.hpp"
#include "frame/close_payload.hpp"
#include "frame/compression.hpp"
#include "frame/mask.hpp"
#include "text/hex.hpp"
#include "text/wrap.hpp"
#include "wsdump/finding.hpp"
#include "wsdump/show/token_trace.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kHexBytesInLine = 26;  // 26 * 3 - 1 = 77 columns
constexpr std::size_t kHexBytesShown = 260;  // above the picture; --quiet prints all

std::string hex_lines(Bytes bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += kHexBytesInLine) {
    text += hex(bytes.subspan(at, std::min(kHexBytesInLine, bytes.size() - at)), " ") + "\n";
  }
  return text;
}

std::uint8_t allowed_rsv(const EncodeRequest& request) {
  return request.deflated ? kCompressedBit : 0;
}

// All violations that a frame can have by itself. A masked frame counts as a client's.
ViolationSet judge(const EncodeRequest& request) {
  const FrameHeader& header = request.header;
  ViolationSet found =
      judge_header(header, {header.masked ? Role::Server : Role::Client, allowed_rsv(request)});
  if (request.deflated && (header.rsv & kCompressedBit) != 0) {
    if (const auto misplaced = misplaced_compressed_bit(header)) found.add(*misplaced);
  }
  const bool whole = request.payload.size() >= header.length;
  if (!whole) return found;
  const Bytes payload = Bytes(request.payload).first(static_cast<std::size_t>(header.length));
  if (header.opcode == Opcode::Close) found.add(read_close(payload).violations);
  if (header.opcode == Opcode::Text && header.fin && header.rsv == 0 && find_utf8_error(payload)) {
    found.add(Violation::TextNotUtf8);
  }
  if (header.masked && header.key == MaskingKey{}) found.add(Violation::MaskingKeyWeak);
  return found;
}

}  // namespace

std::vector<std::uint8_t> encode_frame(const EncodeRequest& request) {
  return to_wire(request.header, request.payload);
}

std::string encode_output(const EncodeRequest& request, const ExplainStyle& style) {
  const std::vector<std::uint8_t> wire = encode_frame(request);
  if (!request.explain) return hex_lines(wire);

  std::string text = hex_lines(Bytes(wire).first(std::min(wire.size(), kHexBytesShown)));
  if (wire.size() > kHexBytesShown) {
    text += "... (" + std::to_string(wire.size() - kHexBytesShown) + " more bytes; --quiet prints all)\n";
  }
  const FrameHeader& header = request.header;
  const std::uint64_t after = wire.size() - header.size();
  const std::uint64_t used = std::min(after, header.length);
  FrameEvent frame;
  frame.n = 1;
  frame.from = header.masked ? Direction::Client : Direction::Server;
  frame.guessed = true;
  frame.header = header;
  frame.payload = Bytes(request.payload).first(static_cast<std::size_t>(used));
  frame.came = used;
  frame.allowed_rsv = allowed_rsv(request);
  frame.compressed = request.deflated;
  frame.content = header.opcode;
  frame.violations = judge(request);
  ViolationFacts facts;
  facts.payload = frame.payload;
  if (header.opcode == Opcode::Text) facts.utf8 = find_utf8_error(facts.payload);
  std::vector<Finding> findings;
  frame.violations.each(
      [&](Violation violation) { findings.push_back(finding_of(violation, header, facts)); });
  frame.findings = findings;
  text += "\n" + explain_frame(frame, style);
  if (request.deflated) text += "\n" + token_trace({frame.payload}, kUnlimited);

  if (after > header.length) {
    text += "\n" + wrap("  ",
                        std::to_string(after - header.length) +
                            " of the bytes given lie behind the length that the frame claims: a reader "
                            "takes them for the next frame.",
                        2);
  }
  if (after < header.length) {
    text += "\n" + wrap("  ",
                        "The frame claims " + std::to_string(header.length) + " bytes of payload and has " +
                            std::to_string(after) +
                            ": a reader waits for the rest, or takes it from the "
                            "next frame.",
                        2);
  }
  if (findings.empty() && after == header.length) text += "\nNo violations.\n";
  return text;
}

MaskingKey SystemEncodeSources::random_key() {
  std::random_device device;
  MaskingKey key;
  for (std::uint8_t& byte : key) byte = static_cast<std::uint8_t>(device());
  return key;
}

std::optional<std::vector<std::uint8_t>> SystemEncodeSources::read_file(std::string_view path,
                                                                        std::string& error) {
  std::ifstream file;
  if (path != "-") {
    file.open(std::string(path), std::ios::binary);
    if (!file) return error = "cannot be opened", std::nullopt;
  }
  std::istream& in = path == "-" ? std::cin : file;
  std::vector<std::uint8_t> bytes(kMostEncodePayload + 1);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (in.bad()) return error = "cannot be read", std::nullopt;
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (bytes.size() > kMostEncodePayload) {
    return error = "has more than " + std::to_string(kMostEncodePayload) + " bytes", std::nullopt;
  }
  return bytes;
}

}  // namespace ws101::wsdump
