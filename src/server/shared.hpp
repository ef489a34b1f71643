// What all client threads share. Only the atomics and the waker change while the server runs.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "net/waker.hpp"
#include "server/limits.hpp"
#include "server/server.hpp"

namespace ws101 {

inline constexpr std::string_view kStopWords = "the server stops";

// Lives as long as the server or any handle to a client.
struct ServerShared {
  ServerLimits limits;
  std::map<std::string, Endpoint, std::less<>> endpoints;  // by path; "*" for every other path
  std::map<std::string, PageMaker, std::less<>> pages;
  std::vector<std::string> page_hosts;
  std::function<void(const std::string&)> log;
  std::function<std::unique_ptr<FrameObserver>(const Peer&)> trace;

  Waker waker;                          // of the server's thread
  std::atomic<std::size_t> memory = 0;  // bytes in use by all clients, as reported by their threads
  std::atomic<std::size_t> ended = 0;   // threads that are ending and must be joined
  // Set before the server sends a Close to its clients; a client that opens later sends its own.
  std::atomic<bool> stopping = false;
};

}  // namespace ws101
