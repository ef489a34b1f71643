// Topic "framing": every opcode, reserved bit and length form (RFC 6455 5.2).
#include <array>
#include <string>

#include "text/counted.hpp"
#include "wscheck/case.hpp"
#include "wscheck/talk.hpp"

namespace ws101::wscheck {
namespace {

constexpr std::array<std::size_t, 18> kSizes = {0,   1,    2,     5,     124,   125,   126,   127,   128,
                                                129, 4096, 16384, 32767, 32768, 65535, 65536, 65537, 131072};

constexpr std::chrono::milliseconds kMoment{300};

std::string_view about_size(std::size_t size) {
  return size <= kMaxLength7 ? "the length fits in the 7 bits of the second byte"
         : size <= 0xFFFF    ? "126 in the second byte says that 16 bits of length follow"
                             : "127 in the second byte says that 64 bits of length follow";
}

void add_sizes(std::vector<Case>& cases) {
  for (const std::size_t size : kSizes) {
    const std::string count = counted(size, "byte");
    cases.push_back({"framing/text-" + std::to_string(size), "a text message of " + count + " comes back",
                     std::string(about_size(size)), "5.2", [size](Talk& peer) {
                       peer.says(text(letters(size)));
                       peer.hears(text(letters(size)));
                     }});
    cases.push_back({"framing/binary-" + std::to_string(size), "a binary message of " + count + " comes back",
                     std::string(about_size(size)), "5.2", [size](Talk& peer) {
                       peer.says(binary(octets(size)));
                       peer.hears(binary(octets(size)));
                     }});
  }
}

struct LongForm {
  const char* name;
  std::size_t size;
  LengthForm form;
};

constexpr std::array<LongForm, 7> kLongForms = {{
    {"0-in-16", 0, LengthForm::Bits16},
    {"5-in-16", 5, LengthForm::Bits16},
    {"125-in-16", 125, LengthForm::Bits16},
    {"0-in-64", 0, LengthForm::Bits64},
    {"125-in-64", 125, LengthForm::Bits64},
    {"126-in-64", 126, LengthForm::Bits64},
    {"65535-in-64", 65535, LengthForm::Bits64},
}};

// 5.2 binds the sender. No sentence tells the receiver to check, so that taking it is only noted.
void add_long_forms(std::vector<Case>& cases) {
  for (const LongForm& row : kLongForms) {
    const std::string bits = std::to_string(static_cast<int>(row.form)) + " bits";
    cases.push_back(
        {std::string("framing/length-") + row.name,
         "a length of " + std::to_string(row.size) + " written in " + bits + " is refused, or understood",
         "5.2 asks the sender for the shortest form; two ways to write one length help whoever smuggles",
         "5.2", [row](Talk& peer) {
           const Frame frame = text(letters(row.size));
           peer.says(with_form(frame, row.form));
           if (peer.refuses_or_hears(frame)) {
             peer.remark("refused");
           } else {
             peer.forgive("taken as if it were in its shortest form");
           }
         }});
  }
  cases.push_back({"framing/length-over-32-bits", "a length of 4 GiB and 5 bytes is not taken for 5",
                   "a 64-bit length that is kept in 32 bits loses its upper half", "5.2", [](Talk& peer) {
                     peer.says(with_length(text("Hello"), (std::uint64_t{1} << 32) + 5));
                     peer.listens(kMoment);
                     if (peer.messages_waiting() > 0)
                       fail("a message came back", "that it waits for the rest, or declines");
                     peer.remark(peer.close_came() || peer.ended() ? "declined" : "it waits for the rest");
                   }});
  cases.push_back({"framing/length-top-bit", "a 64-bit length with its top bit set fails the connection",
                   "read as a signed number it is negative: the classic way into a buffer", "5.2",
                   [](Talk& peer) {
                     peer.says(with_length(text("Hello"), (std::uint64_t{1} << 63) + 5));
                     peer.hears_failure_or_silence(CloseCode::ProtocolError,
                                                   "the most significant bit MUST be 0");
                   },
                   Peers::Both, Begin::Opened, false});
  cases.push_back({"framing/length-all-bits", "a 64-bit length of all ones fails the connection",
                   "added to a header size it wraps around to almost nothing", "5.2",
                   [](Talk& peer) {
                     peer.says(with_length(binary("Hello"), ~std::uint64_t{0}));
                     peer.hears_failure_or_silence(CloseCode::ProtocolError,
                                                   "the most significant bit MUST be 0");
                   },
                   Peers::Both, Begin::Opened, false});
}

struct Kind {
  const char* name;
  Opcode opcode;
};
constexpr std::array<Kind, 5> kKinds = {{{"text", Opcode::Text},
                                         {"binary", Opcode::Binary},
                                         {"close", Opcode::Close},
                                         {"ping", Opcode::Ping},
                                         {"pong", Opcode::Pong}}};

std::string rsv_words(unsigned rsv) {
  std::string words;
  for (unsigned bit = 0; bit < 3; ++bit) {
    if ((rsv & (4u >> bit)) != 0) words += (words.empty() ? "RSV" : " and RSV") + std::to_string(bit + 1);
  }
  return words;
}

void add_reserved_bits(std::vector<Case>& cases) {
  for (const Kind& kind : kKinds) {
    for (unsigned rsv = 1; rsv <= 7; ++rsv) {
      const std::string payload = kind.opcode == Opcode::Close ? close(1000).payload : "Hello";
      const Frame frame = with_rsv(Frame{kind.opcode, payload}, rsv);
      cases.push_back({std::string("framing/rsv-") + std::to_string(rsv) + "-" + kind.name,
                       rsv_words(rsv) + " set on a " + kind.name + " frame fails the connection",
                       "an extension that nobody negotiated would change what the payload means", "5.2",
                       [frame](Talk& peer) {
                         peer.says(frame);
                         peer.hears_failure(CloseCode::ProtocolError,
                                            "reserved bits MUST be 0 without an extension");
                       },
                       Peers::Both, Begin::Opened, false});
    }
  }
  for (unsigned rsv = 1; rsv <= 7; ++rsv) {
    cases.push_back(
        {"framing/rsv-" + std::to_string(rsv) + "-after-message",
         "a good message is answered, then " + rsv_words(rsv) + " in the same segment fails the connection",
         "what was right must not be lost with what is wrong", "5.2", [rsv](Talk& peer) {
           peer.says_together({text("good"), with_rsv(text("bad"), rsv)});
           peer.may_hear(text("good"));
           peer.hears_failure(CloseCode::ProtocolError, "reserved bits MUST be 0 without an extension");
         }});
  }
}

void add_opcodes(std::vector<Case>& cases) {
  for (const unsigned opcode : {3u, 4u, 5u, 6u, 7u, 11u, 12u, 13u, 14u, 15u}) {
    const std::string number = std::to_string(opcode);
    for (const bool fin : {true, false}) {
      Frame frame = with_opcode(opcode, "Hello");
      frame.fin = fin;
      cases.push_back({"framing/opcode-" + number + (fin ? "" : "-unfinished"),
                       "opcode " + number + (fin ? "" : " with FIN = 0") + " fails the connection",
                       "it is reserved: nobody can know what such a frame means", "5.2",
                       [frame](Talk& peer) {
                         peer.says(frame);
                         peer.hears_failure(CloseCode::ProtocolError,
                                            "an unknown opcode MUST fail the connection");
                       },
                       Peers::Both, Begin::Opened, false});
    }
    cases.push_back(
        {"framing/opcode-" + number + "-empty", "opcode " + number + " without payload fails the connection",
         "the opcode alone decides, not what follows it", "5.2",
         [opcode](Talk& peer) {
           peer.says_together({with_opcode(opcode), ping("still there?")});
           peer.hears_failure(CloseCode::ProtocolError, "an unknown opcode MUST fail the connection");
         },
         Peers::Both, Begin::Opened, false});
    cases.push_back({"framing/opcode-" + number + "-inside",
                     "opcode " + number + " between two fragments fails the connection",
                     "inside a message an unknown frame is as unknown as outside", "5.2",
                     [opcode](Talk& peer) {
                       peer.says_in_turn({unfinished(text("Hel")), with_opcode(opcode, "?")});
                       peer.hears_failure(CloseCode::ProtocolError,
                                          "an unknown opcode MUST fail the connection");
                     },
                     Peers::Both, Begin::Opened, false});
  }
}

}  // namespace

void add_framing(std::vector<Case>& cases) {
  add_sizes(cases);
  add_long_forms(cases);
  add_reserved_bits(cases);
  add_opcodes(cases);
}

}  // namespace ws101::wscheck
