#include "wsbench/flow.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>

#include "frame/close_payload.hpp"
#include "frame/encode.hpp"
#include "text/hex.hpp"

namespace ws101::wsbench {
namespace {

std::string hex(std::uint8_t byte) {
  return {'0', 'x', kHexDigits[byte >> 4], kHexDigits[byte & 15]};
}

}  // namespace

Flow::Flow(FileDescriptor socket, const Exchange& exchange, std::size_t start, std::size_t depth)
    : socket_(std::move(socket)),
      exchange_(&exchange),
      send_at_(start % exchange.frames * exchange.request_size),
      receive_at_(start % exchange.frames * exchange.reply_size),
      sent_at_(depth) {
  if (!exchange.inflated.empty()) inflated_.emplace(exchange.inflated);
}

void Flow::send_more(std::size_t count) {
  if (count > 0) {
    const Clock::time_point now = Clock::now();
    for (std::size_t i = 0; i < count; ++i) {
      sent_at_[(oldest_ + in_flight_ + i) % sent_at_.size()] = now;
    }
    in_flight_ += count;
    to_send_ += count * exchange_->request_size;
  }
  while (to_send_ > 0) {
    const std::vector<std::uint8_t>& ring = exchange_->requests;
    // The due bytes are never more than the ring, so they wrap around at most once.
    const std::size_t run = std::min(to_send_, ring.size() - send_at_);
    auto* const base = const_cast<std::uint8_t*>(ring.data());  // iovec is not const-correct
    std::array<iovec, 2> parts{{{base + send_at_, run}, {base, to_send_ - run}}};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = run < to_send_ ? 2 : 1;
    const ssize_t sent = ::sendmsg(socket_.get(), &message, MSG_NOSIGNAL);
    if (sent < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (sent < 0) throw_errno("cannot send");
    to_send_ -= static_cast<std::size_t>(sent);
    send_at_ = (send_at_ + static_cast<std::size_t>(sent)) % ring.size();
  }
}

// Returns how many replies this completed.
std::size_t Flow::accept(Bytes got) {
  if (inflated_) {
    received_ += got.size();
    return inflated_->accept(got);
  }
  compare(got);
  partial_ += got.size();
  const std::size_t completed = partial_ / exchange_->reply_size;
  partial_ %= exchange_->reply_size;
  return completed;
}

void Flow::compare(Bytes got) {
  if (const auto wrong = first_difference(*exchange_, receive_at_, got)) {
    const std::uint64_t at = received_ + *wrong;
    const std::uint8_t expected = exchange_->replies[(receive_at_ + *wrong) % exchange_->replies.size()];
    throw Failure("byte " + std::to_string(at % exchange_->reply_size) + " of reply " +
                  std::to_string(at / exchange_->reply_size) + " (" + std::to_string(exchange_->reply_size) +
                  " bytes) is wrong: expected " + hex(expected) + ", got " + hex(got[*wrong]));
  }
  receive_at_ = (receive_at_ + got.size()) % exchange_->replies.size();
  received_ += got.size();
}

std::size_t Flow::receive(std::vector<std::uint8_t>& buffer, bool to_the_end, LatencyHistogram& latency) {
  std::size_t completed = 0;
  for (;;) {
    const ssize_t got = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return completed;
    if (got < 0) throw_errno("cannot receive");
    if (got == 0) {
      throw Failure("the server closed a connection after " + std::to_string(received_) + " bytes, with " +
                    std::to_string(in_flight_) + " messages unanswered");
    }
    const std::size_t done = accept({buffer.data(), static_cast<std::size_t>(got)});
    if (done > 0) {
      if (done > in_flight_) throw Failure("the server sent more replies than it got requests");
      const Clock::time_point now = Clock::now();
      for (std::size_t i = 0; i < done; ++i) {
        latency.add(nanoseconds(now - sent_at_[(oldest_ + i) % sent_at_.size()]));
      }
      oldest_ = (oldest_ + done) % sent_at_.size();
      in_flight_ -= done;
      completed += done;
    }
    if (!to_the_end && static_cast<std::size_t>(got) < buffer.size()) return completed;
  }
}

void Flow::take_leave(bool raw, std::chrono::milliseconds timeout) {
  timeval limit{};
  limit.tv_sec = static_cast<time_t>(timeout.count() / 1000);
  limit.tv_usec = static_cast<suseconds_t>(timeout.count() % 1000 * 1000);
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::fcntl(socket_.get(), F_SETFL, 0);  // may wait from here on
  std::vector<std::uint8_t> expected;
  if (raw) {
    ::shutdown(socket_.get(), SHUT_WR);
  } else {
    const std::vector<std::uint8_t> payload = make_close(CloseCode::Normal);
    expected = encode_frame(Opcode::Close, payload);
    const auto frame = encode_frame(Opcode::Close, payload, MaskingKey{0x9A, 0x3C, 0x51, 0xE7});
    if (::send(socket_.get(), frame.data(), frame.size(), MSG_NOSIGNAL) < 0) throw_errno("cannot send Close");
  }
  Bytes missing = expected;
  std::array<std::uint8_t, 64> buffer;
  for (;;) {
    const ssize_t got = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_errno("the server did not end the connection");
    if (got == 0 && !missing.empty())
      throw Failure("the server closed the connection without answering Close");
    if (got == 0) return;
    const auto count = static_cast<std::size_t>(got);
    if (count > missing.size() || !std::equal(buffer.begin(), buffer.begin() + got, missing.begin())) {
      throw Failure("the server answered Close 1000 with something else than Close 1000");
    }
    missing = missing.subspan(count);
  }
}

}  // namespace ws101::wsbench
