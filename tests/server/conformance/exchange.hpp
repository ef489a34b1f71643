// A row of the protocol's table on a real socket: the request and the frames go out in every kind of split, and what
// comes back until the server ends TCP is compared.
#pragma once

#include <string>

#include "support/running_server.hpp"
#include "support/splits.hpp"

namespace ws101::testing {

// The frames behind the 101; or the HTTP answer as one line, if it is another.
inline Seen frames_behind_101(const Wire& answer) {
  const std::string_view text(reinterpret_cast<const char*>(answer.data()), answer.size());
  const std::size_t end = text.find("\r\n\r\n");
  if (text.rfind("HTTP/1.1 101 ", 0) != 0 || end == std::string_view::npos) return {std::string(text)};
  return frames_in(Wire(answer.begin() + static_cast<std::ptrdiff_t>(end + 4), answer.end()));
}

// `frames` follow the request at once. The row must bring the connection to its end by itself.
inline void check_row(const RunningServer& running, const Wire& frames, const Seen& expected) {
  const Wire all = bytes(request()) + frames;
  std::vector<Split> splits = splits_of(all.size(), SplitSet::Sweep);
  for (const unsigned seed : {2u, 3u}) splits.push_back(random_split(all.size(), seed));
  for (const Split& split : splits) {
    INFO("split: " << split.name);
    RawSocket client = running.connect();
    const Seen got = frames_behind_101(client.exchange(pieces_of(std::span<const std::uint8_t>(all), split)));
    CHECK(got == expected);
    CHECK_FALSE(client.was_reset());
    if (got != expected) return;  // the other splits would only repeat it
  }
}

inline std::string words_of(int opcode, const Wire& payload) {
  SeenFrame frame;
  frame.opcode = opcode;
  frame.payload = payload;
  return frame.words();
}

}  // namespace ws101::testing
