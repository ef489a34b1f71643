#include "wsdump/watch/message_tracker.hpp"

#include <string>

#include "support/catch.hpp"
#include "text/bytes.hpp"

using namespace ws101;
using namespace ws101::wsdump;

namespace {

// Gives whole frames, without a wire, to a tracker.
class Tracked {
 public:
  explicit Tracked(bool joined_midway = false) : tracker(1000, joined_midway) {}
  ViolationSet frame(Opcode opcode, bool fin, std::string_view payload, std::uint8_t rsv = 0) {
    bytes_.assign(payload.begin(), payload.end());
    FramePiece piece;
    piece.header.fin = fin;
    piece.header.opcode = opcode;
    piece.header.rsv = rsv;
    piece.header.length = payload.size();
    piece.payload = bytes_;
    piece.first = piece.last = true;
    ViolationSet found;
    if (tracker.begins(piece)) found = tracker.begin(++messages_, piece.header, 4);
    found.add(tracker.add(piece));
    tracker.detach();
    tracker.frame_told(++frames_);
    return found;
  }
  MessageEvent message() const {
    REQUIRE(tracker.done().has_value());
    MessageEvent event;
    tracker.describe(event);
    return event;
  }
  MessageTracker tracker;

 private:
  std::vector<std::uint8_t> bytes_;
  std::uint64_t messages_ = 0;
  std::uint64_t frames_ = 0;
};

}  // namespace

TEST_CASE("fragments make one message", "[wsdump][rfc6455-5.4]") {
  Tracked tracked;
  CHECK(tracked.frame(Opcode::Text, false, "Hel").empty());
  CHECK_FALSE(tracked.tracker.done().has_value());
  CHECK(tracked.tracker.unfinished());
  CHECK(tracked.frame(Opcode::Continuation, true, "lo").empty());
  const MessageEvent message = tracked.message();
  CHECK(message.n == 1);
  CHECK(text_of(message.payload) == "Hello");
  CHECK(message.frames.size() == 2);
  CHECK(message.frame_count == 2);
  CHECK(message.utf8 == std::optional<bool>(true));
  tracked.tracker.close();
  CHECK(tracked.frame(Opcode::Continuation, true, "x").contains(Violation::ContinuationWithoutStart));
}

TEST_CASE("a message that cuts another short", "[data-inside-message]") {
  Tracked tracked;
  tracked.frame(Opcode::Text, false, "Hel");
  const ViolationSet found = tracked.frame(Opcode::Binary, true, "x");
  CHECK(found.contains(Violation::DataInsideMessage));
  CHECK(found.contains(Violation::MessageUnfinished));
  CHECK(tracked.message().n == 2);
}

TEST_CASE("the place where a text breaks is known, in the message and in the frame", "[text-not-utf8]") {
  Tracked tracked;
  tracked.frame(Opcode::Text, false, "abcd\xe4");
  CHECK(tracked.tracker.ends_inside_character());
  CHECK(tracked.frame(Opcode::Continuation, true, "nope").contains(Violation::TextNotUtf8));
  const Utf8Error error = tracked.tracker.broken_text().error();
  CHECK(error.at == 5);
  CHECK(text_of(error.before) == "cd\xe4");
  CHECK(text_of(error.from_there) == "nope");
  CHECK(tracked.tracker.broken_text().in_frame() == 0);
  CHECK(tracked.message().utf8 == std::optional<bool>(false));
}

TEST_CASE("nothing is claimed about text that cannot be read", "[wsdump]") {
  SECTION("compressed") {
    Tracked tracked;
    CHECK(tracked.frame(Opcode::Text, true, "\xff", 4).empty());
    CHECK(tracked.message().compressed);
    CHECK_FALSE(tracked.message().utf8.has_value());
  }
  SECTION("reserved bits of unknown meaning") {
    Tracked tracked;
    CHECK(tracked.frame(Opcode::Text, true, "\xff", 2).empty());
    CHECK_FALSE(tracked.message().utf8.has_value());
  }
  SECTION("bytes of it are missing") {
    Tracked tracked;
    tracked.frame(Opcode::Text, false, "a");
    tracked.tracker.lose(3);
    CHECK(tracked.frame(Opcode::Continuation, true, "\x80").empty());
    CHECK(tracked.message().missing);
    CHECK(tracked.message().length == 5);
    CHECK_FALSE(tracked.message().utf8.has_value());
  }
  SECTION("its beginning was not seen") {
    Tracked tracked(true);
    CHECK(tracked.frame(Opcode::Continuation, false, "\x80").empty());
    CHECK_FALSE(tracked.tracker.unfinished());
    CHECK(tracked.frame(Opcode::Continuation, true, "x").empty());
    CHECK(tracked.message().missing);
  }
}

TEST_CASE("the first empty fragment of a message is noted", "[wsdump]") {
  Tracked tracked;
  tracked.frame(Opcode::Text, false, "");
  CHECK(tracked.tracker.note_empty_fragment());
  CHECK_FALSE(tracked.tracker.note_empty_fragment());
}
