// The length of an HTTP body, to find a handshake after it on the same connection; and how its text begins.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "handshake/fields.hpp"

namespace ws101::wsdump {

class HttpBody {
 public:
  // The body behind a head with these fields (RFC 9112 6.3). `none`: a body that the method or the status rules out.
  // Nothing if only the end of the connection ends it, or if its length cannot be read.
  static std::optional<HttpBody> behind(const Fields& fields, bool none, bool is_request);
  // A body that only the end of the connection ends.
  static HttpBody endless();

  // How many of these bytes, the next ones of the stream, belong to the body.
  std::size_t take(std::string_view next);
  bool done() const { return state_ == State::Done; }
  // Its first bytes so far, without what frames the chunks; no more than kShown.
  const std::string& beginning() const { return beginning_; }
  static constexpr std::size_t kShown = 512;

 private:
  enum class State : std::uint8_t {
    Counted,    // `left_` bytes follow, then the end
    ChunkSize,  // in the line that gives the size of the next chunk
    Chunk,      // `left_` bytes of a chunk and its line end follow
    Trailer,    // in the fields behind the last chunk
    Endless,
    Done,
  };
  void end_line();

  State state_ = State::Done;
  std::uint64_t left_ = 0;
  std::string line_;
  std::string beginning_;
};

}  // namespace ws101::wsdump
