// What went over the wire in one case, in wsdump's own words: the story of a failure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frame/header.hpp"
#include "text/bytes.hpp"

namespace ws101::wscheck {

enum class From : std::uint8_t { Us, Peer };

inline constexpr std::size_t kMostRows = 24;      // of one story; what comes later is counted
inline constexpr std::size_t kMostPreview = 256;  // bytes of a payload that are kept

// Cheap to write: words are made only if somebody asks for the story.
class Transcript {
 public:
  // A frame that was sent or came. `payload` is unmasked.
  void frame(From from, const FrameHeader& header, Bytes payload);
  // Bytes that are no frames: the lines of an HTTP head, or a preview.
  void bytes(From from, std::string_view bytes);
  // What happened: "in segments of 1 byte", "TCP ended". Safe to show.
  void note(From from, std::string_view words);

  // Whole lines, "> " before what was sent and "< " before what came; with the picture of each frame, if
  // asked for.
  std::string story(bool pictures) const;

 private:
  struct Row {
    From from = From::Us;
    std::optional<FrameHeader> header;  // of a frame
    std::string text;                   // its payload; else a line that is safe to show
  };
  void add(Row row);

  std::vector<Row> rows_;
  std::size_t left_out_ = 0;
  Row last_;  // of those that were left out: how it ended matters most
};

}  // namespace ws101::wscheck
