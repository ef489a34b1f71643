// A followed TCP stream as the C arrays that Wireshark saves.
#include "wsdump/read/characters.hpp"
#include "wsdump/read/list.hpp"
#include "wsdump/read/peel_comments.hpp"
#include "wsdump/read/readers.hpp"

namespace ws101::wsdump::input {
namespace {

// "peer0_12" -> 0 or 1; -1 for another word.
int peer_of(std::string_view word) {
  if (!word.starts_with("peer") || word.size() < 7 || (word[4] != '0' && word[4] != '1') || word[5] != '_')
    return -1;
  return word[4] - '0';
}

// char peer0_0[] = { /* Packet 4 */ 0x47, ... };
Outcome read_peer_arrays(const Text& text) {
  Reading reading;
  reading.format = "follow-c";
  reading.words = "a followed TCP stream as C arrays";
  std::string_view rest = text.body;
  while (true) {
    const std::size_t at = rest.find("peer");
    if (at == std::string_view::npos) break;
    const int side = peer_of(rest.substr(at));
    rest.remove_prefix(at + 4);
    if (side < 0) continue;
    const std::size_t open = rest.find('{');
    const std::size_t close = rest.find('}');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
      return std::nullopt;
    const Text inside{rest.substr(open, close - open + 1), {}, text.score};
    Findings found;
    const auto bare = without_comments(inside.body);
    read_list(bare ? Text{*bare, {}, text.score} : inside, found);
    Outcome array = choose(std::move(found), inside);
    if (!array || !std::holds_alternative<Reading>(*array)) return array;
    Chunk chunk = std::move(std::get<Reading>(*array).chunks.front());
    chunk.side = static_cast<std::uint8_t>(side);
    reading.chunks.push_back(std::move(chunk));
    rest.remove_prefix(close + 1);
  }
  if (reading.chunks.empty()) return std::nullopt;
  return reading;
}

}  // namespace

Outcome read_follow(const Text& text) {
  return contains(text.body, "peer0_") || contains(text.body, "peer1_") ? read_peer_arrays(text)
                                                                        : std::nullopt;
}

}  // namespace ws101::wsdump::input
