// Whole frames as bytes (RFC 6455 5.2, 5.3, 5.7).
#include "frame/encode.hpp"

#include "support/story.hpp"

namespace ws101::testing {
namespace {

constexpr MaskingKey kKey{0x37, 0xFA, 0x21, 0x3D};  // the one that client() uses

Wire wire_of(const std::vector<std::uint8_t>& frame) {
  return Wire(frame.begin(), frame.end());
}

TEST_CASE("the RFC's examples are encoded as they stand there", "[rfc6455-5.7]") {
  CHECK(wire_of(encode_frame(Opcode::Text, bytes("Hello"))) == hex("81 05 48 65 6c 6c 6f"));
  CHECK(wire_of(encode_frame(Opcode::Text, bytes("Hello"), kKey)) == hex("81 85 37 fa 21 3d 7f 9f 4d 51 58"));
  CHECK(wire_of(encode_frame(Opcode::Ping, bytes("Hello"))) == hex("89 05 48 65 6c 6c 6f"));
  CHECK(wire_of(encode_frame(Opcode::Pong, bytes("Hello"), kKey)) == hex("8a 85 37 fa 21 3d 7f 9f 4d 51 58"));
}

TEST_CASE("every length form is encoded as the test's own builder does", "[rfc6455-5.2][rfc6455-5.3]") {
  for (const std::size_t size : {0u, 1u, 125u, 126u, 65535u, 65536u, 70000u}) {
    const Wire payload = noise(size);
    CHECK(wire_of(encode_frame(Opcode::Binary, payload)) == server().binary(payload));
    CHECK(wire_of(encode_frame(Opcode::Binary, payload, kKey)) == client().binary(payload));
  }
}

}  // namespace
}  // namespace ws101::testing
