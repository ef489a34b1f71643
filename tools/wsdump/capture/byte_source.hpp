// Where the bytes of a capture come from: a descriptor, memory, or a few bytes already read and then the
// rest.
#pragma once

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ws101::wsdump {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Puts 1..into.size() bytes into `into` and returns how many; 0 at the end of the input or after an error.
  // Returns as soon as there are bytes, so that a live capture is shown packet by packet.
  virtual std::size_t read(std::span<std::uint8_t> into) = 0;
  // Why read() returned 0, as a message; empty at the normal end.
  virtual std::string error() const { return {}; }
};

// Reads a descriptor that it does not own. When `*stop` becomes nonzero (set by a signal handler installed
// without SA_RESTART), the input ends there.
class DescriptorSource : public ByteSource {
 public:
  explicit DescriptorSource(int descriptor, const volatile std::sig_atomic_t* stop = nullptr)
      : descriptor_(descriptor), stop_(stop) {}
  std::size_t read(std::span<std::uint8_t> into) override;
  std::string error() const override;

 private:
  int descriptor_;
  const volatile std::sig_atomic_t* stop_;
  int errno_ = 0;
};

// Reads memory that it does not own, at most `piece` bytes at a time.
class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::span<const std::uint8_t> bytes, std::size_t piece = SIZE_MAX)
      : bytes_(bytes), piece_(piece) {}
  std::size_t read(std::span<std::uint8_t> into) override;

 private:
  std::span<const std::uint8_t> bytes_;
  std::size_t piece_;
};

// First the bytes that were read to recognise the format, then those of `rest`.
class PrefixedSource : public ByteSource {
 public:
  PrefixedSource(std::vector<std::uint8_t> prefix, ByteSource& rest)
      : prefix_(std::move(prefix)), rest_(rest) {}
  std::size_t read(std::span<std::uint8_t> into) override;
  std::string error() const override { return rest_.error(); }

 private:
  std::vector<std::uint8_t> prefix_;
  std::size_t used_ = 0;
  ByteSource& rest_;
};

}  // namespace ws101::wsdump
