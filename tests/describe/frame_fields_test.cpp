// The fields of a frame as data. What they say is tested with the table that is made of them (field_table_test.cpp).
#include "describe/frame_fields.hpp"

#include "support/catch.hpp"
#include "support/frames.hpp"

using namespace ws101;
using ws101::testing::hex;
using ws101::testing::Wire;

namespace {

std::vector<FrameField> fields_of(const Wire& wire, ViolationSet violations = {}) {
  FrameBytes frame;
  frame.wire = wire;
  frame.came = wire.size();
  frame.violations = violations;
  return frame_fields(frame);
}

const FrameField& named(const std::vector<FrameField>& fields, std::string_view name) {
  for (const FrameField& field : fields) {
    if (field.name == name) return field;
  }
  FAIL("no field " << name);
  return fields.front();
}

}  // namespace

TEST_CASE("the fields of a frame follow each other without a gap", "[rfc6455-5.2]") {
  for (const std::string_view wire :
       {"81 85 37 fa 21 3d 7f 9f 4d 51 58", "81 00", "82 7e 01 00 de ad",
        "02 ff 00 00 00 00 00 01 00 00 01 02 03 04", "88 02 03 e8", "8a 80 01 02 03 04"}) {
    INFO(wire);
    std::uint64_t byte = 0;
    int bit = 0;
    for (const FrameField& field : fields_of(hex(wire))) {
      INFO(field.name);
      CHECK(field.byte == byte);
      CHECK(field.bit == bit);
      if (field.bits == 0) {
        byte += field.bytes;
      } else {
        CHECK(field.bytes == 1);
        bit += field.bits;
        byte += static_cast<std::uint64_t>(bit / 8);
        bit %= 8;
      }
      CHECK_FALSE(field.rule.empty());
      CHECK_FALSE(field.section.empty());
    }
    CHECK(bit == 0);
  }
}

TEST_CASE("a field tells its place, its value and the rule for it", "[rfc6455-5.7]") {
  const auto fields = fields_of(hex("81 85 37 fa 21 3d 7f 9f 4d 51 58"));
  REQUIRE(fields.size() == 7);
  const FrameField& key = named(fields, "masking key");
  CHECK(key.byte == 2);
  CHECK(key.bytes == 4);
  CHECK(key.value == "37fa213d");
  CHECK(key.rule.find("i mod 4") != std::string_view::npos);
  const FrameField& payload = named(fields, "payload");
  CHECK(payload.byte == 6);
  CHECK(payload.bytes == 5);
  CHECK(payload.rule.find("UTF-8") != std::string_view::npos);
  CHECK(named(fields_of(hex("89 00")), "payload").rule.find("pong") != std::string_view::npos);
  CHECK(named(fields_of(hex("82 7f 00 00 00 00 00 01 00 00")), "payload").value == "65536 bytes");
}

TEST_CASE("a violation marks the fields that it concerns") {
  ViolationSet wrong;
  wrong.add(Violation::ReservedBitSet);
  int marked = 0;
  for (const FrameField& field : fields_of(hex("c1 00"), wrong)) {
    marked += field.wrong ? 1 : 0;
    CHECK(field.wrong == (field.name == "RSV1-3"));
  }
  CHECK(marked == 1);
}

TEST_CASE("a frame that is cut has the fields that are whole") {
  CHECK(fields_of({}).empty());
  CHECK(fields_of(hex("81")).size() == 3);
  const auto cut = fields_of(hex("81 fe 01"));
  CHECK(cut.size() == 6);
  CHECK(cut.back().name == "(cut)");
  CHECK(cut.back().meaning == "header of 8 bytes, 3 came");
}
