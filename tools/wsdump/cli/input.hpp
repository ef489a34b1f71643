// Opens an input, recognises its format, and feeds it to an analyser: once, or twice if it can be read again.
#pragma once

#include <csignal>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/file_descriptor.hpp"
#include "wsdump/capture/byte_source.hpp"
#include "wsdump/cli/feed.hpp"
#include "wsdump/cli/options.hpp"
#include "wsdump/watch/analyser.hpp"

namespace ws101::wsdump {

inline constexpr std::size_t kPeekBytes = std::size_t{64}
                                          << 10;  // read before the kind of an input is decided
inline constexpr std::size_t kMaxTextBytes = std::size_t{64} << 20;  // of an input that is text

// Set by the handler of SIGINT: the input ends there, the summary is still printed.
extern volatile std::sig_atomic_t interrupted;

enum class InputKind : std::uint8_t { Capture, NetLog, Har, RawStream, Text };

class Input {
 public:
  Input();
  ~Input();
  Input(Input&&) noexcept;
  Input& operator=(Input&&) noexcept;
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  // Each returns false and sets an error (one or two lines, safe to show) if the input cannot be opened or
  // recognised.
  bool open_file(std::string_view path, std::string_view format, std::string& error);  // "-": standard input
  bool open_words(std::string_view text, std::string_view format, std::string& error);

  const std::string& source() const { return source_; }
  const std::string& format() const { return format_; }
  const std::string& words() const { return words_; }
  const std::vector<std::string>& notes() const { return notes_; }
  InputKind kind() const { return kind_; }
  // It can be fed again, from the beginning.
  bool repeatable() const { return whole_ || regular_; }
  bool small() const { return whole_; }

  // A request in one input and the response to it in the other are one connection: then this input takes over the
  // other.
  bool join(Input& other);

  // Feeds all of it; stops early if `enough` returns true. `before_wait` is called before each read from a
  // pipe.
  FeedResult feed(Analyser& analyser, const Options& options, const std::function<bool()>& enough,
                  const std::function<void()>& before_wait, bool progress);

 private:
  std::vector<std::uint8_t> read_beginning(ByteSource& source);
  bool unpack(std::string& error);
  FeedResult feed_kind(Analyser& analyser, ByteSource& source, const Options& options,
                       const std::function<bool()>& enough);
  ByteSource& going_on() { return unpacking_ ? *unpacking_ : *raw_; }
  bool recognise(std::string_view format, std::string& error);
  bool read_all(std::string& error);
  bool read_as_text(std::string_view format, std::string& error);

  std::string source_;
  std::string format_;
  std::string words_;
  std::vector<std::string> notes_;
  InputKind kind_ = InputKind::Text;
  FileDescriptor opened_;  // none for standard input
  int descriptor_ = -1;
  bool regular_ = false;
  bool whole_ = false;  // all of it is in begin_
  std::uint64_t size_ = 0;
  std::vector<std::uint8_t> begin_;
  std::unique_ptr<ByteSource> raw_;        // the descriptor, after the bytes that were read
  std::unique_ptr<ByteSource> unpacking_;  // of a gzip file: its content after begin_
  std::unique_ptr<Reading> reading_;
};

}  // namespace ws101::wsdump
