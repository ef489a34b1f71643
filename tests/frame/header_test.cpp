// The header codec against an oracle written from the RFC's diagram, for all first two bytes (RFC 6455 5.2).
#include "frame/header.hpp"

#include <optional>
#include <vector>

#include "support/header_words.hpp"
#include "support/story.hpp"

namespace ws101::testing {
namespace {

// What is wrong with the first two bytes, as a list in the order of judgement; each line one sentence of the
// RFC.
std::vector<Violation> oracle(int first, int second, Role reader, int allowed_rsv) {
  const bool fin = first >= 0x80;
  const int rsv = first / 16 % 8;
  const int opcode = first % 16;
  const bool mask = second >= 0x80;
  const int length = second % 128;
  std::vector<Violation> wrong;
  for (int bit = 1; bit <= 4; bit *= 2) {
    if (rsv / bit % 2 == 1 && allowed_rsv / bit % 2 == 0) {
      wrong.push_back(Violation::ReservedBitSet);
      break;
    }
  }
  const bool control = opcode >= 8;
  const bool known = opcode == 0 || opcode == 1 || opcode == 2 || opcode == 8 || opcode == 9 || opcode == 10;
  if (!known) wrong.push_back(Violation::UnknownOpcode);
  if (reader == Role::Server && !mask) wrong.push_back(Violation::MaskMissing);
  if (reader == Role::Client && mask) wrong.push_back(Violation::MaskForbidden);
  if (control && !fin) wrong.push_back(Violation::ControlFragmented);
  if (control && length >= 126) wrong.push_back(Violation::ControlTooLong);
  if (first % 16 == 8 && length == 1) wrong.push_back(Violation::CloseLengthOne);
  return wrong;
}

ViolationSet set_of(const std::vector<Violation>& list) {
  ViolationSet set;
  for (const Violation violation : list) set.add(violation);
  return set;
}

std::string words(const ViolationSet& set) {
  std::string all;
  set.each([&](Violation violation) { all += (all.empty() ? "" : ", ") + std::string(info(violation).id); });
  return all.empty() ? "nothing" : all;
}

std::size_t header_size(int second) {
  const int length = second % 128;
  return (length < 126 ? 2u : length == 126 ? 4u : 10u) + (second >= 0x80 ? 4u : 0u);
}

TEST_CASE("each of the 65,536 first two bytes is judged as the oracle judges",
          "[rfc6455-5.1][rfc6455-5.2][rsv][opcode-reserved][client-unmasked][server-masked]"
          "[control-fragmented][control-too-long]") {
  for (const Role reader : kRoles) {
    for (const int allowed : {0, 4, 7}) {
      const HeaderRules rules{reader, static_cast<std::uint8_t>(allowed)};
      for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
          const std::vector<Violation> wrong = oracle(first, second, reader, allowed);
          const std::array<std::uint8_t, 2> head{static_cast<std::uint8_t>(first),
                                                 static_cast<std::uint8_t>(second)};
          if (judge_first_two(head[0], head[1], rules) != set_of(wrong)) {
            FAIL("judge_first_two(" << hex_of(head) << ") read by a " << word(reader) << "\n  gave     "
                                    << words(judge_first_two(head[0], head[1], rules)) << "\n  expected "
                                    << words(set_of(wrong)));
          }
          // One byte is never enough; two are, when something is wrong.
          if (!std::holds_alternative<NeedMore>(parse_header(Bytes(head).first(1), rules))) {
            FAIL("one byte was judged: " << hex_of(head));
          }
          const auto result = parse_header(head, rules);
          const auto* violation = std::get_if<Violation>(&result);
          if ((violation != nullptr) != !wrong.empty() || (violation != nullptr && *violation != wrong[0])) {
            FAIL("parse_header(" << hex_of(head) << ") read by a " << word(reader));
          }
          if (violation == nullptr &&
              std::holds_alternative<FrameHeader>(result) != (header_size(second) == 2)) {
            FAIL("parse_header(" << hex_of(head) << ") should " << (header_size(second) == 2 ? "" : "not ")
                                 << "be a whole header");
          }
        }
      }
    }
  }
}

// A header with these first two bytes, as it stands on the wire and as it is to be understood. What follows the two are
// counting bytes, or with `high` bytes with their top bits set: those that a careless program takes for negative.
struct Example {
  std::array<std::uint8_t, 14> wire;  // and more behind the header
  std::size_t size = 0;
  FrameHeader header;

  Example(int first, int second, bool high) : size(header_size(second)) {
    wire = {static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(second)};
    for (std::size_t i = 2; i < wire.size(); ++i)
      wire[i] = static_cast<std::uint8_t>((high ? 0xF0 : 0) + (i - 2));
    const int length7 = second % 128;
    header.fin = first >= 128;
    header.rsv = static_cast<std::uint8_t>(first / 16 % 8);
    header.opcode = static_cast<Opcode>(first % 16);
    header.masked = second >= 128;
    header.length = static_cast<std::uint64_t>(length7);
    if (length7 == 126) {
      header.length_form = LengthForm::Bits16;
      header.length = high ? 0xf0f1 : 0x0001;
    } else if (length7 == 127) {
      header.length_form = LengthForm::Bits64;
      header.length = high ? 0xf0f1f2f3f4f5f6f7 : 0x0001020304050607;
    }
    if (header.masked)
      std::copy_n(wire.begin() + static_cast<std::ptrdiff_t>(size - 4), 4, header.key.begin());
  }
};

template <class Run>
void for_every_first_two(Run run) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      for (const bool high : {false, true}) run(Example(first, second, high));
    }
  }
}

TEST_CASE("read_header takes every first two bytes apart and judges nothing", "[rfc6455-5.2]") {
  for_every_first_two([](const Example& example) {
    for (std::size_t cut = 0; cut < example.size; ++cut) {
      if (!std::holds_alternative<NeedMore>(read_header(Bytes(example.wire).first(cut)))) {
        FAIL(cut << " of " << example.size << " bytes were enough: " << hex_of(example.wire));
      }
    }
    const auto result = read_header(example.wire);
    if (!std::holds_alternative<FrameHeader>(result)) FAIL("needs more than " << hex_of(example.wire));
    if (const FrameHeader& header = std::get<FrameHeader>(result); header != example.header) {
      FAIL("read_header(" << hex_of(example.wire) << ")\n  gave     " << in_words(header) << "\n  expected "
                          << in_words(example.header));
    }
  });
}

TEST_CASE("every first two bytes are written as they stand in the header", "[rfc6455-5.2]") {
  for_every_first_two([](const Example& example) {
    std::array<std::uint8_t, kMaxHeaderSize> out;
    out.fill(0xA5);
    const std::size_t written = serialise_header(example.header, out);
    const Bytes expected = Bytes(example.wire).first(example.size);
    if (written != example.size || !std::equal(expected.begin(), expected.end(), out.begin())) {
      FAIL("serialise_header() of " << in_words(example.header) << "\n  wrote " << written << " bytes, <"
                                    << hex_of(Bytes(out).first(std::min(written, out.size())))
                                    << ">\n  expected " << example.size << " bytes, <" << hex_of(expected)
                                    << ">");
    }
  });
}

struct Length {
  int form;
  std::uint64_t length;
  std::optional<Violation> violation;
  std::size_t decides = 0;  // how many bytes of the header it takes to know that
};

const Length kLengths[] = {
    {7, 0, {}},
    {7, 1, {}},
    {7, 125, {}},
    {16, 0, Violation::LengthNotMinimal, 4},
    {16, 125, Violation::LengthNotMinimal, 4},
    {16, 126, {}},
    {16, 127, {}},
    {16, 128, {}},
    {16, 255, {}},
    {16, 256, {}},
    {16, 65535, {}},
    {64, 0, Violation::LengthNotMinimal, 8},
    {64, 125, Violation::LengthNotMinimal, 8},
    {64, 126, Violation::LengthNotMinimal, 8},
    {64, 65535, Violation::LengthNotMinimal, 8},
    {64, 65536, {}},
    {64, std::uint64_t{1} << 32, {}},
    {64, (std::uint64_t{1} << 63) - 1, {}},
    {64, std::uint64_t{1} << 63, Violation::LengthTopBitSet, 3},
    {64, UINT64_MAX, Violation::LengthTopBitSet, 3},
};

TEST_CASE("every length form at its borders, at every cut", "[rfc6455-5.2][length-msb][length-not-minimal]") {
  for (const Role reader : kRoles) {
    const HeaderRules rules{reader, 0};
    for (const Length& row : kLengths) {
      const Wire wire = peer_of(reader).header({.opcode = kBinary, .form = row.form, .claimed = row.length});
      INFO("a " << word(reader) << " reads " << hex_of(wire));
      for (std::size_t cut = 0; cut <= wire.size(); ++cut) {
        INFO("after " << cut << " bytes");
        const auto result = parse_header(Bytes(wire).first(cut), rules);
        if (row.violation && cut >= row.decides) {
          CHECK((std::holds_alternative<Violation>(result) && std::get<Violation>(result) == *row.violation));
        } else if (cut < wire.size()) {
          CHECK(std::holds_alternative<NeedMore>(result));
        } else {
          const FrameHeader& header = std::get<FrameHeader>(result);
          CHECK(header.length == row.length);
          CHECK(static_cast<int>(header.length_form) == row.form);
          CHECK(header.length_form == shortest_form(row.length));
          CHECK(judge_header(header, rules).empty());
        }
      }
      // Someone who only reads gets the header whatever is wrong with it, and the judgement apart.
      const auto read = read_header(wire);
      const FrameHeader& header = std::get<FrameHeader>(read);
      const ViolationSet judged = judge_header(header, rules);
      CHECK(judged.empty() == !row.violation);
      if (row.violation) CHECK(judged.first() == *row.violation);
      // What stands behind the header is not looked at.
      const Wire longer = wire + raw({0xFF, 0xFF});
      CHECK(std::get<FrameHeader>(read_header(longer)) == header);
    }
  }
}

TEST_CASE("the 64-bit form of a short length with its top bit clear is only not minimal",
          "[rfc6455-5.2][length-msb][length-not-minimal]") {
  const HeaderRules rules{Role::Client, 0};
  FrameHeader header;
  header.length_form = LengthForm::Bits64;
  header.length = UINT64_MAX;
  CHECK(judge_header(header, rules).first() == Violation::LengthTopBitSet);
  CHECK(judge_header(header, rules).size() == 1);
  header.length = 5;
  CHECK(judge_header(header, rules).first() == Violation::LengthNotMinimal);
  CHECK(judge_header(header, rules).size() == 1);
}

TEST_CASE("judge_header finds everything that is wrong at once",
          "[rfc6455-5.2][rsv][opcode-reserved][client-unmasked][control-fragmented][control-too-long]"
          "[length-not-minimal]") {
  FrameHeader header;
  header.fin = false;
  header.rsv = 2;
  header.opcode = static_cast<Opcode>(0xB);
  header.length_form = LengthForm::Bits16;
  header.length = 3;
  const ViolationSet found = judge_header(header, {Role::Server, 4});
  CHECK(found ==
        set_of({Violation::ReservedBitSet, Violation::UnknownOpcode, Violation::MaskMissing,
                Violation::ControlFragmented, Violation::ControlTooLong, Violation::LengthNotMinimal}));
}

TEST_CASE("a header written and parsed is the same header", "[rfc6455-5.2]") {
  for (const Role reader : kRoles) {
    for (const Length& row : kLengths) {
      if (row.violation) continue;
      for (const Opcode opcode : {Opcode::Continuation, Opcode::Text, Opcode::Binary, Opcode::Ping}) {
        if (is_control(opcode) && row.length > 125) continue;
        for (const bool fin : {false, true}) {
          for (std::uint8_t rsv = 0; rsv < 8; ++rsv) {
            FrameHeader header;
            header.fin = fin || is_control(opcode);
            header.rsv = rsv;
            header.opcode = opcode;
            header.masked = reader == Role::Server;
            if (header.masked) header.key = {0xDE, 0xAD, 0xBE, 0xEF};
            header.length = row.length;
            header.length_form = shortest_form(row.length);
            std::array<std::uint8_t, kMaxHeaderSize> out{};
            const std::size_t size = serialise_header(header, out);
            CHECK(size == header.size());
            const auto parsed = parse_header(Bytes(out).first(size), {reader, 7});
            REQUIRE(std::holds_alternative<FrameHeader>(parsed));
            CHECK(std::get<FrameHeader>(parsed) == header);
          }
        }
      }
    }
  }
}

TEST_CASE("a length too large for its form loses its upper bits") {
  FrameHeader header;
  header.length = 0x1234567;
  std::array<std::uint8_t, kMaxHeaderSize> out{};
  header.length_form = LengthForm::Bits16;
  CHECK(serialise_header(header, out) == 4);
  CHECK(Wire(out.begin(), out.begin() + 4) == hex("81 7e 45 67"));
  header.length_form = LengthForm::Bits7;
  CHECK(serialise_header(header, out) == 2);
  CHECK(Wire(out.begin(), out.begin() + 2) == hex("81 67"));
}

TEST_CASE("the shortest form", "[rfc6455-5.2]") {
  CHECK(shortest_form(0) == LengthForm::Bits7);
  CHECK(shortest_form(125) == LengthForm::Bits7);
  CHECK(shortest_form(126) == LengthForm::Bits16);
  CHECK(shortest_form(65535) == LengthForm::Bits16);
  CHECK(shortest_form(65536) == LengthForm::Bits64);
  CHECK(shortest_form(UINT64_MAX) == LengthForm::Bits64);
}

TEST_CASE("the first bytes of the RFC's examples", "[rfc6455-5.7]") {
  const auto masked = parse_header(hex("81 85 37 fa 21 3d 7f 9f 4d 51 58"), {Role::Server, 0});
  const FrameHeader& header = std::get<FrameHeader>(masked);
  CHECK(header.fin);
  CHECK(header.opcode == Opcode::Text);
  CHECK(header.length == 5);
  CHECK(header.key == MaskingKey{0x37, 0xfa, 0x21, 0x3d});
  CHECK(std::get<FrameHeader>(parse_header(hex("82 7e 01 00"), {Role::Client, 0})).length == 256);
  CHECK(std::get<FrameHeader>(parse_header(hex("82 7f 00 00 00 00 00 01 00 00"), {Role::Client, 0})).length ==
        65536);
}

}  // namespace
}  // namespace ws101::testing
