// Counts, and keeps the line it is in and the first bytes.
#include "wsdump/watch/http_body.hpp"

#include <algorithm>
#include <charconv>

namespace ws101::wsdump {
namespace {

constexpr std::uint64_t kMaxBody = std::uint64_t{1} << 60;  // longer ones are taken for mistakes
constexpr std::size_t kMaxLine = 1000;
constexpr std::uint64_t kChunkEnd = 2;  // CR LF behind a chunk

std::optional<std::uint64_t> number(std::string_view text, int base) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value, base);
  if (error != std::errc() || stop != end || value > kMaxBody) return std::nullopt;
  return value;
}

}  // namespace

std::optional<HttpBody> HttpBody::behind(const Fields& fields, bool none, bool is_request) {
  HttpBody body;
  if (none) return body;
  if (fields.has_token("Transfer-Encoding", "chunked")) {
    body.state_ = State::ChunkSize;
    return body;
  }
  if (fields.count("Content-Length") == 0) return is_request ? std::optional(body) : std::nullopt;
  const auto length = number(fields.value("Content-Length"), 10);
  if (!length) return std::nullopt;
  body.left_ = *length;
  body.state_ = *length > 0 ? State::Counted : State::Done;
  return body;
}

HttpBody HttpBody::endless() {
  HttpBody body;
  body.state_ = State::Endless;
  body.left_ = UINT64_MAX;
  return body;
}

std::size_t HttpBody::take(std::string_view next) {
  std::size_t at = 0;
  while (at < next.size() && state_ != State::Done) {
    if (state_ == State::Counted || state_ == State::Chunk || state_ == State::Endless) {
      const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(left_, next.size() - at));
      const std::uint64_t content = state_ == State::Chunk ? left_ - std::min(left_, kChunkEnd) : left_;
      const std::size_t kept = std::min<std::uint64_t>({step, content, kShown - beginning_.size()});
      beginning_ += next.substr(at, kept);
      at += step;
      left_ -= step;
      if (left_ == 0) state_ = state_ == State::Chunk ? State::ChunkSize : State::Done;
      continue;
    }
    const char c = next[at++];
    if (c == '\n') {
      end_line();
    } else if (c != '\r' && line_.size() < kMaxLine) {
      line_ += c;
    }
  }
  return at;
}

void HttpBody::end_line() {
  if (state_ == State::Trailer) {
    if (line_.empty()) state_ = State::Done;
  } else {
    const std::string_view size = std::string_view(line_).substr(0, line_.find_first_of("; \t"));
    const auto length = number(size, 16);
    left_ = length.value_or(0) + kChunkEnd;
    state_ = length.value_or(0) > 0 ? State::Chunk : State::Trailer;
  }
  line_.clear();
}

}  // namespace ws101::wsdump
