// Messages as lines and as files: messages.hpp says what they look like.
#include "wsdump/show/messages.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "text/escape.hpp"
#include "text/hex.hpp"
#include "wsdump/show/words.hpp"

namespace ws101::wsdump {
namespace {

std::string padded(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  return digits.size() < 4 ? std::string(4 - digits.size(), '0') + digits : digits;
}

}  // namespace

void MessagesView::connection(const ConnectionEvent& event) {
  ++connections_;
  conn_ = event.conn;
  if (event.client.empty() && event.name.empty() && connections_ == 1) return;
  out_ << (connections_ > 1 ? "\nConnection " : "Connection ") << event.conn << "  ";
  if (!event.name.empty()) {
    out_ << escape_text(bytes_of(event.name), 200) << '\n';
  } else {
    out_ << "client " << event.client << "  server " << event.server << '\n';
  }
}

void MessagesView::message(const MessageEvent& event) {
  if (event.conn != conn_) {
    conn_ = event.conn;
    out_ << "\nConnection " << event.conn << " goes on\n";
  }
  out_ << "Message " << event.n << "   " << json_name(event.from) << "   " << name(event.kind) << ", ";
  if (event.frame_count > 0) {  // a HAR file has messages without frames
    out_ << counted(event.frame_count, "frame") << " (";
    const std::size_t shown = std::min<std::size_t>(event.frames.size(), 6);
    for (std::size_t i = 0; i < shown; ++i) out_ << (i > 0 ? "+#" : "#") << event.frames[i];
    if (shown < event.frame_count) out_ << "+...";
    out_ << "), ";
  }
  out_ << counted(event.length, "byte");
  if (event.compressed) out_ << ", compressed (permessage-deflate): shown as it is";
  if (event.missing) out_ << ", not all of them captured";
  if (event.utf8 == std::optional<bool>(false)) out_ << ", NOT UTF-8 at byte " << event.utf8_error_at;
  out_ << '\n';
  const Bytes payload = event.payload.first(std::min(event.payload.size(), style_.bytes));
  if (payload.empty()) return;
  const bool text = event.kind == Opcode::Text && !event.compressed;
  const bool all = style_.bytes > 64;
  out_ << "    ";
  if (!all) {
    out_ << (text ? quote_text(payload, event.length, 76) : hex_text(payload, event.length, 76)) << '\n';
    return;
  }
  out_ << (text ? escape_text(payload, kUnlimited, EscapeStyle::Ascii) : hex(payload, " "));
  if (payload.size() < event.length)
    out_ << " ... (" << counted(event.length - payload.size(), "more byte") << ')';
  out_ << '\n';
}

void MessagesView::note(const NoteEvent& event) {
  out_ << "- " << wrapped(event.text, 2, 2) << '\n';
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
  const bool text = event.kind == Opcode::Text && !event.compressed;
  const char* const side = event.from == Direction::Client   ? "-c-"
                           : event.from == Direction::Server ? "-s-"
                                                             : "-u-";
  const std::string path =
      directory_ + "/conn" + std::to_string(event.conn) + side + padded(event.n) + (text ? ".txt" : ".bin");
  // O_NOFOLLOW: a link that waits in the directory under this name is not followed out of it.
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
