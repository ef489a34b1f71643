#include "browser/inspection.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "support/catch.hpp"

namespace ws101::testing {
namespace {

constexpr int kPhoneWidth = 390;
constexpr int kHighest = 2600;  // of a picture

int content_height(Page& page, int height) {
  const JsonValue value = page.evaluate("document.documentElement.scrollHeight");
  return value.number() == nullptr ? height : std::clamp(static_cast<int>(*value.number()), height, kHighest);
}

// Whether the page is wider than its window, which on a phone makes it wobble.
std::string overflow(Page& page, const std::string& name) {
  const JsonValue value = page.evaluate("document.documentElement.scrollWidth > innerWidth");
  return value.boolean() != nullptr && *value.boolean() ? name + ": wider than the window\n" : std::string();
}

std::string ask_axe(Page& page, const std::string& name) {
  const char* const path = std::getenv("WS101_AXE");
  if (path == nullptr || *path == '\0') {
    WARN("without axe-core, access to " << name << " was not checked");
    return {};
  }
  std::ifstream in(path, std::ios::binary);
  const std::string source{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  page.evaluate(source + "\n;0");
  return page.text(
      "axe.run(document, {resultTypes: ['violations']}).then(({violations}) => violations"
      ".filter(found => ['serious', 'critical'].includes(found.impact))"
      ".map(found => " +
      json_quote(name) +
      " + `: ${found.id}: ${found.help}: ` + found.nodes.map(node => node.target + ' ' + "
      "(node.any[0]?.message ?? '')).join('; ') + '\\n').join(''))");
}

}  // namespace

std::string inspect(Page& page, const std::string& name, int width, int height) {
  const auto look = [&](const std::string& as, int wide, bool dark) {
    page.show_at(wide, height, dark);
    const std::string wrong = overflow(page, as);
    page.screenshot(as, wide, content_height(page, height), dark);
    return wrong;
  };
  std::string wrong = look(name, width, false);
  wrong += ask_axe(page, name);
  wrong += look(name + "-dark", width, true);
  wrong += ask_axe(page, name + "-dark");
  wrong += look(name + "-phone", std::min(width, kPhoneWidth), true);
  page.show_at(width, height, false);
  return wrong;
}

}  // namespace ws101::testing
