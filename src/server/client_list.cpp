#include "server/client_list.hpp"

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

bool ClientList::evict_handshake(const Address* address) {
  if (evicted_ >= kMaxEvicted) return false;
  const std::string from = address != nullptr ? address->host_bytes() : "";
  for (Entry& entry : entries_) {  // the oldest first
    ClientThread& client = *entry.client;
    if (address != nullptr && client.address().host_bytes() != from) continue;
    if (!client.evict()) continue;
    entry.evicted = true;
    ++evicted_;
    leave_place(client.address());
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
