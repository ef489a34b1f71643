// What a section of the standards requires, in our own words: `wsdump rfc 5.4`.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace ws101::wsdump {

struct RfcSection {
  std::string_view rfc;      // "6455", "7692", "3629"
  std::string_view section;  // "5.4"
  std::string_view title;
  std::string_view text;  // lines of at most 80 columns, ASCII, each with its line break
};

// In the order of the numbers.
std::span<const RfcSection> rfc_sections();

// Takes "5.4", "6455 5.4", "RFC 7692 7.2.1", "7692:7.2.1", "7692/7.2.1". A number alone is looked up in RFC
// 6455. Null if there is none.
const RfcSection* find_rfc_section(std::string_view wanted);

// The output for one section.
std::string explain_rfc(const RfcSection& section);

// The list that `wsdump rfc` prints.
std::string list_rfc();

// The message for a section that is not here, naming the nearest ones. One or two lines, safe to show.
std::string unknown_rfc(std::string_view wanted);

}  // namespace ws101::wsdump
