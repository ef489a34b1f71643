// Messages as lines and as files; messages.hpp describes their form.
#include "wsdump/show/messages.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "text/counted.hpp"
#include "text/escape.hpp"
#include "text/hex.hpp"
#include "wsdump/show/words.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kFramesShown = 6;
constexpr std::size_t kContentIndent = 4;
constexpr std::size_t kOneLine =
    64;  // a style that shows more bytes gives a message as many columns as it needs

std::string padded(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  return digits.size() < 4 ? std::string(4 - digits.size(), '0') + digits : digits;
}

}  // namespace

void MessagesView::message(const MessageEvent& event) {
  headings_.go_on(event.conn);
  std::string first = "Message " + std::to_string(event.n) + "   ";
  first.append(json_name(event.from)).append("   ");
  std::string line(name(event.kind));
  line += ", ";
  if (event.frame_count > 0) {  // a HAR file has messages without frames
    line += counted(event.frame_count, "frame") + " (";
    append_frames(line, event, kFramesShown);
    line += "), ";
  }
  append_length(line, event);
  if (event.utf8 == std::optional<bool>(false))
    line += ", NOT UTF-8 at byte " + std::to_string(event.utf8_error_at);
  put_wrapped(out_, first, line, kContentIndent);
  put_content(event);
  if (event.inflation != nullptr && !event.inflation->whole())
    put_wrapped(out_, std::string(kContentIndent, ' '), why_not_whole(*event.inflation), kContentIndent);
}

void MessagesView::put_content(const MessageEvent& event) {
  const Bytes payload = event.payload.first(std::min(event.payload.size(), bytes_));
  if (payload.empty()) return;
  std::string line(kContentIndent, ' ');
  if (bytes_ <= kOneLine) {
    append_content(line, event, payload, kScreenWidth - kContentIndent);
  } else {
    if (event.kind == Opcode::Text) {
      append_escaped(line, payload, kUnlimited, EscapeStyle::Ascii);
    } else {
      append_hex(line, payload, " ");
    }
    if (payload.size() < event.length) append_more_bytes(line, event.length - payload.size());
  }
  out_ << line << '\n';
}

void MessagesView::note(const NoteEvent& event) {
  put_wrapped(out_, "- ", event.text, 2);
}

bool MessageFiles::prepare(const std::string& directory, bool force, std::string& error) {
  std::error_code failed;
  std::filesystem::create_directories(directory, failed);
  if (failed) {
    error = "cannot make the directory " + directory + ": " + failed.message();
    return false;
  }
  const bool empty = std::filesystem::is_empty(directory, failed);
  if (failed) {
    error = "cannot read the directory " + directory + ": " + failed.message();
    return false;
  }
  if (!empty && !force) {
    error = "the directory " + directory + " is not empty: name a new one, or say --force";
    return false;
  }
  return true;
}

void MessageFiles::message(const MessageEvent& event) {
  if (!error_.empty()) return;
  const bool text = event.kind == Opcode::Text;
  const char* const side = event.from == Direction::Client   ? "-c-"
                           : event.from == Direction::Server ? "-s-"
                                                             : "-u-";
  const std::string path =
      directory_ + "/conn" + std::to_string(event.conn) + side + padded(event.n) + (text ? ".txt" : ".bin");
  // O_NOFOLLOW: a symbolic link in the directory with this name is not followed.
  const int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | (force_ ? O_TRUNC : O_EXCL);
  const int file = ::open(path.c_str(), flags, 0666);
  if (file < 0) {
    error_ = "cannot write " + path + ": " + std::strerror(errno);
    return;
  }
  Bytes rest = event.payload;
  while (!rest.empty()) {
    const ssize_t count = ::write(file, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      error_ = "cannot write " + path + ": " + std::strerror(errno);
      break;
    }
    rest = rest.subspan(static_cast<std::size_t>(count));
  }
  ::close(file);
  ++written_;
  if (event.payload.size() < event.length) ++cut_;
}

}  // namespace ws101::wsdump
