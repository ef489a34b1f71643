#include "wsdump/rfc.hpp"

#include <algorithm>
#include <set>

#include "frame/violation.hpp"
#include "handshake/handshake_violation.hpp"
#include "support/catch.hpp"
#include "support/screen.hpp"

using namespace ws101;
using namespace ws101::wsdump;

TEST_CASE("every section that a rule cites is explained") {
  for (const ViolationInfo& rule : all_violations()) {
    INFO(rule.id << " cites " << rule.rfc << " " << rule.section);
    CHECK(find_rfc_section(std::string(rule.rfc) + " " + std::string(rule.section)) != nullptr);
  }
  for (std::size_t i = 0; i < kHandshakeViolations; ++i) {
    const HandshakeViolationFacts& rule = facts(static_cast<HandshakeViolation>(i));
    INFO(rule.id << " cites " << rule.rfc << " " << rule.section);
    CHECK(find_rfc_section(std::string(rule.rfc) + " " + std::string(rule.section)) != nullptr);
  }
  for (const char* section : {"5.1", "5.2", "5.3", "5.4", "5.5", "5.5.1", "5.5.2", "5.5.3", "5.6", "7692 6",
                              "7692 7.2.1", "7692 7.2.2", "3629 4"}) {
    INFO(section);
    CHECK(find_rfc_section(section) != nullptr);
  }
}

TEST_CASE("a section is found however it is written") {
  for (const char* wanted :
       {"5.4", "6455 5.4", "RFC 6455 5.4", "6455:5.4", "rfc6455/5.4", "section 5.4", "5.4."}) {
    INFO(wanted);
    const RfcSection* section = find_rfc_section(wanted);
    REQUIRE(section != nullptr);
    CHECK(section->section == "5.4");
  }
  CHECK(find_rfc_section("7692 7.2.1")->rfc == "7692");
  for (const char* wanted : {"", "5.99", "hello", "6455", "1", "99999999999999999999.9", "7692 5.4"}) {
    INFO(wanted);
    CHECK(find_rfc_section(wanted) == nullptr);
  }
}

TEST_CASE("a section that is not here leads to the nearest ones") {
  CHECK(unknown_rfc("5.9").find("5.8") != std::string::npos);
  CHECK(unknown_rfc("5.5.4").find("5.5.3") != std::string::npos);
  CHECK(unknown_rfc("7.4.3").find("7.4.2") != std::string::npos);
  CHECK(unknown_rfc("7692 7.2").find("7692 7.2.1") != std::string::npos);
  CHECK(unknown_rfc("4.2").find("4.2.1") != std::string::npos);
  CHECK(unknown_rfc("1234 5.6").find("`wsdump rfc`") != std::string::npos);
  for (const char* wanted : {"", "..", "\x1b[2J", "9.9.9.9.9.9", "99999999999999999999999"}) {
    CHECK(testing::wrong_on_screen(unknown_rfc(wanted).substr(0, 79)) != "a control byte");
  }
}

TEST_CASE("the texts fit a screen, are long enough to help, and stand in order") {
  std::set<std::string> seen;
  for (const RfcSection& section : rfc_sections()) {
    const std::string text = explain_rfc(section);
    INFO(text);
    testing::require_screen(text);
    CHECK(section.text.back() == '\n');
    CHECK(std::count(section.text.begin(), section.text.end(), '\n') <= 24);
    CHECK(section.text.size() > 40);
    CHECK(seen.insert(std::string(section.rfc) + " " + std::string(section.section)).second);
    CHECK(find_rfc_section(std::string(section.rfc) + " " + std::string(section.section)) == &section);
  }
  CHECK(seen.size() >= 60);
  testing::require_screen(list_rfc());
}
