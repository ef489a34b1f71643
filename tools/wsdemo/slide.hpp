// The connection that one page of the microscope observes: its eyepiece gets a report of every event of its
// specimen.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frame/observer.hpp"
#include "server/peer.hpp"
#include "wsdemo/specimens.hpp"

namespace ws101::demos {

// Any thread.
class Slide {
 public:
  Slide(Peer eyepiece, std::string token) : eyepiece_(std::move(eyepiece)), token_(std::move(token)) {}

  const std::string& token() const { return token_; }

  // Sets a new connection to observe; the times of its reports count from now. `opening` is its first report, an
  // object.
  void put_on(const Peer& specimen, std::string opening);
  // Sends these bytes to the specimen. False if there is no open connection.
  bool send(const Specimen& specimen);
  // Sends the page an object of JSON, together with the member "ms", milliseconds since the opening, and these: "raw",
  // a button sent it; "keepalive", a ping of the server itself, or the answer to it; "inflated", an object
  // (inflated_json.hpp) for the last frame of a compressed message, else null.
  struct Marks {
    bool raw = false;
    bool keepalive = false;
    std::string inflated = "null";
  };
  void report(std::string object, const Marks& marks);
  // The observed connection is over, and all its frames were reported.
  void tell_end() { eyepiece_.send_text("{\"ended\":true}"); }

 private:
  using Clock = std::chrono::steady_clock;
  Peer eyepiece_;
  const std::string token_;
  std::mutex mutex_;
  std::optional<Peer> specimen_;  // guarded by mutex_
  Clock::time_point opened_;      // guarded by mutex_
};

// Sees every frame of the specimen and reports it when it is complete. Frames to the browser may come from any thread.
class SlideWatcher : public FrameObserver {
 public:
  explicit SlideWatcher(std::shared_ptr<Slide> slide) : slide_(std::move(slide)) {}

  void on_frame(Flow flow, const FrameHeader& header, Bytes payload, std::uint64_t offset,
                bool last) override;

 private:
  struct Lane {
    bool inside = false;             // a frame has begun; its first piece may have no payload
    std::vector<std::uint8_t> kept;  // the beginning of its payload
    std::uint64_t number = 0;
    std::uint64_t offset = 0;               // of the current frame in its stream
    Opcode content = Opcode::Continuation;  // the kind of the message that a continuation belongs to
    bool compressed = false;                // the current message
    std::vector<std::uint8_t> message;      // its payload so far, if it is compressed; limited
  };
  void keep(Lane& lane, const FrameHeader& header, Bytes payload);
  bool is_keepalive(Flow flow, const FrameHeader& header);

  const std::shared_ptr<Slide> slide_;
  std::mutex mutex_;
  std::array<Lane, 2> lanes_;  // guarded by mutex_; one for each direction
  bool pinged_ = false;        // guarded by mutex_; the server itself has sent a ping
};

}  // namespace ws101::demos
