// Reads Catch2's XML, which may be cut anywhere.
#include "catch_report.hpp"

#include <cstdlib>
#include <map>
#include <string_view>

namespace ws101::labs {
namespace {

std::string unescape(std::string_view text) {
  static const std::map<std::string_view, char> kNames = {
      {"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
  std::string out;
  while (!text.empty()) {
    const std::size_t semicolon = text[0] == '&' ? text.substr(0, 8).find(';') : std::string_view::npos;
    const auto name =
        semicolon == std::string_view::npos ? kNames.end() : kNames.find(text.substr(1, semicolon - 1));
    if (name == kNames.end()) {
      out += text[0];
      text.remove_prefix(1);
    } else {
      out += name->second;
      text.remove_prefix(semicolon + 1);
    }
  }
  return out;
}

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \n\t");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \n\t") - first + 1));
}

// One "<name a="b">" and the text up to the next one.
struct Element {
  std::string_view name;  // "/Section" for an end
  std::string_view attributes;
  std::string text;

  std::string attribute(std::string_view wanted) const {
    const std::size_t at = attributes.find(' ' + std::string(wanted) + "=\"");
    if (at == std::string_view::npos) return {};
    const std::size_t begin = at + wanted.size() + 3;
    return unescape(attributes.substr(begin, attributes.find('"', begin) - begin));
  }
};

bool next_element(std::string_view& xml, Element& element) {
  const std::size_t open = xml.find('<');
  const std::size_t close = xml.find('>', open);
  if (close == std::string_view::npos) return false;
  const std::string_view tag = xml.substr(open + 1, close - open - 1);
  const std::size_t end_of_name = std::min(tag.find_first_of(" \n/", 1), tag.size());
  element.name = tag.substr(0, end_of_name);
  element.attributes = tag.substr(end_of_name);
  const std::size_t next = std::min(xml.find('<', close), xml.size());
  element.text = trimmed(unescape(xml.substr(close + 1, next - close - 1)));
  xml.remove_prefix(next);
  return true;
}

class Reader {
 public:
  void take(const Element& element) {
    if (element.name == "TestCase") {
      report.begun = true;
      report.tags = element.attribute("tags");
    } else if (element.name == "OverallResult") {
      report.passed = element.attribute("success") == "true";
    } else if (!found_) {
      take_before_failure(element);
    } else if (inside_) {
      take_inside(element);
    }
  }
  CatchReport report;

 private:
  void take_before_failure(const Element& element) {
    if (element.name == "Section") report.sections.push_back(element.attribute("name"));
    if (element.name == "/Section" && !report.sections.empty()) report.sections.pop_back();
    if (element.name == "Info") report.notes.push_back(element.text);
    const bool failed = element.name == "Expression" && element.attribute("success") == "false";
    if (!failed && element.name != "Failure" && element.name != "Exception" &&
        element.name != "FatalErrorCondition")
      return;
    found_ = true;
    inside_ = failed;
    if (!failed) report.words = element.text;
    const std::string file = element.attribute("filename");  // absolute, or as seen from the build folder
    const std::size_t tests = file.rfind("/tests/");
    report.place =
        (tests == std::string::npos ? file : file.substr(tests + 1)) + ":" + element.attribute("line");
  }
  void take_inside(const Element& element) {
    if (element.name == "Original") report.original = element.text;
    if (element.name == "Expanded") report.expanded = element.text;
    if (element.name == "Exception" || element.name == "FatalErrorCondition") report.words = element.text;
    if (element.name == "/Expression") inside_ = false;
  }

  bool found_ = false;
  bool inside_ = false;
};

}  // namespace

CatchReport read_catch_xml(const std::string& text) {
  Reader reader;
  Element element;
  for (std::string_view rest = text; next_element(rest, element);) reader.take(element);
  return reader.report;
}

}  // namespace ws101::labs
