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
    if (frames_.empty()) return std::nullopt;
    Reading reading = make_reading("log", "a log of websocketpp, which has what this end sends", {});
    std::uint64_t gap = 0;
    std::size_t cut = 0;
    for (const Frame& frame : frames_) {
      if (gap != 0) reading.chunks.push_back({Direction::Unknown, 0, {}, std::nullopt, gap});
      std::vector<std::uint8_t>& stream = reading.chunks.back().bytes;
      stream.insert(stream.end(), frame.bytes.begin(), frame.bytes.end());
      gap = frame.missing;
      cut += gap != 0;
    }
    reading.incomplete = cut != 0;
    if (cut != 0) reading.missing = "the payload, or the rest of it, of " + counted(cut, "frame");
    if (cut != 0 && !has_payloads_)
      reading.notes.emplace_back("with set_access_channels(alevel::frame_payload) it logs the payloads too");
    return reading;
  }

 private:
  struct Frame {
    std::vector<std::uint8_t> bytes;
    std::uint64_t missing = 0;  // at their end
  };

  void take_header(std::uint64_t index, std::uint64_t count, std::vector<std::uint8_t> bytes) {
    const auto read = read_header(bytes);
    const auto* header = std::get_if<FrameHeader>(&read);
    if (header == nullptr || header->size() != bytes.size() || count != bytes.size()) return;
    waiting_[index] = frames_.size();
    frames_.push_back({std::move(bytes), header->length});
  }

  // Behind the last header of this index, if it is that frame's.
  void take_payload(std::uint64_t index, std::uint64_t count, const std::vector<std::uint8_t>& bytes) {
    const auto waits = waiting_.find(index);
    if (waits == waiting_.end()) return;
    Frame& frame = frames_[waits->second];
    if (frame.missing != count || bytes.size() > count) return;
    frame.bytes.insert(frame.bytes.end(), bytes.begin(), bytes.end());
    frame.missing = count - bytes.size();
    waiting_.erase(waits);
    has_payloads_ = true;
  }

  std::vector<Frame> frames_;
  std::map<std::uint64_t, std::size_t> waiting_;  // the last frame of each index that lacks its payload
  bool has_payloads_ = false;
};

}  // namespace

Outcome read_websocketpp(std::string_view body) {
  Log log;
  while (!body.empty()) log.take(trim(take_line(body)));
  return std::move(log).reading();
}

}  // namespace ws101::wsdump::input
