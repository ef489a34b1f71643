// From compressed payloads to messages; inflate_stage.hpp is the specification.
#include "wsdump/watch/inflate_stage.hpp"

#include <algorithm>
#include <array>

#include "wsdump/watch/analysis.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kRoom = std::size_t{16} << 10;  // bytes that are inflated at once
constexpr std::uint32_t kTail = 0x0000FFFF;           // kSyncTail as a number, the first byte highest

}  // namespace

InflateStage::InflateStage(std::size_t keep) : keep_(std::max(keep, kEvidence)) {}

void InflateStage::use(const DeflateWindow& window, std::string earlier) {
  window_ = window;
  inflater_ = Inflater(window.bits);
  forget(std::move(earlier));
}

void InflateStage::forget(std::string earlier) {
  inflater_.forget();
  said_.forget();
  said_in_all_.reset();
  earlier_ = window_.takeover ? std::move(earlier) : std::string();
}

// What the next message may refer to is made up only when it comes: until then the last one is told.
void InflateStage::settle() {
  if (settled_) return;
  settled_ = true;
  if (open_ || !inflation_.whole()) {
    if (lost_.empty()) lost_ = "message " + std::to_string(number_) + ", which was not inflated whole";
    forget(std::move(lost_));
    lost_.clear();
  } else {
    said_.add(number_, now_.bytes());
    if (said_in_all_) said_in_all_->add(number_, now_.bytes());
    if (!window_.takeover) inflater_.forget();
  }
}

void InflateStage::begin(std::uint64_t number, bool text) {
  settle();
  settled_ = false;
  number_ = number;
  text_ = text;
  open_ = true;
  stopped_ = judged_ = false;
  inflation_ = {};
  inflation_.window = window_;
  output_.clear();
  wire_.clear();
  wire_length_ = frame_at_ = 0;
  last_four_ = ~std::uint32_t{0};
  at_final_ = false;
  utf8_.reset();
  broken_.reset();
  now_.clear();
}

void InflateStage::add(Bytes piece) {
  wire_length_ += piece.size();
  const Bytes kept = piece.first(std::min(piece.size(), keep_ - std::min(keep_, wire_.size())));
  wire_.insert(wire_.end(), kept.begin(), kept.end());
  for (const std::uint8_t byte : piece.last(std::min<std::size_t>(piece.size(), 4)))
    last_four_ = last_four_ << 8 | byte;
  if (!stopped_) inflate(piece);
}

void InflateStage::inflate(Bytes piece) {
  std::array<std::uint8_t, kRoom> room;  // not initialised: what is used of it is written first
  while (true) {
    const std::uint64_t left = kMaxMessageKept - inflation_.length;
    const InflateResult got =
        inflater_.inflate(piece, MutableBytes(room).first(std::min<std::uint64_t>(left, kRoom)));
    take(Bytes(room).first(got.produced));
    piece = piece.subspan(got.consumed);
    if (got.status == InflateStatus::Failed) return judge_error();
    if (got.status == InflateStatus::OutputFull) {
      if (inflation_.length == kMaxMessageKept) return stop(Inflation::Outcome::TooLong);
      continue;
    }
    at_final_ = got.status == InflateStatus::FinalBlock;
    if (piece.empty()) return;
  }
}

void InflateStage::take(Bytes output) {
  const std::size_t room = keep_ - std::min(keep_, output_.size());
  const Bytes kept = output.first(std::min(output.size(), room));
  output_.insert(output_.end(), kept.begin(), kept.end());
  now_.add(output);
  if (text_ && inflation_.utf8) {
    const std::size_t good = utf8_.feed(output);
    if (utf8_.failed()) {
      inflation_.utf8 = false;
      broken_.broke(utf8_.accepted(), output, good, 0);
    } else {
      broken_.remember(output);
    }
  }
  inflation_.length += output.size();
}

// A copy from too far back is the sender's mistake, unless the bytes may have been sent before the input begins.
void InflateStage::judge_error() {
  inflation_.error = inflater_.error();
  const InflateError& error = inflation_.error;
  const bool earlier = error.fault == InflateFault::DistanceTooFar && !earlier_.empty() &&
                       error.distance <= std::uint32_t{1} << window_.bits;
  if (earlier) inflation_.earlier = earlier_;
  stop(earlier ? Inflation::Outcome::NeedsEarlier : Inflation::Outcome::Failed);
}

void InflateStage::stop(Inflation::Outcome outcome) {
  inflation_.outcome = outcome;
  stopped_ = true;
}

void InflateStage::judge_ending() {
  using Ending = Inflation::Ending;
  if (wire_length_ == 0) {
    inflation_.ending = Ending::NothingSent;
  } else if (at_final_) {
    inflation_.ending = Ending::NoTail;
  } else if (inflater_.between_blocks()) {
    inflation_.ending = last_four_ == kTail ? Ending::TailLeftIn : Ending::NoTail;
  }
}

void InflateStage::finish() {
  open_ = false;
  if (!stopped_) {
    judge_ending();
    if (!inflater_.finish_message()) judge_error();
  }
  if (!inflation_.whole()) return;
  total_wire_ += wire_length_;
  total_length_ += inflation_.length;
  if (text_ && inflation_.utf8 && !utf8_.complete()) {
    inflation_.utf8 = false;
    broken_.broke(utf8_.accepted(), {}, 0, 0);
  }
}

void InflateStage::plain(std::uint64_t number, Bytes piece) {
  settle();
  if (!said_in_all_) said_in_all_ = said_;
  said_in_all_->add(number, piece);
}

void InflateStage::lose(std::string earlier) {
  if (open_) {
    if (!stopped_) stop(Inflation::Outcome::Missing);
    lost_ = std::move(earlier);
  } else {
    settled_ = true;
    forget(std::move(earlier));
  }
}

bool InflateStage::ready_to_judge() {
  if (judged_ || (open_ && !failed())) return false;
  judged_ = true;
  return true;
}

const Inflation& InflateStage::result() {
  inflation_.output = output_;
  inflation_.wire = wire_;
  inflation_.wire_length = wire_length_;
  inflation_.said = &said_;
  inflation_.said_in_all = said_in_all_ ? &*said_in_all_ : nullptr;
  if (!inflation_.utf8) inflation_.utf8_error = broken_.error();
  return inflation_;
}

std::uint64_t InflateStage::error_in_frame() const {
  const std::uint64_t at = inflation_.error.bit_position / 8;
  return at - std::min(at, frame_at_);
}

}  // namespace ws101::wsdump
