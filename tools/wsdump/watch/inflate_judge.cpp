#include "wsdump/watch/inflate_judge.hpp"

#include "frame/close_code.hpp"
#include "frame/compression.hpp"
#include "net/permessage_deflate.hpp"
#include "text/counted.hpp"
#include "text/hex.hpp"
#include "wsdump/watch/inflate_hints.hpp"

namespace ws101::wsdump {
namespace {

Finding finding(std::string_view id, Level level, std::string_view section, std::string text) {
  Finding found = make_finding(id, level, section, std::move(text));
  found.rfc = "7692";
  if (level == Level::Error) found.close_code = number(CloseCode::InvalidPayload);
  return found;
}

Finding too_far(const Inflation& inflation) {
  const InflateError& error = inflation.error;
  const std::uint32_t window = std::uint32_t{1} << inflation.window.bits;
  std::string text = "a copy reaches " + counted(error.distance, "byte") + " back";
  if (error.distance > window) {
    return finding("window-too-far", Level::Error, "7.1.2",
                   text + ", and the window has " + counted(window, "byte") + " (" +
                       std::to_string(inflation.window.bits) + " bits)");
  }
  text += ", and only " + counted(error.known, "byte") + (error.known == 1 ? " is" : " are") + " known there";
  if (inflation.window.takeover) return finding("window-too-far", Level::Error, "7.2.2", std::move(text));
  return finding("window-too-far", Level::Error, "7.1.1",
                 text + ": without context takeover each message begins with an empty window");
}

Finding failed(const Inflation& inflation, const FrameHeader& header) {
  if (inflation.error.fault == InflateFault::DistanceTooFar) return too_far(inflation);
  const InflateFaultInfo& fault = info(inflation.error.fault);
  Finding found = finding_of(Violation::InflateFailed, header);
  found.text = "the message cannot be inflated: at bit " + std::to_string(inflation.error.bit_position) +
               " " + std::string(fault.words) + " (RFC 1951 " + std::string(fault.section) + ")";
  return found;
}

std::optional<Finding> judge_ending(const Inflation& inflation) {
  switch (inflation.ending) {
    case Inflation::Ending::Right:
      return std::nullopt;
    case Inflation::Ending::TailLeftIn: {
      Finding found = finding("deflate-tail", Level::Sender, "7.2.1",
                              "the payload ends with " + hex(kSyncTail, " ") +
                                  ", the tail of the flush, which the receiver appends again");
      found.hint = "the tail was not removed before sending";
      return found;
    }
    case Inflation::Ending::NoTail: {
      Finding found = finding("deflate-tail", Level::Sender, "7.2.1",
                              "the payload does not end with an empty stored block, so that the tail " +
                                  hex(kSyncTail, " ") + " has nothing to complete");
      found.hint =
          "the tail was not appended: the stream was finished, or flushed in another way than Z_SYNC_FLUSH";
      return found;
    }
    case Inflation::Ending::NothingSent:
      return finding("deflate-tail", Level::Sender, "7.2.3.6",
                     "a compressed message without payload: an empty message is compressed to one byte 00");
  }
  return std::nullopt;
}

}  // namespace

std::optional<Finding> judge_rsv1(const FrameHeader& header) {
  const auto misplaced = misplaced_compressed_bit(header);
  return misplaced ? std::optional(finding_of(*misplaced, header)) : std::nullopt;
}

std::vector<Finding> judge_inflation(const Inflation& inflation, const FrameHeader& header,
                                     std::uint64_t error_in_frame) {
  std::vector<Finding> found;
  const bool broken = inflation.outcome == Inflation::Outcome::Failed;
  if (broken) {
    found.push_back(failed(inflation, header));
    found.back().offset = header.size() + error_in_frame;
  } else if (auto ending = judge_ending(inflation); ending && inflation.whole()) {
    found.push_back(std::move(*ending));
    found.back().offset = header.size();
  }
  const bool text_broken =
      !inflation.utf8 && (inflation.whole() || inflation.utf8_error.at < inflation.length);
  if (text_broken) {
    ViolationFacts about;
    about.utf8 = inflation.utf8_error;
    found.push_back(finding_of(Violation::TextNotUtf8, header, about));
    found.back().text += " (of the inflated message)";
    found.back().offset = header.size();
  }
  if (!broken && !text_broken) return found;
  if (auto hint = inflate_hint(inflation)) (broken ? found.front() : found.back()).hint = std::move(*hint);
  return found;
}

std::optional<Finding> judge_gain(std::uint64_t wire, std::uint64_t length) {
  if (length < DeflateLimits::kDefaultLeast || wire < length) return std::nullopt;
  return finding("deflate-no-gain", Level::Warning, "7.2.1",
                 "compressing gains nothing here: " + counted(length, "byte") + " of messages became " +
                     counted(wire, "byte"));
}

}  // namespace ws101::wsdump
