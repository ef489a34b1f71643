#include "wsdump/cli/collect.hpp"

#include "support/catch.hpp"

using namespace ws101::wsdump;

namespace {

// What is said of these words, or "opened".
std::string said_of(std::vector<std::string_view> words) {
  Options options;
  options.words = std::move(words);
  std::vector<Input> inputs;
  return collect_inputs(options, inputs).value_or("opened");
}

bool ends_with(const std::string& text, std::string_view end) {
  INFO("said: " << text);
  CHECK(text.ends_with(end));
  return text.ends_with(end);
}

}  // namespace

TEST_CASE("words that are no bytes and no files are answered with the likeliest mistake", "[wsdump]") {
  const std::string capture = WS101_TEST_DATA "/captures/01-hello.pcapng";
  CHECK(said_of({"81", "00"}) == "opened");
  CHECK(said_of({capture}) == "opened");
  CHECK(ends_with(said_of({"lst", capture}), "Did you mean wsdump list?"));
  CHECK(ends_with(said_of({"hanshake", capture}), "Did you mean wsdump handshake?"));
  CHECK(ends_with(said_of({"chek", "no-such.pcap"}), "Did you mean wsdump check?"));
  CHECK(ends_with(said_of({"81", "O5", "48"}), "A letter O stands where a zero should be"));
  CHECK(said_of({"no-such.pcap"}) == "cannot open no-such.pcap: No such file or directory");
}
