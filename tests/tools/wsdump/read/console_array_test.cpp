// Typed arrays as the consoles of Chrome, Firefox and Safari copy them: whole, opened, and cut.
#include "pasted.hpp"

using namespace pasted;

namespace {

const std::string kItems = "129, 133, 55, 250, 33, 61, 127, 159, 77, 81, 88";

std::string numbered() {
  std::string out;
  const char* const items[] = {"129", "133", "55", "250", "33", "61", "127", "159", "77", "81", "88"};
  for (std::size_t i = 0; i < std::size(items); ++i) out += std::to_string(i) + ": " + items[i] + "\n";
  return out;
}

}  // namespace

TEST_CASE("console: properties among the elements are left out") {
  CHECK(all(read("Uint8Array(11) [" + kItems +
                 ", buffer: ArrayBuffer(11), byteLength: 11, byteOffset: 0, length: 11, "
                 "Symbol(Symbol.toStringTag): 'Uint8Array']")) == kHello);
  CHECK(all(read(
            "Int8Array(11) [-127, -123, 55, -6, 33, 61, 127, -97, 77, 81, 88, buffer: ArrayBuffer(11)]")) ==
        kHello);
  const auto safari = read("Uint8Array [" + kItems + "] (11)");
  CHECK(all(safari) == kHello);
  CHECK_FALSE(safari.incomplete);
}

TEST_CASE("console: the opened view counts, behind a preview or alone") {
  const std::string tail =
      "buffer: ArrayBuffer(11) {}\nbyteLength: 11\nbyteOffset: 0\nlength: 11\n"
      "Symbol(Symbol.toStringTag): \"Uint8Array\"\n[[Prototype]]: Object";
  CHECK(all(read("Uint8Array(11)\n" + numbered() + tail)) == kHello);
  CHECK(all(read("Uint8Array(11) [" + kItems + "]\n" + numbered() + tail)) == kHello);
  const auto firefox =
      read("Uint8Array(11) [ 129, 133, 55, \xe2\x80\xa6 ]\n\xe2\x80\x8b\n" + numbered() +
           "buffer: ArrayBuffer { byteLength: 11 }\nlength: 11\n<prototype>: Uint8ArrayPrototype");
  CHECK(all(firefox) == kHello);
  CHECK_FALSE(firefox.incomplete);
  CHECK(all(read("ArrayBuffer(11)\nbyteLength: 11\n[[Uint8Array]]: Uint8Array(11)\n" + numbered())) ==
        kHello);
}

TEST_CASE("console: what it cut is said") {
  for (const char* text :
       {"Uint8Array(11) [ 129, 133, 55, 250, 33, 61, 127, 159, 77, \xe2\x80\xa6 ]",
        "Uint8Array(11) [ 129, 133, 55, 250, 33, 61, 127, 159, 77, 2 more\xe2\x80\xa6 ]"}) {
    const auto cut = read(text);
    CHECK(all(cut) == kHello.substr(0, 18));
    CHECK(cut.incomplete);
  }
  CHECK(read("Uint8Array(11) [ 129, 133, 55, 2 more\xe2\x80\xa6 ]").missing == "8 more bytes");
}

TEST_CASE("console: numbers that do not count up are no opened view") {
  CHECK(refused("Uint8Array(3)\n0: 129\n2: 5\n1: 72\n").message.find("expected") != std::string::npos);
}
