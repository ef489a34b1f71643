// The whole input: a ConnectionWatch for each connection, fed by a capture's streams or by chunks of pasted bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "wsdump/capture/stream_sink.hpp"
#include "wsdump/watch/analysis.hpp"
#include "wsdump/watch/connection_watch.hpp"

namespace ws101::wsdump {

class Analyser : public StreamSink {
 public:
  Analyser(EventSink& sink, const AnalysisOptions& options) : analysis_{sink, options, {}, false} {}

  // Times are reported relative to this one, the first packet's. Not set: relative to the first time seen.
  void set_time_base(std::int64_t ns) { base_ns_ = ns; }
  bool has_time_base() const { return base_ns_ != kNoTime; }

  // From a capture.
  void connection(const ConnectionStart& start) override;
  void bytes(std::uint32_t connection, Direction from, std::span<const std::uint8_t> data,
             std::uint64_t stream_offset, const PacketInfo& packet) override;
  void gap(std::uint32_t connection, Direction from, std::uint64_t stream_offset, std::uint64_t length,
           const PacketInfo& packet) override;
  void end(std::uint32_t connection, Direction from, EndKind kind, const PacketInfo& packet) override;
  void note(std::uint32_t connection, Direction from, StreamNote note, std::uint64_t stream_offset,
            const PacketInfo& packet) override;

  // From anywhere else: begin a connection, feed it, end both directions (the one if it is lone).
  void begin(const WatchFacts& facts);
  void feed(std::uint32_t connection, Direction from, Bytes data, Moment at);
  void feed_gap(std::uint32_t connection, Direction from, std::uint64_t length, Moment at);
  void finish(std::uint32_t connection, Direction from, StreamEnd end, Moment at);

  // A message of an input that has no frames (HAR).
  void tell_message(const MessageEvent& event);
  // A connection of such an input.
  void tell_connection(const ConnectionEvent& event);
  // The input itself is truncated: counted as incomplete.
  void input_incomplete() {
    ++analysis_.totals.incomplete;
    analysis_.input_cut = true;
  }

  const Totals& totals() const { return analysis_.totals; }

 private:
  ConnectionWatch* find(std::uint32_t connection);
  Moment moment(const PacketInfo& packet);
  bool selected(std::uint32_t connection) const {
    return !analysis_.options.conn || *analysis_.options.conn == connection;
  }

  Analysis analysis_;
  std::int64_t base_ns_ = kNoTime;
  std::unordered_map<std::uint32_t, std::unique_ptr<ConnectionWatch>> watches_;
  std::uint32_t recent_id_ = 0;
  ConnectionWatch* recent_ = nullptr;
  std::vector<std::uint8_t> scratch_;
};

}  // namespace ws101::wsdump
