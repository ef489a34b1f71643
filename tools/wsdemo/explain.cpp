#include "wsdemo/explain.hpp"

#include <cstdio>
#include <functional>
#include <memory>

#include "wsdemo/frame_json.hpp"
#include "wsdump/cli/feed.hpp"
#include "wsdump/cli/options.hpp"
#include "wsdump/read/reading.hpp"
#include "wsdump/show/explain.hpp"
#include "wsdump/watch/analyser.hpp"

namespace ws101::demos {
namespace {

constexpr std::size_t kMaxExplained = std::size_t{512} << 10;  // characters; the rest is left out

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

// wsdump writes to a descriptor: here an unnamed file, from which the output is read back.
std::string explain(const std::function<void(wsdump::Analyser&)>& feed) {
  const std::unique_ptr<std::FILE, CloseFile> file(std::tmpfile());
  if (!file) return "no room for a temporary file";
  {
    const auto out = std::make_unique<wsdump::Output>(::fileno(file.get()));
    wsdump::ExplainStyle style;
    style.escape = EscapeStyle::Utf8;
    wsdump::ExplainView view(*out, style);
    wsdump::Analyser analyser(view, {});
    feed(analyser);
    view.summary(analyser.totals(), 0);
  }
  std::string text(kMaxExplained, '\0');
  std::rewind(file.get());
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  return text;
}

}  // namespace

std::variant<Explained, ExplainError> explain_pasted(std::string_view text) {
  if (text.size() > kMaxPasted)
    return ExplainError{"expected at most " + std::to_string(kMaxPasted) + " bytes of text"};
  const auto result = wsdump::read_text(text);
  if (const auto* error = std::get_if<wsdump::ReadError>(&result)) {
    return ExplainError{error->message + (error->hint.empty() ? "" : "; " + error->hint)};
  }
  const auto& reading = std::get<wsdump::Reading>(result);
  if (reading.is_capture)
    return ExplainError{"expected pasted text; a capture is read by the program wsdump"};
  const auto feed = [&](wsdump::Analyser& analyser) {
    wsdump::feed_reading(analyser, reading, wsdump::Options{});
  };
  FrameCollector collector(kMostDrawn);
  wsdump::AnalysisOptions keep;
  keep.keep_frame = kMostShown;
  wsdump::Analyser analyser(collector, keep);
  feed(analyser);
  return Explained{explain(feed), collector.take()};
}

}  // namespace ws101::demos
