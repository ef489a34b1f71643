// Where inflated bytes go and copies come from: the caller's memory, and before it the history.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "deflate/history.hpp"

namespace ws101 {

// For one call of Inflater::inflate().
class InflateOutput {
 public:
  InflateOutput(std::span<std::uint8_t> memory, const History& history)
      : memory_(memory), history_(history) {}

  std::size_t room() const { return memory_.size() - produced_; }
  std::size_t produced() const { return produced_; }
  std::span<const std::uint8_t> bytes() const { return memory_.first(produced_); }

  // How far back a copy may reach.
  std::size_t known() const { return std::min(history_.limit(), history_.size() + produced_); }

  // There must be room.
  void put(std::uint8_t byte) { memory_[produced_++] = byte; }

  void put(std::span<const std::uint8_t> bytes) {
    std::copy_n(bytes.data(), bytes.size(), memory_.data() + produced_);
    produced_ += bytes.size();
  }

  // Section 3.2.3: the copy may read what it has just written: "if the last 2 bytes decoded have values X and
  // Y, a string reference with <length = 5, distance = 2> adds X,Y,X,Y,X". There must be room, and `distance`
  // is at least 1 and at most known().
  void copy(std::size_t length, std::size_t distance);

  // For the fast twin, which writes directly.
  std::span<std::uint8_t> memory() const { return memory_; }
  const History& history() const { return history_; }
  void resume(std::size_t produced) { produced_ = produced; }

 private:
  std::span<std::uint8_t> memory_;
  const History& history_;
  std::size_t produced_ = 0;
};

}  // namespace ws101
