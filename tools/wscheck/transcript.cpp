#include "wscheck/transcript.hpp"

#include <algorithm>
#include <utility>

#include "describe/diagram.hpp"
#include "describe/line.hpp"
#include "text/escape.hpp"

namespace ws101::wscheck {
namespace {

constexpr std::size_t kLineWidth = 96;
constexpr std::size_t kMostHeadLines = 16;

std::string picture_of(const FrameHeader& header, Bytes payload) {
  const std::vector<std::uint8_t> wire = to_wire(header, payload);
  FrameBytes bytes;
  bytes.wire = wire;
  bytes.came = header.size() + header.length;
  return full_diagram(bytes);
}

}  // namespace

void Transcript::frame(From from, const FrameHeader& header, Bytes payload) {
  add({from, header, std::string(text_of(payload.first(std::min(payload.size(), kMostPreview))))});
}

void Transcript::bytes(From from, std::string_view bytes) {
  std::size_t lines = 0;
  while (!bytes.empty() && lines < kMostHeadLines) {
    const std::size_t end = bytes.find('\n');
    const std::string_view line = bytes.substr(0, end == std::string_view::npos ? bytes.size() : end + 1);
    add({from, std::nullopt, quote_text(bytes_of(line), line.size(), kLineWidth, EscapeStyle::Octets)});
    bytes.remove_prefix(line.size());
    ++lines;
  }
  if (!bytes.empty()) note(from, "... and " + std::to_string(bytes.size()) + " bytes more");
}

void Transcript::note(From from, std::string_view words) {
  add({from, std::nullopt, "(" + std::string(words) + ")"});
}

std::string Transcript::story(bool pictures) const {
  std::string all;
  const auto tell = [&](const Row& row) {
    all += row.from == From::Us ? "> " : "< ";
    LineStyle style;
    style.width = kLineWidth;
    const Bytes payload = bytes_of(row.text);
    all += row.header ? describe_line(*row.header, payload, style) : row.text;
    all += "\n";
    if (row.header && pictures) all += picture_of(*row.header, payload);
  };
  for (const Row& row : rows_) tell(row);
  if (left_out_ > 1) all += "  ... " + std::to_string(left_out_ - 1) + " lines left out\n";
  if (left_out_ > 0) tell(last_);
  return all;
}

void Transcript::add(Row row) {
  if (rows_.size() < kMostRows) {
    rows_.push_back(std::move(row));
  } else {
    ++left_out_;
    last_ = std::move(row);
  }
}

}  // namespace ws101::wscheck
