#include "wsdump/finding.hpp"

namespace ws101::wsdump {

std::string_view name(Level level) {
  switch (level) {
    case Level::Error:
      return "error";
    case Level::Sender:
      return "sender";
    case Level::Warning:
      return "warning";
    case Level::Note:
      return "note";
  }
  return "note";
}

Finding make_finding(std::string_view id, Level level, std::string_view section, std::string text) {
  Finding finding;
  finding.id = id;
  finding.level = level;
  finding.section = section;
  finding.text = std::move(text);
  return finding;
}

Finding finding_of(Violation violation, const FrameHeader& header, const ViolationFacts& facts) {
  const ViolationInfo& rule = info(violation);
  Finding finding;
  finding.id = rule.id;
  finding.level = rule.severity == Severity::Error    ? Level::Error
                  : rule.severity == Severity::Sender ? Level::Sender
                                                      : Level::Warning;
  finding.rfc = rule.rfc;
  finding.section = rule.section;
  if (rule.close_code != CloseCode::NoStatus) finding.close_code = number(rule.close_code);
  finding.text = describe(violation, header, facts);
  return finding;
}

std::string citation(const Finding& finding) {
  std::string text = "[RFC " + finding.rfc + " " + finding.section;
  if (finding.close_code) text += ", close " + std::to_string(*finding.close_code);
  return text + "]";
}

}  // namespace ws101::wsdump
