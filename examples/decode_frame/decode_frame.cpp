// Takes the frames of a client apart, without a socket. usage: decode_frame 81 85 37 fa 21 3d 7f 9f 4d 51 58
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <variant>
#include <vector>
#include <ws101/frame.hpp>

int main(int argc, char** argv) {
  std::vector<std::uint8_t> bytes;
  for (int i = 1; i < argc; ++i) {
    bytes.push_back(static_cast<std::uint8_t>(std::strtoul(argv[i], nullptr, 16)));
  }

  // The bytes may come in any pieces: the decoder takes what it can from the front of `rest`.
  ws101::FrameDecoder decoder(ws101::HeaderRules{.reader = ws101::Role::Server});
  ws101::MutableBytes rest(bytes);
  while (!rest.empty()) {
    const auto decoded = decoder.next(rest);
    if (const auto* piece = std::get_if<ws101::FramePiece>(&decoded)) {
      std::cout << "opcode " << static_cast<int>(piece->header.opcode) << (piece->header.fin ? ", FIN" : "")
                << ", " << piece->header.length << " bytes: " << ws101::text_of(piece->payload) << "\n";
    } else if (const auto* violation = std::get_if<ws101::Violation>(&decoded)) {
      const ws101::ViolationInfo& rule = ws101::info(*violation);
      std::cerr << "decode_frame: " << rule.words << " (RFC 6455, section " << rule.section << ")\n";
      return 1;
    } else {
      break;  // NeedMore: not a whole header yet
    }
  }
  if (!decoder.between_frames() || !rest.empty()) {
    std::cerr << "decode_frame: the last frame is not complete\n";
    return 1;
  }
}
