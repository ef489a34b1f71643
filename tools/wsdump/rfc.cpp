#include "wsdump/rfc.hpp"

#include <algorithm>
#include <vector>

#include "text/bytes.hpp"
#include "text/escape.hpp"
#include "text/wrap.hpp"
#include "wsdump/rfc/texts.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kMostQuoted = 40;
constexpr std::size_t kNearest = 4;

const std::vector<RfcSection>& all() {
  static const std::vector<RfcSection> sections = [] {
    std::vector<RfcSection> joined;
    for (const auto& part :
         {rfc6455_opening(), rfc6455_framing(), rfc6455_messages(), rfc6455_rest(), other_rfcs()}) {
      joined.insert(joined.end(), part.begin(), part.end());
    }
    return joined;
  }();
  return sections;
}

struct Wanted {
  std::string rfc = "6455";
  std::string section;
};

// "5.4", "6455 5.4", "RFC 7692 7.2.1", "7692:7.2.1", "rfc7692/7.2.1", "section 5.4", "5.4."
Wanted read(std::string_view text) {
  std::vector<std::string> numbers;
  std::string number;
  for (const char c : std::string(text) + " ") {
    if ((c >= '0' && c <= '9') || (c == '.' && !number.empty())) {
      number += c;
    } else if (!number.empty()) {
      number.erase(number.find_last_not_of('.') + 1);
      numbers.push_back(number);
      number.clear();
    }
  }
  Wanted wanted;
  if (numbers.size() == 1) wanted.section = numbers[0];
  if (numbers.size() >= 2) wanted = {numbers[0], numbers[1]};
  if (wanted.section.size() == 4 && wanted.section.find('.') == std::string::npos) {
    wanted = {wanted.section, ""};  // an RFC without a section
  }
  return wanted;
}

// The parts of a section number as comparable numbers.
std::vector<unsigned long> parts(std::string_view section) {
  std::vector<unsigned long> values(1);
  for (const char c : section) {
    if (c == '.') {
      values.push_back(0);
    } else {
      values.back() = std::min(values.back() * 10 + static_cast<unsigned long>(c - '0'), 1'000'000UL);
    }
  }
  return values;
}

std::size_t common_parts(std::string_view a, std::string_view b) {
  const auto left = parts(a);
  const auto right = parts(b);
  std::size_t count = 0;
  while (count < left.size() && count < right.size() && left[count] == right[count]) ++count;
  return count;
}

std::string full_name(const RfcSection& section) {
  return (section.rfc == "6455" ? "" : std::string(section.rfc) + " ") + std::string(section.section);
}

}  // namespace

std::span<const RfcSection> rfc_sections() {
  return all();
}

const RfcSection* find_rfc_section(std::string_view wanted_text) {
  const Wanted wanted = read(wanted_text);
  for (const RfcSection& section : all()) {
    if (section.rfc == wanted.rfc && section.section == wanted.section) return &section;
  }
  return nullptr;
}

std::string explain_rfc(const RfcSection& section) {
  return wrap("",
              "RFC " + std::string(section.rfc) + " " + std::string(section.section) + "   " +
                  std::string(section.title),
              2) +
         "\n" + std::string(section.text);
}

std::string list_rfc() {
  std::string text;
  std::string_view rfc;
  for (const RfcSection& section : all()) {
    if (section.rfc != rfc) {
      text += (rfc.empty() ? "RFC " : "\nRFC ") + std::string(section.rfc) + "\n";
      rfc = section.rfc;
    }
    std::string line = "  " + std::string(section.section);
    line.resize(std::max<std::size_t>(12, line.size() + 2), ' ');
    text += line + std::string(section.title) + "\n";
  }
  return text + "\nFor instance: wsdump rfc 5.4 (of RFC 6455), wsdump rfc 7692 7.2.1\n";
}

std::string unknown_rfc(std::string_view wanted_text) {
  const Wanted wanted = read(wanted_text);
  std::vector<const RfcSection*> nearest;
  for (const RfcSection& section : all()) {
    if (section.rfc == wanted.rfc) nearest.push_back(&section);
  }
  const std::string quoted = quote_text(bytes_of(wanted_text), wanted_text.size(), kMostQuoted);
  if (nearest.empty()) return "nothing here about section " + quoted + "; `wsdump rfc` lists what there is";

  // The more leading numbers agree, the nearer; among equals, the closer in the order of the document.
  const auto place = [&](const RfcSection* section) {
    return parts(section->section) < parts(wanted.section.empty() ? "0" : wanted.section);
  };
  const auto split = std::partition_point(nearest.begin(), nearest.end(), place) - nearest.begin();
  const auto distance = [&](std::size_t i) {
    const auto d = static_cast<std::ptrdiff_t>(i) - split;
    return d < 0 ? -d : d + 1;
  };
  std::vector<std::size_t> order(nearest.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const std::size_t in_a = common_parts(nearest[a]->section, wanted.section);
    const std::size_t in_b = common_parts(nearest[b]->section, wanted.section);
    return in_a != in_b ? in_a > in_b : distance(a) < distance(b);
  });
  order.resize(std::min(order.size(), kNearest));
  std::sort(order.begin(), order.end());
  std::string names;
  for (const std::size_t i : order) names += (names.empty() ? "" : ", ") + full_name(*nearest[i]);
  return "nothing here about section " + quoted + "; the nearest: " + names;
}

}  // namespace ws101::wsdump
