#include "wsdemo/explain.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <functional>
#include <memory>

#include "net/file_descriptor.hpp"
#include "wsdemo/frame_json.hpp"
#include "wsdump/cli/feed.hpp"
#include "wsdump/cli/options.hpp"
#include "wsdump/read/reading.hpp"
#include "wsdump/show/explain.hpp"
#include "wsdump/watch/analyser.hpp"

namespace ws101::demos {
namespace {

constexpr std::size_t kMaxExplained = std::size_t{512} << 10;  // characters; the rest is left out

// An unnamed file, for this process alone: the commands of /terminal, which start meanwhile, must not inherit it.
FileDescriptor open_unnamed() {
  std::string name = "/tmp/ws101-" + std::string(6, 'X');  // mkostemp() replaces the letters
  FileDescriptor file(::mkostemp(name.data(), O_CLOEXEC));
  if (file.valid()) ::unlink(name.c_str());
  return file;
}

// The first `most` bytes of the file.
std::string read_back(int fd, std::size_t most) {
  std::string text(most, '\0');
  std::size_t size = 0;
  while (size < most) {
    const ssize_t count = ::pread(fd, text.data() + size, most - size, static_cast<off_t>(size));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    size += static_cast<std::size_t>(count);
  }
  text.resize(size);
  return text;
}

// wsdump writes to a descriptor: here an unnamed file, from which the output is read back.
std::string explain(const std::function<void(wsdump::Analyser&)>& feed) {
  const FileDescriptor file = open_unnamed();
  if (!file.valid()) return "no room for a temporary file";
  {
    const auto out = std::make_unique<wsdump::Output>(file.get());
    wsdump::ExplainStyle style;
    style.escape = EscapeStyle::Utf8;
    wsdump::ExplainView view(*out, style);
    wsdump::Analyser analyser(view, {});
    feed(analyser);
    view.summary(analyser.totals(), 0);
  }
  return read_back(file.get(), kMaxExplained);
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
