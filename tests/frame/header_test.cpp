// The header codec against an oracle written from the RFC's diagram, for all first two bytes (RFC 6455 5.2).
#include "frame/header.hpp"

#include <algorithm>
#include <optional>
#include <string>
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

// Runs `judge` for all first two bytes, both readers and three sets of allowed bits.
template <class Judge>
void for_every_judgement(Judge judge) {
  for (const Role reader : kRoles) {
    for (const int allowed : {0, 4, 7}) {
      const HeaderRules rules{reader, static_cast<std::uint8_t>(allowed)};
      for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
          const std::array<std::uint8_t, 2> head{static_cast<std::uint8_t>(first),
                                                 static_cast<std::uint8_t>(second)};
          judge(head, rules, oracle(first, second, reader, allowed));
        }
      }
    }
  }
}

// judge_first_two() names these violations where the oracle does; what else it names is another test's business.
void judges(const std::vector<Violation>& asked) {
  for_every_judgement([&](const auto& head, const HeaderRules& rules, const std::vector<Violation>& wrong) {
    const ViolationSet given = judge_first_two(head[0], head[1], rules);
    for (const Violation violation : asked) {
      const bool expected = std::find(wrong.begin(), wrong.end(), violation) != wrong.end();
      if (given.contains(violation) != expected) {
        FAIL("judge_first_two(" << hex_of(head) << ") read by a " << word(rules.reader) << ", allowed bits "
                                << int{rules.allowed_rsv} << "\n  gave     " << words(given)
                                << "\n  expected " << words(set_of(wrong)));
      }
    }
  });
}

TEST_CASE("reserved bits and opcodes that nobody defined are told by the first byte", "[rfc6455-5.2]") {
  judges({Violation::ReservedBitSet, Violation::UnknownOpcode});
}

TEST_CASE("a mask that is missing or forbidden is told by the second byte", "[rfc6455-5.1]") {
  judges({Violation::MaskMissing, Violation::MaskForbidden});
}

TEST_CASE("what a control frame may not be is told by its two bytes", "[rfc6455-5.5]") {
  judges({Violation::ControlFragmented, Violation::ControlTooLong, Violation::CloseLengthOne});
}

TEST_CASE("each of the 65,536 first two bytes is judged as the oracle judges",
          "[rfc6455-5.1][rfc6455-5.2][rsv][opcode-reserved][client-unmasked][server-masked]"
          "[control-fragmented][control-too-long]") {
  for_every_judgement([](const auto& head, const HeaderRules& rules, const std::vector<Violation>& wrong) {
    const ViolationSet given = judge_first_two(head[0], head[1], rules);
    if (given != set_of(wrong)) {
      FAIL("judge_first_two(" << hex_of(head) << ") read by a " << word(rules.reader) << ", allowed bits "
                              << int{rules.allowed_rsv} << "\n  gave     " << words(given) << "\n  expected "
                              << words(set_of(wrong)));
    }
  });
}

using Parsed = std::variant<NeedMore, FrameHeader, Violation>;

std::string words(const Parsed& parsed) {
  if (const auto* violation = std::get_if<Violation>(&parsed)) return std::string(info(*violation).id);
  if (const auto* header = std::get_if<FrameHeader>(&parsed)) return "a header, " + in_words(*header);
  return "NeedMore";
}

// The bytes in a block of exactly their size: a read behind them is one that AddressSanitizer sees.
std::vector<std::uint8_t> alone(Bytes bytes) {
  return {bytes.begin(), bytes.end()};
}

TEST_CASE("parse_header says what the first two bytes decide, as soon as both are there",
          "[rfc6455-5.1][rfc6455-5.2]") {
  for_every_judgement([](const auto& head, const HeaderRules& rules, const std::vector<Violation>& wrong) {
    // One byte is never enough; two are, when something is wrong.
    const std::vector<std::uint8_t> one = alone(Bytes(head).first(1));
    if (const Parsed result = parse_header(one, rules); !std::holds_alternative<NeedMore>(result)) {
      FAIL("parse_header(" << hex_of(one) << ") read by a " << word(rules.reader) << "\n  gave     "
                           << words(result) << "\n  expected NeedMore: one byte decides nothing");
    }
    const Parsed result = parse_header(alone(head), rules);
    const bool whole = header_size(head[1]) == 2;
    const std::string expected = !wrong.empty() ? std::string(info(wrong[0]).id)
                                 : whole        ? "a header"
                                                : "NeedMore";
    if (!words(result).starts_with(expected)) {
      FAIL("parse_header(" << hex_of(head) << ") read by a " << word(rules.reader) << ", allowed bits "
                           << int{rules.allowed_rsv} << "\n  gave     " << words(result) << "\n  expected "
                           << expected);
    }
  });
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

// Cut anywhere a header needs more; whole it is what the example says. Examples that `chosen` takes.
template <class Choose>
void reads(Choose chosen) {
  for_every_first_two([&](const Example& example) {
    if (!chosen(example.header)) return;
    for (std::size_t cut = 0; cut < example.size; ++cut) {
      const auto result = read_header(alone(Bytes(example.wire).first(cut)));
      if (const auto* header = std::get_if<FrameHeader>(&result)) {
        FAIL("read_header(" << hex_of(Bytes(example.wire).first(cut)) << ")\n  gave     " << in_words(*header)
                            << "\n  expected NeedMore: " << cut << " of " << example.size
                            << " bytes are there");
      }
    }
    const Bytes whole = Bytes(example.wire).first(example.size);
    const auto result = read_header(alone(whole));
    const auto* header = std::get_if<FrameHeader>(&result);
    if (header == nullptr || *header != example.header) {
      FAIL("read_header(" << hex_of(whole) << ")\n  gave     "
                          << (header == nullptr ? "NeedMore" : in_words(*header)) << "\n  expected "
                          << in_words(example.header));
    }
  });
}

TEST_CASE("a header of two bytes is taken apart", "[rfc6455-5.2]") {
  reads([](const FrameHeader& header) { return header.size() == 2; });
}

TEST_CASE("a length of 16 bits is read", "[rfc6455-5.2]") {
  reads([](const FrameHeader& header) { return header.length_form == LengthForm::Bits16 && !header.masked; });
}

TEST_CASE("a length of 64 bits is read", "[rfc6455-5.2]") {
  reads([](const FrameHeader& header) { return header.length_form == LengthForm::Bits64 && !header.masked; });
}

TEST_CASE("a masking key is read behind a short length", "[rfc6455-5.2]") {
  reads([](const FrameHeader& header) { return header.length_form == LengthForm::Bits7 && header.masked; });
}

TEST_CASE("read_header takes every first two bytes apart and judges nothing", "[rfc6455-5.2]") {
  reads([](const FrameHeader&) { return true; });
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
        const Parsed result = parse_header(alone(Bytes(wire).first(cut)), rules);
        if (row.violation && cut >= row.decides) {
          CHECK(words(result) == info(*row.violation).id);
        } else if (cut < wire.size()) {
          CHECK(words(result) == "NeedMore");
        } else {
          INFO("gave " << words(result));
          REQUIRE(std::holds_alternative<FrameHeader>(result));
          const FrameHeader& header = std::get<FrameHeader>(result);
          CHECK(header.length == row.length);
          CHECK(static_cast<int>(header.length_form) == row.form);
          CHECK(header.length_form == shortest_form(row.length));
          CHECK(judge_header(header, rules).empty());
        }
      }
      // Someone who only reads gets the header whatever is wrong with it, and the judgement apart.
      const auto read = read_header(wire);
      REQUIRE(std::holds_alternative<FrameHeader>(read));
      const FrameHeader& header = std::get<FrameHeader>(read);
      const ViolationSet judged = judge_header(header, rules);
      CHECK(judged.empty() == !row.violation);
      if (row.violation) CHECK(judged.first() == *row.violation);
      // What stands behind the header is not looked at.
      const Wire longer = wire + raw({0xFF, 0xFF});
      const auto again = read_header(longer);
      REQUIRE(std::holds_alternative<FrameHeader>(again));
      CHECK(std::get<FrameHeader>(again) == header);
    }
  }
}

TEST_CASE("the 64-bit form of a short length with its top bit clear is only not minimal",
          "[rfc6455-5.2][length-msb][length-not-minimal]") {
  const HeaderRules rules{Role::Client, 0};
  FrameHeader header;
  header.length_form = LengthForm::Bits64;
  header.length = UINT64_MAX;
  CHECK(words(judge_header(header, rules)) == info(Violation::LengthTopBitSet).id);
  header.length = 5;
  CHECK(words(judge_header(header, rules)) == info(Violation::LengthNotMinimal).id);
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
  INFO("judge_header gave " << words(found));
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
            INFO("parse_header(" << hex_of(Bytes(out).first(size)) << ") gave " << words(parsed));
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
  const Parsed masked = parse_header(hex("81 85 37 fa 21 3d 7f 9f 4d 51 58"), {Role::Server, 0});
  INFO("gave " << words(masked));
  REQUIRE(std::holds_alternative<FrameHeader>(masked));
  const FrameHeader& header = std::get<FrameHeader>(masked);
  CHECK(header.fin);
  CHECK(header.opcode == Opcode::Text);
  CHECK(header.length == 5);
  CHECK(header.key == MaskingKey{0x37, 0xfa, 0x21, 0x3d});
  for (const auto& [wire, length] :
       {std::pair{hex("82 7e 01 00"), 256u}, std::pair{hex("82 7f 00 00 00 00 00 01 00 00"), 65536u}}) {
    const Parsed result = parse_header(wire, {Role::Client, 0});
    INFO("parse_header(" << hex_of(wire) << ") gave " << words(result));
    REQUIRE(std::holds_alternative<FrameHeader>(result));
    CHECK(std::get<FrameHeader>(result).length == length);
  }
}

}  // namespace
}  // namespace ws101::testing
