#include "server/client_list.hpp"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

namespace ws101 {

void ClientList::add(const std::shared_ptr<ClientThread>& client) {
  {
    // Before its thread starts, so that all() has every client that got an answer.
    const std::lock_guard lock(mutex_);
    entries_.emplace_back().client = client;
  }
  try {
    ++per_address_[client->address().host_bytes()];
    entries_.back().thread = std::thread([client] { client->run(); });
  } catch (const std::exception&) {
    leave_place(client->address());
    const std::lock_guard lock(mutex_);
    entries_.pop_back();
    throw;
  }
}

void ClientList::join_ended(std::atomic<std::size_t>& ended) {
  for (auto entry = entries_.begin(); ended > 0 && entry != entries_.end();) {
    if (entry->client->phase() != ClientThread::Phase::Ended) {
      ++entry;
      continue;
    }
    entry->thread.join();
    --ended;
    if (entry->evicted) {
      --evicted_;
    } else {
      leave_place(entry->client->address());
    }
    const std::lock_guard lock(mutex_);
    entry = entries_.erase(entry);
  }
}

bool ClientList::evict(const Address* address) {
  if (!may_evict()) return false;
  const std::string from = address != nullptr ? address->host_bytes() : "";
  // Those that have all they came for lose nothing; those that take nothing may still be in the middle of it.
  using Phase = ClientThread::Phase;
  constexpr std::array kOrder = {Phase::Ending, Phase::Handshake, Phase::Answering};
  std::array<Entry*, kOrder.size()> oldest{};
  for (Entry& entry : entries_) {  // in the order in which they came
    const auto kind = std::find(kOrder.begin(), kOrder.end(), entry.client->phase());
    if (kind == kOrder.end() || entry.evicted) continue;
    if (address != nullptr && entry.client->address().host_bytes() != from) continue;
    Entry*& first = oldest[static_cast<std::size_t>(kind - kOrder.begin())];
    if (first == nullptr) first = &entry;
  }
  for (Entry* const entry : oldest) {
    if (entry == nullptr || !entry->client->evict()) continue;
    entry->evicted = true;
    ++evicted_;
    leave_place(entry->client->address());
    return true;
  }
  return false;
}

std::vector<std::shared_ptr<ClientThread>> ClientList::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<ClientThread>> all;
  all.reserve(entries_.size());
  for (const Entry& entry : entries_) all.push_back(entry.client);
  return all;
}

std::size_t ClientList::places_of(const Address& address) const {
  const auto found = per_address_.find(address.host_bytes());
  return found == per_address_.end() ? 0 : found->second;
}

void ClientList::leave_place(const Address& address) {
  const auto found = per_address_.find(address.host_bytes());
  if (found != per_address_.end() && --found->second == 0) per_address_.erase(found);
}

}  // namespace ws101
