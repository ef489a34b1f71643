// The log of websocketpp: the header of each frame that it sends on one line, "[0] (6) 82 FD A1 A5 A3 62", and its payload
// on another, "[0] (125) [2] 32 A4 05 ...", if the payloads are logged. A payload of text is printed as it is.
#include <map>

#include "frame/header.hpp"
#include "text/counted.hpp"
#include "wsdump/read/cells/cells.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/readers.hpp"

namespace ws101::wsdump::input {
namespace {

// Takes a number in brackets off `s`, and the blanks behind it.
std::optional<std::uint64_t> take_bracketed(std::string_view& s, char open, char close) {
  constexpr std::size_t kMostDigits = 18;
  const std::size_t end = s.find(close);
  if (!s.starts_with(open) || end == std::string_view::npos || end < 2 || end > kMostDigits)
    return std::nullopt;
  const std::string_view digits = s.substr(1, end - 1);
  if (!all_of(digits, is_digit)) return std::nullopt;
  s = trim_left(s.substr(end + 1));
  return decimal(digits);
}

class Log {
 public:
  void take(std::string_view line) {
    const auto index = take_bracketed(line, '[', ']');
    const auto count = index ? take_bracketed(line, '(', ')') : std::nullopt;
    if (!count) return;
    const auto opcode = take_bracketed(line, '[', ']');
    auto bytes = hex_pairs(line);
    if (!opcode) return take_header(*index, *count, bytes.value_or(std::vector<std::uint8_t>()));
    if (opcode == 1U && line.size() == *count) bytes.emplace(line.begin(), line.end());
    take_payload(*index, *count, bytes.value_or(std::vector<std::uint8_t>()));
  }

  Outcome reading() && {
    if (reading_.chunks.empty()) return std::nullopt;
    for (std::size_t i = 0; i < missing_.size(); ++i) {
      if (missing_[i] == 0) continue;
      if (i + 1 < missing_.size()) reading_.chunks[i + 1].gap_before = missing_[i];
      reading_.incomplete = true;
      ++cut_;
    }
    reading_.words = "a log of websocketpp, which has what this end sends";
    if (cut_ != 0) reading_.missing = "the payload, or the rest of it, of " + counted(cut_, "frame");
    if (cut_ == reading_.chunks.size())
      reading_.notes.emplace_back("with set_access_channels(alevel::frame_payload) it logs the payloads too");
    return std::move(reading_);
  }

 private:
  void take_header(std::uint64_t index, std::uint64_t count, std::vector<std::uint8_t> bytes) {
    const auto read = read_header(bytes);
    const auto* header = std::get_if<FrameHeader>(&read);
    if (header == nullptr || header->size() != bytes.size() || count != bytes.size()) return;
    frames_[index] = reading_.chunks.size();
    missing_.push_back(header->length);
    reading_.chunks.push_back({Direction::Unknown, 0, std::move(bytes), std::nullopt, 0});
  }

  // Behind the last header of this index, if it is that frame's.
  void take_payload(std::uint64_t index, std::uint64_t count, const std::vector<std::uint8_t>& bytes) {
    const auto frame = frames_.find(index);
    if (frame == frames_.end() || missing_[frame->second] != count || bytes.size() > count) return;
    std::vector<std::uint8_t>& chunk = reading_.chunks[frame->second].bytes;
    chunk.insert(chunk.end(), bytes.begin(), bytes.end());
    missing_[frame->second] = count - bytes.size();
    frames_.erase(frame);
  }

  Reading reading_ = empty_reading("log");
  std::vector<std::uint64_t> missing_;           // of each frame, bytes of its payload
  std::map<std::uint64_t, std::size_t> frames_;  // the last of each index that waits for its payload
  std::size_t cut_ = 0;
};

}  // namespace

Outcome read_websocketpp(std::string_view body) {
  Log log;
  while (!body.empty()) log.take(trim(take_line(body)));
  return std::move(log).reading();
}

}  // namespace ws101::wsdump::input
