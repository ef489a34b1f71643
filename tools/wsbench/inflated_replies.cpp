#include "wsbench/inflated_replies.hpp"

#include <algorithm>
#include <string>
#include <variant>

#include "net/permessage_deflate.hpp"
#include "wsbench/dial.hpp"

namespace ws101::wsbench {

InflatedReplies::InflatedReplies(Bytes payload)
    : payload_(payload), receiver_(Role::Client, {.max_message = payload.size()}) {
  receiver_.decompress_with(make_decompressor(Role::Client, kSmallDeflate));
}

std::size_t InflatedReplies::accept(Bytes got) {
  std::size_t completed = 0;
  while (!got.empty()) {
    const MutableBytes space = receiver_.space();
    const std::size_t count = std::min(space.size(), got.size());
    std::copy_n(got.begin(), count, space.begin());
    receiver_.received(count);
    got = got.subspan(count);
    while (const auto event = receiver_.next()) {
      if (const auto* close = std::get_if<CloseEvent>(&*event))
        throw Failure("expected a reply, got the end of the connection: " + std::string(close->reason));
      const auto* reply = std::get_if<Message>(&*event);
      if (reply == nullptr) continue;
      compare(*reply);
      ++completed;
    }
  }
  return completed;
}

void InflatedReplies::compare(const Message& reply) const {
  const Bytes got = reply.payload;
  if (got.size() == payload_.size() && std::equal(got.begin(), got.end(), payload_.begin())) return;
  const auto at = std::mismatch(got.begin(), got.end(), payload_.begin(), payload_.end()).first - got.begin();
  throw Failure("an inflated reply of " + std::to_string(got.size()) + " bytes is wrong from byte " +
                std::to_string(at) + " on: expected the " + std::to_string(payload_.size()) +
                " bytes that were sent");
}

}  // namespace ws101::wsbench
