// The frames of one case, as wsdump prints them: the story of a failure.
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

// Cheap to record: text is made only if the story is requested.
class Transcript {
 public:
  // A frame that was sent or received. `payload` is unmasked.
  void frame(From from, const FrameHeader& header, Bytes payload);
  // Bytes that are not frames: the lines of an HTTP head, or a preview.
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
  Row last_;  // the last of those that were left out, because the end matters most
};

}  // namespace ws101::wscheck
