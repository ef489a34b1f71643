// Bytes that grow at the end.
#include "frame/byte_buffer.hpp"

#include <array>
#include <utility>

#include "support/story.hpp"

namespace ws101::testing {
namespace {

TEST_CASE("a new buffer is empty and owns nothing") {
  ByteBuffer buffer;
  CHECK(buffer.size() == 0);
  CHECK(buffer.capacity() == 0);
  CHECK(buffer.bytes().empty());
  CHECK(buffer.room(0).empty());
}

TEST_CASE("room() gives at least what is wanted, behind the content") {
  ByteBuffer buffer;
  buffer.append(bytes("abc"));
  for (const std::size_t wanted : {1u, 10u, 100u, 5000u}) {
    const MutableBytes room = buffer.room(wanted);
    CHECK(room.size() >= wanted);
    CHECK(room.data() == buffer.data() + 3);
    CHECK(room.size() == buffer.capacity() - buffer.size());
    CHECK(buffer.bytes().size() == 3);
  }
  CHECK(text_of(buffer.bytes()) == "abc");
}

TEST_CASE("what is written into room() belongs to the content after grow()") {
  ByteBuffer buffer;
  const MutableBytes room = buffer.room(4);
  std::copy_n(bytes("data").begin(), 4, room.begin());
  buffer.grow(4);
  CHECK(text_of(std::as_const(buffer).bytes()) == "data");
  CHECK(buffer.end() == buffer.data() + 4);
}

TEST_CASE("append() takes a million single bytes in few moves") {
  ByteBuffer buffer;
  const std::uint8_t* place = nullptr;
  int moves = 0;
  for (std::uint32_t i = 0; i < 1'000'000; ++i) {
    const std::uint8_t byte = static_cast<std::uint8_t>(i * 7);
    buffer.append(Bytes(&byte, 1));
    if (buffer.capacity() - buffer.size() == 0 || buffer.data() != place) moves += buffer.data() != place;
    place = buffer.data();
  }
  CHECK(buffer.size() == 1'000'000);
  CHECK(buffer.capacity() <= 1'500'000);
  CHECK(moves <= 64);
  bool right = true;
  for (std::uint32_t i = 0; i < 1'000'000; ++i) right &= buffer.data()[i] == static_cast<std::uint8_t>(i * 7);
  CHECK(right);
}

TEST_CASE("appending nothing is nothing, wherever nothing is") {
  ByteBuffer buffer;
  buffer.append({});
  CHECK(buffer.capacity() == 0);
}

TEST_CASE("clear() and truncate() keep the memory, release() gives it back") {
  ByteBuffer buffer;
  buffer.append(letters(100));
  const std::size_t capacity = buffer.capacity();
  buffer.truncate(10);
  CHECK(Wire(buffer.bytes().begin(), buffer.bytes().end()) == letters(10));
  buffer.clear();
  CHECK(buffer.size() == 0);
  CHECK(buffer.capacity() == capacity);
  buffer.append(bytes("again"));
  CHECK(text_of(buffer.bytes()) == "again");
  buffer.release();
  CHECK(buffer.size() == 0);
  CHECK(buffer.capacity() == 0);
  buffer.append(bytes("once more"));
  CHECK(text_of(buffer.bytes()) == "once more");
}

TEST_CASE("set_capacity() grows and shrinks around the content") {
  ByteBuffer buffer;
  buffer.append(letters(50));
  buffer.set_capacity(5000);
  CHECK(buffer.capacity() == 5000);
  buffer.set_capacity(50);
  CHECK(buffer.capacity() == 50);
  CHECK(Wire(buffer.bytes().begin(), buffer.bytes().end()) == letters(50));
}

// The sanitizers end the program where realloc() would say no.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define WS101_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define WS101_SANITIZED
#endif
#endif
#ifndef WS101_SANITIZED
TEST_CASE("memory that the system does not have is std::bad_alloc, and the content stays") {
  ByteBuffer buffer;
  buffer.append(bytes("kept"));
  // More than any address space holds; volatile keeps the compiler from judging the size itself.
  const volatile std::size_t absurd = SIZE_MAX / 2;
  CHECK_THROWS_AS(buffer.room(absurd), std::bad_alloc);
  CHECK(text_of(buffer.bytes()) == "kept");
}
#endif

TEST_CASE("a buffer moved to another place keeps its bytes where they are") {
  ByteBuffer first;
  first.append(bytes("moved"));
  const std::uint8_t* const place = first.data();
  const ByteBuffer second = std::move(first);
  CHECK(second.bytes().data() == place);
  CHECK(text_of(second.bytes()) == "moved");
}

}  // namespace
}  // namespace ws101::testing
