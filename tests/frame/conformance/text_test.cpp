// Text, case by case (RFC 6455 sections 5.6 and 8.1).
#include "support/check.hpp"

namespace ws101::testing {
namespace {

// UTF-8 by the definition in RFC 3629 section 3, for any number: also for those that have no valid form.
void add_encoded(Wire& wire, std::uint32_t c) {
  std::array<std::uint8_t, 4> all{};
  std::size_t size = 0;
  const auto add = [&](std::uint32_t byte) { all[size++] = static_cast<std::uint8_t>(byte); };
  const auto tail = [&](int shift) { add(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) {
    add(c);
  } else if (c < 0x800) {
    add(0xC0 | c >> 6), tail(0);
  } else if (c < 0x10000) {
    add(0xE0 | c >> 12), tail(6), tail(0);
  } else {
    add(0xF0 | c >> 18), tail(12), tail(6), tail(0);
  }
  wire.insert(wire.end(), all.begin(), all.begin() + static_cast<std::ptrdiff_t>(size));
}

Wire encoded(std::uint32_t code_point) {
  Wire wire;
  add_encoded(wire, code_point);
  return wire;
}

bool is_surrogate(std::uint32_t code_point) {
  return code_point >= 0xD800 && code_point <= 0xDFFF;
}

struct Bad {
  const char* what;
  Wire text;
  std::size_t refused;  // index of the byte that decides; the text's size when only the end does
};

const std::vector<Bad>& bad_texts() {
  static const std::vector<Bad> kTexts = {
      {"a lone continuation byte", hex("80"), 0},
      {"the last continuation byte", hex("61 bf"), 1},
      {"C0, which only overlong forms have", hex("c0 80"), 0},
      {"C1, which only overlong forms have", hex("c1 bf"), 0},
      {"an overlong solidus in three bytes", hex("e0 80 af"), 1},
      {"an overlong form just under U+0800", hex("e0 9f bf"), 1},
      {"an overlong form in four bytes", hex("f0 80 80 af"), 1},
      {"an overlong form just under U+10000", hex("f0 8f bf bf"), 1},
      {"an overlong form in five bytes", hex("f8 80 80 80 af"), 0},
      {"an overlong form in six bytes", hex("fc 80 80 80 80 af"), 0},
      {"the first surrogate", hex("ed a0 80"), 1},
      {"the last surrogate", hex("ed bf bf"), 1},
      {"a pair of surrogates", hex("f0 9f 98 80 ed a0 bd ed b8 80"), 5},
      {"U+110000", hex("f4 90 80 80"), 1},
      {"far above U+10FFFF", hex("f5 80 80 80"), 0},
      {"FE", hex("68 69 fe"), 2},
      {"FF", hex("ff"), 0},
      {"a character of two bytes cut by ASCII", hex("c3 28"), 1},
      {"a character of three bytes cut by ASCII", hex("e2 82 28"), 2},
      {"a character of four bytes cut by another", hex("f0 9f 98 c3 a9"), 3},
      {"a bad byte behind long ASCII", letters(200) + hex("ff") + letters(30), 200},
      {"a bad byte behind long Greek", hex("ce ba") * 80 + hex("ce ce ba"), 161},
      {"two bytes cut off by the end", hex("61 c3"), 2},
      {"three bytes cut off by the end", hex("e2 82"), 2},
      {"four bytes cut off by the end", hex("f0 9f 98"), 3},
  };
  return kTexts;
}

TEST_CASE("U1 every code point of Unicode is accepted, noncharacters included",
          "[rfc6455-5.6][rfc6455-8.1]") {
  Wire all;
  for (std::uint32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
    if (!is_surrogate(code_point)) add_encoded(all, code_point);
  }
  Endpoint whole(Role::Server);
  whole.feed(client().text(text_of(all)));
  CHECK(whole.diary() == got(kText, all));
  // Fragments of 4,099 bytes, a prime, cut characters in all ways; segments cut them elsewhere again.
  Endpoint in_fragments(Role::Client);
  const Wire wire = server().fragments(kText, all, 4099);
  for (std::size_t at = 0; at < wire.size(); at += 3001) {
    in_fragments.feed(Bytes(wire).subspan(at, std::min<std::size_t>(3001, wire.size() - at)));
  }
  CHECK(in_fragments.diary() == got(kText, all));
}

TEST_CASE("U1 the borders of each length and the noncharacters", "[rfc6455-8.1]") {
  for (const Role role : kRoles) {
    for (const std::uint32_t code_point :
         {0x0u, 0x7Fu, 0x80u, 0x7FFu, 0x800u, 0xD7FFu, 0xE000u, 0xFDD0u, 0xFEFFu, 0xFFFDu, 0xFFFEu, 0xFFFFu,
          0x10000u, 0x1F600u, 0x1FFFEu, 0x1FFFFu, 0x10FFFEu, 0x10FFFFu}) {
      const Wire text = bytes("a") + encoded(code_point);
      check({.role = role}, peer_of(role).frame(kText, text), got(kText, text));
    }
  }
}

TEST_CASE("U1 a character cut between fragments, at every place", "[rfc6455-5.6]") {
  const Wire text = bytes("k") + encoded(0xE9) + encoded(0x20AC) + encoded(0x1F600) + encoded(0x10FFFF);
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    for (std::size_t first = 0; first <= text.size(); ++first) {
      for (std::size_t second = first; second <= text.size(); second += 2) {
        const Bytes all(text);
        const Wire wire = peer.frame(kText, all.first(first), false) + peer.ping("?") +
                          peer.frame(kContinuation, all.subspan(first, second - first), false) +
                          peer.frame(kContinuation, all.subspan(second), true);
        check({.role = role, .splits = SplitSet::Sweep}, wire, answered_ping("?") + got(kText, text));
      }
    }
  }
}

TEST_CASE("U1 binary messages may hold anything", "[rfc6455-5.6]") {
  for (const Role role : kRoles) {
    for (const Bad& bad : bad_texts()) {
      check({.role = role, .splits = SplitSet::Sweep}, peer_of(role).binary(bad.text), got_binary(bad.text));
    }
  }
}

TEST_CASE("U2 text that is not UTF-8 fails at the byte that decides it", "[rfc6455-8.1][text-not-utf8]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    for (const Bad& bad : bad_texts()) {
      INFO(bad.what);
      const Wire good = peer.text("good");
      const Wire wire = good + peer.frame(kText, bad.text);
      const std::size_t payload_at = good.size() + peer.header_size(bad.text.size());
      check_fails({.role = role}, wire, got_text("good"), Violation::TextNotUtf8,
                  payload_at + std::min(bad.refused + 1, bad.text.size()));
    }
  }
}

TEST_CASE("U2 a character cut off by the end of a fragmented message", "[rfc6455-8.1][text-not-utf8]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    for (const std::string_view cut : {"\xC3", "\xE2\x82", "\xF0\x9F\x98"}) {
      // The end is what decides: the header of an empty last fragment, or the last byte of its payload.
      const Wire begun = peer.begin_text(cut);
      const Wire last = peer.end("");
      check_fails({.role = role}, begun + last, {}, Violation::TextNotUtf8, begun.size() + last.size());
      const Wire split = peer.begin_text("ok") + peer.end(cut);
      check_fails({.role = role}, split, {}, Violation::TextNotUtf8, split.size());
    }
  }
}

TEST_CASE("U3 the invalid byte in the second of three fragments fails at once",
          "[rfc6455-8.1][text-not-utf8]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    for (const Bad& bad : bad_texts()) {
      if (bad.refused == bad.text.size()) continue;  // only the end of the message decides these
      INFO(bad.what);
      const Wire first = peer.begin_text("first ");
      const Wire wire = first + peer.frame(kContinuation, bad.text, false) + peer.end("last");
      check_fails({.role = role, .splits = SplitSet::Sweep}, wire, {}, Violation::TextNotUtf8,
                  first.size() + peer.header_size(bad.text.size()) + bad.refused + 1);
    }
  }
}

TEST_CASE("U3 a character begun in one fragment and spoilt in the next", "[rfc6455-8.1][text-not-utf8]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    const Wire first = peer.begin_text("\xE2\x82");
    const Wire wire = first + peer.more("") + peer.more("x") + peer.end("");
    check_fails({.role = role}, wire, {}, Violation::TextNotUtf8,
                first.size() + peer.more("").size() + peer.header_size(1) + 1);
  }
}

TEST_CASE("U3 the invalid byte in the first half of a frame whose rest has not come",
          "[rfc6455-8.1][text-not-utf8]") {
  for (const Role role : kRoles) {
    const Sender peer = peer_of(role);
    for (const std::size_t size : {200u, 2000u, 70000u, 400000u}) {
      const std::size_t bad_at = 150;
      Wire text = letters(size);
      text[bad_at] = 0xFF;
      const std::size_t decides = peer.header_size(size) + bad_at + 1;
      const Wire cut = peer.frame(kText, text).first(decides + 20);
      check_fails({.role = role}, cut, {}, Violation::TextNotUtf8, decides);
    }
  }
}

}  // namespace
}  // namespace ws101::testing
