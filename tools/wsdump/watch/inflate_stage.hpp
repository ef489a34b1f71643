// Inflates the compressed messages of one side, one after the other, with the same window as its compressor (RFC 7692
// 7.2.2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "deflate/inflate.hpp"
#include "text/utf8.hpp"
#include "wsdump/watch/deflate_use.hpp"
#include "wsdump/watch/inflation.hpp"
#include "wsdump/watch/said_lately.hpp"
#include "wsdump/watch/text_place.hpp"

namespace ws101::wsdump {

// For each message begin(), add() for each piece of its payload, finish(); or plain() if it is not compressed.
class InflateStage {
 public:
  // `keep`: bytes of a message, and of its payload, that Inflation has at least, if they came.
  explicit InflateStage(std::size_t keep);

  // What was agreed for this side. `earlier`: in front of what this side may have said more, in words ("the capture");
  // empty if its first message will come.
  void use(const DeflateWindow& window, std::string earlier);

  void begin(std::uint64_t number, bool text);
  // The first piece of a frame tells so: places in a frame count from there.
  void begin_frame() { frame_at_ = wire_length_; }
  void add(Bytes piece);
  // The message is complete.
  void finish();
  // A piece of message `number`, which was sent uncompressed. It is not part of the window.
  void plain(std::uint64_t number, Bytes piece);
  // Bytes are missing here, of the open message or of others; `earlier` as in use().
  void lose(std::string earlier);

  // Of the message that was begun last: it went wrong, so that the rest of it is stepped over.
  bool failed() const { return inflation_.outcome == Inflation::Outcome::Failed; }
  // True once for each message: when it is complete, or when it failed.
  bool ready_to_judge();
  // Valid until the next call of another function.
  const Inflation& result();
  // The byte of the present frame's payload that the error is in; 0 if it is in an earlier frame.
  std::uint64_t error_in_frame() const;

  // Totals of all messages that were inflated completely.
  std::uint64_t total_wire() const { return total_wire_; }
  std::uint64_t total_length() const { return total_length_; }

 private:
  void inflate(Bytes piece);
  void take(Bytes output);
  void judge_ending();
  void stop(Inflation::Outcome outcome);
  void judge_error();
  void settle();
  void forget(std::string earlier);

  std::size_t keep_;
  DeflateWindow window_;
  Inflater inflater_;
  std::string earlier_;
  std::string lost_;      // what will be in front of the next message, if bytes of this one are missing
  bool open_ = false;     // between begin() and finish()
  bool settled_ = true;   // the window is as it has to be before the next message
  bool stopped_ = false;  // the rest of the message is not inflated
  bool judged_ = false;
  bool text_ = false;
  std::uint64_t number_ = 0;
  Inflation inflation_;
  std::vector<std::uint8_t> output_;
  std::vector<std::uint8_t> wire_;
  std::uint64_t wire_length_ = 0;
  std::uint64_t frame_at_ = 0;   // where in the payload of the message the present frame begins
  std::uint32_t last_four_ = 0;  // bytes of the payload
  bool at_final_ = false;        // the payload so far ends with a final block
  Utf8Validator utf8_;
  TextPlace broken_;
  LastBytes now_;  // of the current message
  SaidLately said_;
  std::optional<SaidLately> said_in_all_;  // since a message was sent as it is
  std::uint64_t total_wire_ = 0;
  std::uint64_t total_length_ = 0;
};

}  // namespace ws101::wsdump
