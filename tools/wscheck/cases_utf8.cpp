// Topic "utf8": text is UTF-8, and what is not fails the connection at the byte that decides (RFC 6455
// 5.6, 8.1).
#include <array>
#include <string>

#include "text/hex.hpp"
#include "wscheck/case.hpp"
#include "wscheck/talk.hpp"

namespace ws101::wscheck {
namespace {

using namespace std::string_view_literals;

struct Row {
  const char* name;
  std::string_view bytes;
  const char* words;
};

constexpr std::array<Row, 18> kValid = {{
    {"nul", "\0"sv, "U+0000"},
    {"7f", "\x7F"sv, "U+007F, the last of one byte"},
    {"80", "\xC2\x80"sv, "U+0080, the first of two bytes"},
    {"7ff", "\xDF\xBF"sv, "U+07FF, the last of two bytes"},
    {"800", "\xE0\xA0\x80"sv, "U+0800, the first of three bytes"},
    {"fff", "\xE0\xBF\xBF"sv, "U+0FFF, the last behind E0"},
    {"d7ff", "\xED\x9F\xBF"sv, "U+D7FF, the last before the surrogates"},
    {"e000", "\xEE\x80\x80"sv, "U+E000, the first behind the surrogates"},
    {"fffd", "\xEF\xBF\xBD"sv, "U+FFFD, the replacement character"},
    {"fffe", "\xEF\xBF\xBE"sv, "U+FFFE, a noncharacter"},
    {"ffff", "\xEF\xBF\xBF"sv, "U+FFFF, a noncharacter"},
    {"feff", "\xEF\xBB\xBFtext"sv, "U+FEFF, the byte order mark, which is not to be removed"},
    {"10000", "\xF0\x90\x80\x80"sv, "U+10000, the first of four bytes"},
    {"3ffff", "\xF0\xBF\xBF\xBF"sv, "U+3FFFF, the last behind F0"},
    {"10ffff", "\xF4\x8F\xBF\xBF"sv, "U+10FFFF, the last of all"},
    {"greek", "\xCE\xBA\xE1\xBD\xB9\xCF\x83\xCE\xBC\xCE\xB5"sv,
     "a Greek word of two and three bytes a letter"},
    {"emoji", "\xF0\x9F\x98\x80\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD"sv, "two emoji and a skin tone"},
    {"combining", "e\xCC\x81 is not \xC3\xA9"sv, "a combining accent, which is not to be composed"},
}};

constexpr std::array<Row, 38> kInvalid = {{
    {"80", "\x80"sv, "a continuation byte without a beginning"},
    {"bf", "\xBF"sv, "a continuation byte without a beginning"},
    {"c0-80", "\xC0\x80"sv, "NUL written in two bytes"},
    {"c0-af", "\xC0\xAF"sv, "a slash written in two bytes"},
    {"c1-bf", "\xC1\xBF"sv, "U+007F written in two bytes"},
    {"e0-80-80", "\xE0\x80\x80"sv, "NUL written in three bytes"},
    {"e0-80-af", "\xE0\x80\xAF"sv, "a slash written in three bytes"},
    {"e0-9f-bf", "\xE0\x9F\xBF"sv, "U+07FF written in three bytes"},
    {"f0-80-80-80", "\xF0\x80\x80\x80"sv, "NUL written in four bytes"},
    {"f0-80-80-af", "\xF0\x80\x80\xAF"sv, "a slash written in four bytes"},
    {"f0-8f-bf-bf", "\xF0\x8F\xBF\xBF"sv, "U+FFFF written in four bytes"},
    {"ed-a0-80", "\xED\xA0\x80"sv, "the first surrogate"},
    {"ed-ad-bf", "\xED\xAD\xBF"sv, "a high surrogate"},
    {"ed-b0-80", "\xED\xB0\x80"sv, "the first low surrogate"},
    {"ed-bf-bf", "\xED\xBF\xBF"sv, "the last surrogate"},
    {"pair", "\xED\xA0\xBD\xED\xB8\x80"sv, "an emoji as two surrogates, as UTF-16 would have it"},
    {"f4-90-80-80", "\xF4\x90\x80\x80"sv, "U+110000, one too many"},
    {"f4-bf-bf-bf", "\xF4\xBF\xBF\xBF"sv, "U+13FFFF, above the last"},
    {"f5", "\xF5\x80\x80\x80"sv, "F5, which begins nothing"},
    {"f7", "\xF7\xBF\xBF\xBF"sv, "F7, which begins nothing"},
    {"f8", "\xF8\x88\x80\x80\x80"sv, "a character of five bytes"},
    {"fc", "\xFC\x84\x80\x80\x80\x80"sv, "a character of six bytes"},
    {"fe", "\xFE"sv, "FE, which occurs nowhere"},
    {"ff", "\xFF"sv, "FF, which occurs nowhere"},
    {"c3-28", "\xC3("sv, "a bracket in place of the second byte"},
    {"e2-28-a1", "\xE2(\xA1"sv, "a bracket in place of the second byte of three"},
    {"e2-82-28", "\xE2\x82("sv, "a bracket in place of the third byte"},
    {"f0-28-8c-bc", "\xF0(\x8C\xBC"sv, "a bracket in place of the second byte of four"},
    {"f0-90-28-bc", "\xF0\x90(\xBC"sv, "a bracket in place of the third byte of four"},
    {"f0-9f-98-28", "\xF0\x9F\x98("sv, "a bracket in place of the fourth byte"},
    {"c3-c3-a9", "\xC3\xC3\xA9"sv, "a character that begins inside another"},
    {"e9", "caf\xE9 "sv, "a word in Latin-1"},
    {"cut-c3", "caf\xC3"sv, "a text that ends after the first of two bytes"},
    {"cut-e2", "\xE2"sv, "a text that ends after the first of three bytes"},
    {"cut-e2-82", "\xE2\x82"sv, "a text that ends after two of three bytes"},
    {"cut-f0", "\xF0"sv, "a text that ends after the first of four bytes"},
    {"cut-f0-9f", "\xF0\x9F"sv, "a text that ends after two of four bytes"},
    {"cut-f0-9f-98", "\xF0\x9F\x98"sv, "a text that ends after three of four bytes"},
}};

constexpr std::chrono::milliseconds kEarly{700};
constexpr const char* kRule = "text that is not UTF-8 MUST fail the connection (8.1)";

bool is_cut(const Row& row) {
  return std::string_view(row.name).starts_with("cut-");
}

void add_valid(std::vector<Case>& cases) {
  for (const Row& row : kValid) {
    const std::string character(row.bytes);
    cases.push_back({std::string("utf8/valid-") + row.name, std::string("text comes back: ") + row.words,
                     "text is bytes that happen to be UTF-8; all of Unicode is allowed", "5.6",
                     [character](Talk& peer) {
                       const Frame message = text("a" + character + "z");
                       peer.says(message);
                       peer.hears(message);
                     }});
    if (character.size() < 2) continue;
    cases.push_back({std::string("utf8/split-") + row.name,
                     std::string("text cut into fragments of one byte comes back: ") + row.words,
                     "a fragment may end inside a character: only the whole message is text", "5.6",
                     [character](Talk& peer) {
                       peer.says_in_turn(in_fragments(text(character), 1));
                       peer.hears(text(character));
                     }});
  }
  cases.push_back({"utf8/split-with-ping", "a character cut by a Ping between its fragments comes back",
                   "what the validator remembers belongs to the message, not to the last frame", "5.6",
                   [](Talk& peer) {
                     peer.says_in_turn({unfinished(text("\xF0\x9F")), ping("?"), continuation("\x98\x80")});
                     peer.hears(text("\xF0\x9F\x98\x80"));
                   }});
  cases.push_back({"utf8/white-space", "white space at both ends of a text comes back",
                   "a message is not a line: nobody asked to trim it", "5.6", [](Talk& peer) {
                     peer.says(text(" \t a b \r\n"));
                     peer.hears(text(" \t a b \r\n"));
                   }});
  cases.push_back(
      {"utf8/binary-any", "a binary message may hold any bytes", "only text is UTF-8", "5.6", [](Talk& peer) {
         std::string all;
         for (const Row& row : kInvalid) all += row.bytes;
         peer.says(binary(all));
         peer.hears(binary(all));
       }});
  cases.push_back({"utf8/binary-after-text", "a binary message after a text may hold any bytes",
                   "what was remembered of the text is gone", "5.6", [](Talk& peer) {
                     peer.says_in_turn({text("\xC3\xA9"), binary("\x80\xFF")});
                     peer.hears(text("\xC3\xA9"));
                     peer.hears(binary("\x80\xFF"));
                   }});
}

void add_invalid(std::vector<Case>& cases) {
  cases.push_back({"utf8/replaced", "a byte that is not UTF-8 is not replaced by U+FFFD",
                   "a text that is changed in silence is worse than one that is refused", "8.1",
                   [](Talk& peer) {
                     peer.says(text("a\xFFz"));
                     peer.listens_for_message(kEarly);
                     if (peer.messages_waiting() == 0) return;
                     if (peer.hears_message().payload.find("\xEF\xBF\xBD") == std::string::npos) {
                       fail("it goes on: a message came back", kRule);
                     }
                     fail("other bytes came back: U+FFFD in place of the wrong one", kRule);
                   }});
  for (const Row& row : kInvalid) {
    const std::string bytes(row.bytes);
    cases.push_back({std::string("utf8/invalid-") + row.name,
                     std::string("a text fails the connection: ") + row.words,
                     "whoever reads the text later would trip over it, or be tricked", "8.1",
                     [bytes, cut = is_cut(row)](Talk& peer) {
                       peer.says(text("a" + bytes + (cut ? "" : "z")));
                       peer.hears_failure(CloseCode::InvalidPayload, kRule);
                     },
                     Peers::Both, Begin::Opened, false});
  }
  for (const Row& row : kInvalid) {
    const std::string bytes(row.bytes);
    if (bytes.size() < 2 || is_cut(row)) continue;
    cases.push_back({std::string("utf8/fragmented-") + row.name,
                     std::string("a text in fragments of one byte fails the connection: ") + row.words,
                     "the character is the same, however the frames are cut", "8.1",
                     [bytes](Talk& peer) {
                       peer.says_in_turn(in_fragments(text(bytes), 1));
                       peer.hears_failure(CloseCode::InvalidPayload, kRule);
                     },
                     Peers::Both, Begin::Opened, false});
  }
}

// Autobahn's question, too: 8.1 says "when an endpoint is to interpret", so that late is lenient.
void add_fail_fast(std::vector<Case>& cases) {
  for (const char* const name : {"80", "c0-af", "e0-80-af", "ed-a0-80", "f4-90-80-80", "ff", "c3-28"}) {
    const Row* row = nullptr;
    for (const Row& each : kInvalid) {
      if (std::string_view(each.name) == name) row = &each;
    }
    const std::string bytes(row->bytes);
    for (const bool fragment : {true, false}) {
      cases.push_back(
          {std::string(fragment ? "utf8/early-fragment-" : "utf8/early-frame-") + name,
           std::string(fragment ? "an unfinished message fails at once: " : "half a frame fails at once: ") +
               row->words,
           "no byte that follows can repair it, and waiting costs memory", "8.1",
           [bytes, fragment](Talk& peer) {
             if (fragment) {
               peer.says(unfinished(text("good " + bytes)));
             } else {
               peer.says(with_length(text("good " + bytes), bytes.size() + 105));
             }
             if (!peer.fails_within(kEarly)) {
               peer.forgive("it waits for the rest of the " + std::string(fragment ? "message" : "frame"));
               fragment ? peer.says(continuation(" bad")) : peer.says_rest(letters(100), bytes.size() + 5);
             }
             peer.hears_failure(CloseCode::InvalidPayload, kRule);
           },
           Peers::Both, Begin::Opened, false});
    }
  }
}

}  // namespace

void add_utf8(std::vector<Case>& cases) {
  add_valid(cases);
  add_invalid(cases);
  add_fail_fast(cases);
}

}  // namespace ws101::wscheck
