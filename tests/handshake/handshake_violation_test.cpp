// The table of violations.
#include "handshake/handshake_violation.hpp"

#include <set>
#include <string>

#include "handshake/http_response.hpp"
#include "support/catch.hpp"

using namespace ws101;

TEST_CASE("every violation has a name, a section, words and an answer that exists") {
  for (std::size_t i = 0; i < kHandshakeViolations; ++i) {
    CAPTURE(i);
    const HandshakeViolationFacts& row = facts(static_cast<HandshakeViolation>(i));
    CHECK((row.id.substr(0, 3) == "hs-" || row.id == "pmd-param"));
    CHECK_FALSE(row.rfc.empty());
    CHECK_FALSE(row.section.empty());
    CHECK_FALSE(row.words.empty());
    CHECK((row.status == 0 || reason_phrase(row.status) != "Unknown"));
  }
}

TEST_CASE("the names that programs know are all there") {
  std::set<std::string> ids;
  for (std::size_t i = 0; i < kHandshakeViolations; ++i) {
    ids.emplace(facts(static_cast<HandshakeViolation>(i)).id);
  }
  for (const char* id :
       {"hs-method", "hs-version", "hs-host", "hs-upgrade", "hs-connection", "hs-key", "hs-ws-version",
        "hs-status", "hs-accept", "hs-extension", "hs-subprotocol", "hs-line-ending", "pmd-param"}) {
    CAPTURE(id);
    CHECK(ids.count(id) == 1);
  }
}
