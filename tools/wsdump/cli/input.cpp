// From a path or words to bytes for the analyser; input.hpp is the specification.
#include "wsdump/cli/input.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>

#include "text/escape.hpp"
#include "text/utf8.hpp"
#include "wsdump/capture/container.hpp"
#include "wsdump/capture/gzip_source.hpp"
#include "wsdump/capture/json_input.hpp"
#include "wsdump/capture/pcap.hpp"
#include "wsdump/cli/feed.hpp"
#include "wsdump/read/heads/head_streams.hpp"
#include "wsdump/read/reading.hpp"

namespace ws101::wsdump {

volatile std::sig_atomic_t interrupted = 0;

namespace {

// Calls back before it waits for more, and reports the progress in a long file.
class WatchedSource : public ByteSource {
 public:
  WatchedSource(ByteSource& source, const std::function<void()>& before_wait, std::uint64_t progress_of)
      : source_(source), before_wait_(before_wait), total_(progress_of) {}
  ~WatchedSource() override {
    if (shown_) std::fputs("\r\x1b[K", stderr);
  }
  std::size_t read(std::span<std::uint8_t> into) override {
    if (before_wait_) before_wait_();
    const std::size_t count = source_.read(into);
    done_ += count;
    if (total_ > 0 && done_ >= next_look_) show();
    return count;
  }
  std::string error() const override { return source_.error(); }

 private:
  void show() {
    next_look_ = done_ + (std::uint64_t{4} << 20);
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < std::chrono::milliseconds(500)) return;
    last_ = now;
    shown_ = true;
    std::fprintf(stderr, "\rwsdump: %3u%% of %llu MB", static_cast<unsigned>(done_ * 100 / total_),
                 static_cast<unsigned long long>(total_ / 1000000));
  }

  ByteSource& source_;
  const std::function<void()>& before_wait_;
  std::uint64_t total_;
  std::uint64_t done_ = 0;
  std::uint64_t next_look_ = 0;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
  bool shown_ = false;
};

// Control bytes that no text has, or bytes that are not UTF-8. The last character of what was read may be cut.
bool looks_like_text(Bytes bytes, bool cut) {
  for (const std::uint8_t byte : bytes) {
    if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != 0x1b)
      return false;
  }
  Utf8Validator validator;
  return validator.feed(bytes) == bytes.size() && (cut || validator.complete());
}

bool has_utf16_mark(Bytes bytes) {
  return bytes.size() >= 2 &&
         ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF));
}

std::string shown(std::string_view text) {
  return escape_text(bytes_of(text), 200);
}

}  // namespace

Input::Input() = default;
Input::~Input() = default;
Input::Input(Input&&) noexcept = default;
Input& Input::operator=(Input&&) noexcept = default;

bool Input::open_file(std::string_view path, std::string_view format, std::string& error) {
  source_ = path;
  if (path == "-") {
    descriptor_ = STDIN_FILENO;
  } else {
    opened_ = FileDescriptor(::open(source_.c_str(), O_RDONLY | O_CLOEXEC));
    descriptor_ = opened_.get();
    if (descriptor_ < 0) {
      error = "cannot open " + shown(path) + ": " + std::strerror(errno);
      return false;
    }
  }
  struct stat about {};
  if (::fstat(descriptor_, &about) == 0) {
    if (S_ISDIR(about.st_mode)) {
      error = shown(path) + " is a directory: name a file";
      return false;
    }
    regular_ = S_ISREG(about.st_mode) && ::lseek(descriptor_, 0, SEEK_CUR) == 0;
    size_ = regular_ ? static_cast<std::uint64_t>(about.st_size) : 0;
  }
  raw_ = std::make_unique<DescriptorSource>(descriptor_, &interrupted);
  begin_ = read_beginning(*raw_);
  if (!raw_->error().empty()) {
    error = "cannot read " + shown(path) + ": " + raw_->error();
    return false;
  }
  if (begins_gzip(begin_) && !unpack(error)) return false;
  return recognise(format, error);
}

// A live capture is recognised by its first bytes, and may then be silent for a long time.
std::vector<std::uint8_t> Input::read_beginning(ByteSource& source) {
  std::vector<std::uint8_t> begin(kPeekBytes);
  std::size_t have = 0;
  whole_ = false;
  while (have < kPeekBytes && !whole_) {
    const std::size_t count = source.read(MutableBytes(begin).subspan(have));
    have += count;
    whole_ = count == 0;
    if (!regular_ && have >= 4 && !capture_format(Bytes(begin).first(have)).empty()) break;
  }
  begin.resize(have);
  return begin;
}

// From here on the input is the content of the gzip file: its beginning replaces the bytes that were read.
bool Input::unpack(std::string& error) {
  unpacking_ = std::make_unique<GzipSource>(std::make_unique<PrefixedSource>(std::move(begin_), *raw_));
  begin_ = read_beginning(*unpacking_);
  notes_.emplace_back("unpacked with gzip");
  if (!begin_.empty() || unpacking_->error().empty()) return true;
  error = shown(source_) + ": " + unpacking_->error();
  return false;
}

bool Input::open_words(std::string_view text, std::string_view format, std::string& error) {
  source_ = "arguments";
  whole_ = true;
  begin_.assign(text.begin(), text.end());
  return read_as_text(format, error);
}

bool Input::recognise(std::string_view format, std::string& error) {
  const Bytes begin(begin_);
  std::string_view found = capture_format(begin);
  if (format == "pcap" || format == "pcapng") {
    if (found != format) {
      error =
          shown(source_) + ": expected a " + std::string(format) + " file, but it does not begin like one";
      return false;
    }
  } else if (format == "netlog" || format == "har") {
    found = format;
  } else if (format.empty() && found.empty()) {
    found = json_capture_format(begin);
  } else if (!format.empty()) {
    found = {};
  }
  format_ = found;
  if (found == "netlog" || found == "har") {
    kind_ = found == "har" ? InputKind::Har : InputKind::NetLog;
    words_ = found == "har" ? "a HAR file: messages only, it has no frames" : "a net-log";
    return true;
  }
  if (!found.empty()) {
    kind_ = InputKind::Capture;
    words_ = "a " + format_ + " capture";
    return true;
  }
  if (format.empty()) {
    if (const auto container = find_container(text_of(begin), shown(source_))) {
      error = shown(source_) + ": this is " + std::string(container->name) + " (" + container->way_out + ")";
      return false;
    }
  }
  const bool text = looks_like_text(begin, !whole_) || has_utf16_mark(begin);
  if (!whole_ && (format == "raw" || (format.empty() && !text))) {
    kind_ = InputKind::RawStream;
    format_ = "raw";
    words_ = "raw bytes";
    return true;
  }
  return read_all(error) && read_as_text(format, error);
}

bool Input::read_all(std::string& error) {
  if (whole_) return true;
  std::vector<std::uint8_t> block(kPeekBytes);
  while (const std::size_t count = going_on().read(block)) {
    begin_.insert(begin_.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(count));
    if (begin_.size() > kMaxTextBytes) {
      error = shown(source_) + ": text of more than " + std::to_string(kMaxTextBytes >> 20) +
              " MiB: cut it, or give the bytes themselves (--format raw)";
      return false;
    }
  }
  whole_ = true;
  return true;
}

bool Input::read_as_text(std::string_view format, std::string& error) {
  ReadOptions options;
  options.format = format;
  auto result = read_text(text_of(Bytes(begin_)), options);
  if (const auto* failure = std::get_if<ReadError>(&result)) {
    error = source_ == "arguments" ? "" : shown(source_);
    if (failure->line > 0) error += (error.empty() ? "line " : ":") + std::to_string(failure->line);
    if (failure->column > 0) error += ":" + std::to_string(failure->column);
    error += (error.empty() ? "" : ": ") + failure->message;
    if (!failure->hint.empty()) error += " (" + failure->hint + ")";
    return false;
  }
  reading_ = std::make_unique<Reading>(std::move(std::get<Reading>(result)));
  kind_ = InputKind::Text;
  format_ = reading_->format;
  words_ = reading_->words;
  notes_.insert(notes_.end(), reading_->notes.begin(), reading_->notes.end());
  begin_ = {};
  return true;
}

bool Input::join(Input& other) {
  if (!reading_ || !other.reading_ || !input::join_heads(*reading_, *other.reading_)) return false;
  source_ += " and " + other.source_;
  words_ = reading_->words;
  notes_ = reading_->notes;
  return true;
}

FeedResult Input::feed(Analyser& analyser, const Options& options, const std::function<bool()>& enough,
                       const std::function<void()>& before_wait, bool progress) {
  std::unique_ptr<ByteSource> source;
  if (whole_) {
    source = std::make_unique<MemorySource>(begin_);
  } else if (regular_) {
    ::lseek(descriptor_, 0, SEEK_SET);
    source = std::make_unique<DescriptorSource>(descriptor_, &interrupted);
    if (unpacking_) source = std::make_unique<GzipSource>(std::move(source));
  } else {
    source = std::make_unique<PrefixedSource>(std::move(begin_), going_on());
  }
  const std::function<void()> nothing;
  WatchedSource watched(*source, regular_ ? nothing : before_wait,
                        progress && !unpacking_ && size_ > kProgressAbove ? size_ : 0);
  FeedResult result = feed_kind(analyser, watched, options, enough);
  const std::string damage = !unpacking_ ? "" : whole_ ? unpacking_->error() : source->error();
  if (!damage.empty()) {
    result.problem = damage;
    analyser.input_incomplete();
  }
  return result;
}

FeedResult Input::feed_kind(Analyser& analyser, ByteSource& source, const Options& options,
                            const std::function<bool()>& enough) {
  switch (kind_) {
    case InputKind::Text:
      return feed_reading(analyser, *reading_, options);
    case InputKind::Capture:
      return feed_capture(analyser, source, options, enough);
    case InputKind::NetLog:
      return feed_netlog(analyser, source);
    case InputKind::Har:
      return feed_har(analyser, source);
    case InputKind::RawStream:
      return feed_raw(analyser, source, options, enough);
  }
  return {};
}

}  // namespace ws101::wsdump
