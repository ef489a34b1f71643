#include "wsdump/capture/connection_table.hpp"

#include <algorithm>
#include <cstring>

namespace ws101::wsdump {
namespace {

std::uint64_t mixed(const Endpoint& end) {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  std::memcpy(&high, end.address.data(), 8);
  std::memcpy(&low, end.address.data() + 8, 8);
  std::uint64_t value = (high ^ end.port) * 0x9e3779b97f4a7c15U;
  value = (value ^ value >> 29 ^ low) * 0xbf58476d1ce4e5b9U;
  return value ^ value >> 32;
}

}  // namespace

// Both directions of a connection must fall into the same bucket: a sum does not depend on the order.
std::size_t ConnectionTable::bucket(const Endpoint& a, const Endpoint& b) {
  const std::uint64_t sum = (mixed(a) + mixed(b)) * 0x9e3779b97f4a7c15U;
  return static_cast<std::size_t>(sum >> 50) % kBuckets;
}

bool ConnectionTable::matches(const Connection& connection, const Endpoint& source,
                              const Endpoint& destination, unsigned& side) {
  if (connection.ends[0] == source && connection.ends[1] == destination) {
    side = 0;
    return true;
  }
  if (connection.ends[1] == source && connection.ends[0] == destination) {
    side = 1;
    return true;
  }
  return false;
}

ConnectionTable::Match ConnectionTable::find(const Endpoint& source, const Endpoint& destination) {
  Match match;
  if (last_ != kNone && matches(slots_[last_], source, destination, match.side)) {
    match.slot = last_;
    return match;
  }
  for (std::uint32_t slot = buckets_[bucket(source, destination)]; slot != kNone;
       slot = slots_[slot].hash_next) {
    if (!matches(slots_[slot], source, destination, match.side)) continue;
    List& list = slots_[slot].closed ? closed_ : open_;
    unlink(list, slot);
    append(list, slot);
    match.slot = last_ = slot;
    return match;
  }
  return match;
}

std::uint32_t ConnectionTable::add(const Endpoint& source, const Endpoint& destination) {
  std::uint32_t slot = static_cast<std::uint32_t>(slots_.size());
  if (free_.empty()) {
    slots_.emplace_back();
  } else {
    slot = free_.back();
    free_.pop_back();
  }
  Connection& connection = slots_[slot];
  connection.ends[0] = source;
  connection.ends[1] = destination;
  std::uint32_t& head = buckets_[bucket(source, destination)];
  connection.hash_next = head;
  head = slot;
  append(open_, slot);
  last_ = slot;
  return slot;
}

void ConnectionTable::remove(std::uint32_t slot) {
  Connection& connection = slots_[slot];
  std::uint32_t* link = &buckets_[bucket(connection.ends[0], connection.ends[1])];
  while (*link != slot) link = &slots_[*link].hash_next;
  *link = connection.hash_next;
  unlink(connection.closed ? closed_ : open_, slot);
  if (last_ == slot) last_ = kNone;
  connection = Connection();
  free_.push_back(slot);
}

void ConnectionTable::close(std::uint32_t slot) {
  unlink(open_, slot);
  slots_[slot].closed = true;
  append(closed_, slot);
}

std::vector<std::uint32_t> ConnectionTable::open_slots() const {
  std::vector<std::uint32_t> slots;
  for (std::uint32_t slot = open_.oldest; slot != kNone; slot = slots_[slot].newer) slots.push_back(slot);
  std::sort(slots.begin(), slots.end(),
            [&](std::uint32_t a, std::uint32_t b) { return slots_[a].id < slots_[b].id; });
  return slots;
}

void ConnectionTable::append(List& list, std::uint32_t slot) {
  slots_[slot].older = list.newest;
  slots_[slot].newer = kNone;
  (list.newest == kNone ? list.oldest : slots_[list.newest].newer) = slot;
  list.newest = slot;
  ++list.count;
}

void ConnectionTable::unlink(List& list, std::uint32_t slot) {
  const Connection& connection = slots_[slot];
  (connection.older == kNone ? list.oldest : slots_[connection.older].newer) = connection.newer;
  (connection.newer == kNone ? list.newest : slots_[connection.newer].older) = connection.older;
  --list.count;
}

}  // namespace ws101::wsdump
