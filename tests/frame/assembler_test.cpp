// From frames to messages: joining, limits, text, and where the bytes lie (RFC 6455 5.4, 8.1, 10.4).
#include "frame/assembler.hpp"

#include "support/splits.hpp"
#include "support/story.hpp"

namespace ws101::testing {
namespace {

struct Told {
  Opcode kind;
  Wire payload;
  std::uint64_t length;
  std::uint32_t fragments;
  bool valid_utf8;
  ViolationSet noted;
};

// A watcher's chain: decoder and assembler, both reporting. The input lies in `memory` as it came.
std::vector<Told> watch(const Wire& wire, const Split& split, const MessageLimits& limits = {}) {
  FrameDecoder decoder({Role::Client, 0}, OnViolation::Report);
  MessageAssembler assembler(limits, OnViolation::Report);
  std::vector<Told> told;
  Wire pending;
  for (const Bytes bytes_come : pieces_of(Bytes(wire), split)) {
    pending.insert(pending.end(), bytes_come.begin(), bytes_come.end());
    MutableBytes in = pending;
    for (auto result = decoder.next(in); std::holds_alternative<FramePiece>(result);
         result = decoder.next(in)) {
      const auto message = assembler.add(std::get<FramePiece>(result));
      if (std::holds_alternative<Violation>(message)) FAIL("a violation was returned under Report");
      if (const auto* whole = std::get_if<Message>(&message)) {
        told.push_back({whole->kind, Wire(whole->payload.begin(), whole->payload.end()), whole->length,
                        whole->fragments, whole->valid_utf8, assembler.take_noted()});
      }
    }
    assembler.detach();  // the memory goes away
    pending.erase(pending.begin(), pending.end() - static_cast<std::ptrdiff_t>(in.size()));
  }
  return told;
}

// Under Fail, frames given whole in their own memory.
FramePiece piece_of(int opcode, MutableBytes payload, bool fin = true) {
  FramePiece piece;
  piece.header.opcode = static_cast<Opcode>(opcode);
  piece.header.fin = fin;
  piece.header.length = payload.size();
  piece.payload = payload;
  piece.first = piece.last = true;
  return piece;
}

TEST_CASE("a message in one piece is not copied", "[rfc6455-5.4]") {
  MessageAssembler assembler;
  Wire payload = bytes("here");
  const auto result = assembler.add(piece_of(kText, payload));
  const Message& message = std::get<Message>(result);
  CHECK(message.payload.data() == payload.data());
  CHECK(message.payload.size() == 4);
  CHECK(message.length == 4);
  CHECK(message.fragments == 1);
  CHECK(message.kind == Opcode::Text);
  CHECK(message.valid_utf8);
  CHECK(assembler.capacity() == 0);
  CHECK_FALSE(assembler.in_message());
}

TEST_CASE("pieces of a frame that lie one behind the other are not copied", "[rfc6455-5.4]") {
  MessageAssembler assembler;
  Wire memory = noise(30);
  FramePiece piece = piece_of(kBinary, MutableBytes(memory).first(10));
  piece.header.length = 30;
  piece.last = false;
  CHECK(std::holds_alternative<NeedMore>(assembler.add(piece)));
  CHECK(assembler.capacity() == 0);
  piece.first = false;
  piece.payload = MutableBytes(memory).subspan(10);
  piece.last = true;
  const auto result = assembler.add(piece);
  CHECK(std::get<Message>(result).payload.data() == memory.data());
  CHECK(std::get<Message>(result).payload.size() == 30);
  CHECK(assembler.capacity() == 0);
}

TEST_CASE("fragments that lie apart are joined in storage", "[rfc6455-5.4]") {
  MessageAssembler assembler;
  Wire first = bytes("Hel");
  Wire second = bytes("lo");
  CHECK(std::holds_alternative<NeedMore>(assembler.add(piece_of(kText, first, false))));
  CHECK(assembler.in_message());
  CHECK(assembler.kind() == Opcode::Text);
  CHECK(assembler.length() == 3);
  const auto result = assembler.add(piece_of(kContinuation, second));
  const Message& message = std::get<Message>(result);
  CHECK(text_of(message.payload) == "Hello");
  CHECK(message.kind == Opcode::Text);
  CHECK(message.fragments == 2);
  CHECK(message.length == 5);
}

TEST_CASE("of one message nothing is left in the next", "[rfc6455-5.4]") {
  MessageAssembler assembler;
  for (const int opcode : {kText, kBinary, kText}) {
    for (const std::string_view word : {"longer", "short", ""}) {
      INFO("\"" << word << "\" in three fragments, opcode " << opcode);
      Wire pieces[] = {bytes(word), bytes("+"), bytes(word)};
      CHECK(std::holds_alternative<NeedMore>(assembler.add(piece_of(opcode, pieces[0], false))));
      CHECK(std::holds_alternative<NeedMore>(assembler.add(piece_of(kContinuation, pieces[1], false))));
      const auto result = assembler.add(piece_of(kContinuation, pieces[2]));
      REQUIRE(std::holds_alternative<Message>(result));
      const Message& message = std::get<Message>(result);
      CHECK(text_of(message.payload) == std::string(word) + "+" + std::string(word));
      CHECK(static_cast<int>(message.kind) == opcode);
      CHECK(message.fragments == 3);
      CHECK(message.length == 2 * word.size() + 1);
      CHECK_FALSE(assembler.in_message());
    }
  }
}

TEST_CASE("detach() keeps what lay in memory that is overwritten", "[rfc6455-5.4]") {
  MessageAssembler assembler;
  Wire memory = bytes("Hel");
  CHECK(std::holds_alternative<NeedMore>(assembler.add(piece_of(kText, memory, false))));
  assembler.detach();
  CHECK(assembler.capacity() >= 3);
  assembler.detach();
  memory = bytes("lo!");
  CHECK(text_of(std::get<Message>(assembler.add(piece_of(kContinuation, memory))).payload) == "Hello!");
}

TEST_CASE("bytes received into room() are not copied again", "[rfc6455-5.4]") {
  MessageAssembler assembler;
  Wire memory = bytes("begin ");
  FramePiece piece = piece_of(kBinary, memory, false);
  CHECK(std::holds_alternative<NeedMore>(assembler.add(piece)));
  const MutableBytes room = assembler.room(100);
  CHECK(room.size() == 100);
  std::copy_n(letters(100).begin(), 100, room.begin());
  const auto result = assembler.add(piece_of(kContinuation, room));
  const Message& message = std::get<Message>(result);
  CHECK(message.payload.data() + 6 == room.data());
  CHECK(Wire(message.payload.begin(), message.payload.end()) == bytes("begin ") + letters(100));
}

TEST_CASE("the limits are kept to the byte and to the frame",
          "[rfc6455-10.4][message-too-big][too-many-fragments]") {
  Wire memory = noise(11);
  const MutableBytes all(memory);
  {
    MessageAssembler assembler({.max_message = 10});
    CHECK(std::holds_alternative<Message>(assembler.add(piece_of(kBinary, all.first(10)))));
    CHECK(std::holds_alternative<NeedMore>(assembler.add(piece_of(kBinary, all.first(5), false))));
    CHECK(std::holds_alternative<Message>(assembler.add(piece_of(kContinuation, all.subspan(5, 5)))));
    CHECK(std::get<Violation>(assembler.add(piece_of(kBinary, all))) == Violation::MessageTooBig);
  }
  {
    MessageAssembler assembler({.max_message = 10});
    CHECK(std::holds_alternative<NeedMore>(assembler.add(piece_of(kBinary, all.first(5), false))));
    CHECK(std::get<Violation>(assembler.add(piece_of(kContinuation, all.first(6)))) ==
          Violation::MessageTooBig);
  }
  {
    MessageAssembler assembler({.max_fragments = 2});
    CHECK(std::holds_alternative<NeedMore>(assembler.add(piece_of(kBinary, {}, false))));
    CHECK(std::holds_alternative<Message>(assembler.add(piece_of(kContinuation, {}))));
  }
  {
    MessageAssembler assembler({.max_fragments = 2});
    CHECK(std::holds_alternative<NeedMore>(assembler.add(piece_of(kBinary, {}, false))));
    CHECK(std::holds_alternative<NeedMore>(assembler.add(piece_of(kContinuation, {}, false))));
    CHECK(std::get<Violation>(assembler.add(piece_of(kContinuation, {}))) == Violation::TooManyFragments);
  }
}

TEST_CASE("a length that would wrap the sum around is over the limit all the same",
          "[rfc6455-10.4][message-too-big]") {
  for (const std::uint64_t limit : {std::uint64_t{10}, UINT64_MAX - 1}) {
    MessageAssembler assembler({.max_message = limit});
    Wire memory = noise(5);
    CHECK(std::holds_alternative<NeedMore>(assembler.add(piece_of(kBinary, memory, false))));
    FramePiece piece = piece_of(kContinuation, {});
    piece.header.length = UINT64_MAX;
    piece.last = false;
    CHECK(std::get<Violation>(assembler.add(piece)) == Violation::MessageTooBig);
  }
}

TEST_CASE("a frame is judged by its header alone, before it is added",
          "[rfc6455-5.4][rfc6455-10.4][message-too-big][too-many-fragments][cont-without-start]"
          "[data-inside-message]") {
  MessageAssembler assembler({.max_message = 10, .max_fragments = 2});
  const auto judge = [&](int opcode, std::uint64_t length) {
    FrameHeader header;
    header.opcode = static_cast<Opcode>(opcode);
    header.length = length;
    return assembler.judge(header);
  };
  const auto is_only = [](const ViolationSet& found, Violation violation) {
    return found.size() == 1 && found.contains(violation);
  };
  CHECK(judge(kText, 10).empty());
  CHECK(is_only(judge(kBinary, 11), Violation::MessageTooBig));
  CHECK(is_only(judge(kBinary, UINT64_MAX), Violation::MessageTooBig));
  CHECK(is_only(judge(kContinuation, 0), Violation::ContinuationWithoutStart));
  CHECK_FALSE(assembler.in_message());

  Wire memory = noise(6);
  CHECK(std::holds_alternative<NeedMore>(assembler.add(piece_of(kBinary, memory, false))));
  CHECK(judge(kContinuation, 4).empty());
  CHECK(is_only(judge(kContinuation, 5), Violation::MessageTooBig));
  CHECK(is_only(judge(kText, 10), Violation::DataInsideMessage));
  CHECK(judge(kText, 11).size() == 2);
  CHECK(std::holds_alternative<NeedMore>(assembler.add(piece_of(kContinuation, {}, false))));
  CHECK(is_only(judge(kContinuation, 4), Violation::TooManyFragments));
  CHECK(judge(kContinuation, 5).first() == Violation::TooManyFragments);
  CHECK(assembler.length() == 6);
}

TEST_CASE("release_idle() keeps a message in progress", "[rfc6455-5.4]") {
  MessageAssembler assembler;
  Wire first = letters(1000);
  CHECK(std::holds_alternative<NeedMore>(assembler.add(piece_of(kText, first, false))));
  assembler.detach();
  assembler.release_idle();
  CHECK(assembler.capacity() >= 1000);
  Wire last = bytes(".");
  CHECK(std::get<Message>(assembler.add(piece_of(kContinuation, last))).payload.size() == 1001);
  assembler.release_idle();
  CHECK(assembler.capacity() == 0);
}

TEST_CASE("a watcher gets every message, and what was wrong with it",
          "[rfc6455-5.4][rfc6455-8.1][data-inside-message][cont-without-start][text-not-utf8]") {
  const Sender peer = server();
  const Wire wire = peer.begin_text("given up") + peer.text("new") + peer.end("of nothing") +
                    peer.frame(kText, hex("61 62 ff 63")) + peer.begin_text("cut \xE2\x82") + peer.end("") +
                    peer.text("fine");
  for (const Split& split : splits_of(wire.size())) {
    INFO("split: " << split.name);
    const std::vector<Told> told = watch(wire, split);
    REQUIRE(told.size() == 5);
    REQUIRE(told[0].payload == bytes("new"));
    REQUIRE(told[0].noted.contains(Violation::DataInsideMessage));
    REQUIRE(told[1].payload == bytes("of nothing"));
    REQUIRE(told[1].kind == Opcode::Binary);
    REQUIRE(told[1].noted.contains(Violation::ContinuationWithoutStart));
    REQUIRE(told[2].payload == hex("61 62 ff 63"));
    REQUIRE_FALSE(told[2].valid_utf8);
    REQUIRE(told[2].noted.contains(Violation::TextNotUtf8));
    REQUIRE(told[3].payload == bytes("cut \xE2\x82"));
    REQUIRE_FALSE(told[3].valid_utf8);
    REQUIRE(told[3].fragments == 2);
    REQUIRE(told[4].payload == bytes("fine"));
    REQUIRE(told[4].valid_utf8);
    REQUIRE(told[4].noted.empty());
  }
}

TEST_CASE("a watcher learns where the text broke", "[rfc6455-8.1][text-not-utf8]") {
  MessageAssembler assembler({}, OnViolation::Report);
  Wire first = bytes("abc");
  Wire second = hex("64 ff 65");
  CHECK(std::holds_alternative<NeedMore>(assembler.add(piece_of(kText, first, false))));
  CHECK(std::holds_alternative<Message>(assembler.add(piece_of(kContinuation, second))));
  CHECK(assembler.utf8_error_at() == 4);
  CHECK(assembler.take_noted().contains(Violation::TextNotUtf8));
  CHECK(assembler.take_noted().empty());
}

TEST_CASE("a watcher keeps the beginning of a message over the limit, the same in every split",
          "[rfc6455-10.4][message-too-big]") {
  const Wire payload = noise(300);
  const Sender peer = server();
  for (const std::uint64_t limit : {0u, 1u, 99u, 100u, 250u}) {
    for (const Wire& wire : {peer.binary(payload), peer.fragments(kBinary, payload, 100)}) {
      for (const Split& split : splits_of(wire.size())) {
        INFO("limit " << limit << ", split: " << split.name);
        const std::vector<Told> told = watch(wire + peer.text(""), split, {.max_message = limit});
        REQUIRE(told.size() == 2);
        REQUIRE(told[0].payload == payload.first(limit));
        REQUIRE(told[0].length == 300);
        REQUIRE(told[0].noted.contains(Violation::MessageTooBig));
        REQUIRE(told[1].payload.empty());
      }
    }
  }
}

}  // namespace
}  // namespace ws101::testing
