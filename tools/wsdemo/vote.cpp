#include "wsdemo/vote.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <exception>

#include "json/quote.hpp"
#include "own_addresses.hpp"
#include "text/markup.hpp"
#include "wsdemo/json_error.hpp"
#include "wsdemo/vote.html.hpp"

namespace ws101::demos {
namespace {

// A crash may lose the votes of this time. Writing each vote to the disk would make the disk the bottleneck.
constexpr std::chrono::milliseconds kSavePause{200};

std::string count_words(std::size_t number, std::uint64_t count, std::string_view more = {}) {
  return "{\"cid\":\"" + std::to_string(number) + "\",\"count\":" + std::to_string(count) +
         std::string(more) + "}";
}

std::string names_of(const std::vector<Candidate>& candidates) {
  std::string out = ",\"candidates\":[";
  for (const Candidate& candidate : candidates) {
    out += (out.ends_with('[') ? "" : ",") + json_quote(candidate.name);
  }
  return out + "]";
}

// The page's URLs for other machines, hidden: the script decides whether to show them.
std::string addresses_for_others(const Server& server) {
  std::string out = "<ul id=\"others\" hidden>";
  std::vector<std::string> urls = page_urls(server.address());
  urls.erase(urls.begin());  // this machine's own
  for (const std::string& url : urls) out += "<li>" + markup_text(url + "vote") + "</li>";
  return out + "</ul>\n";
}

}  // namespace

Vote::Vote(Server& server, const Access& access, std::vector<std::string> names, const std::string& state,
           Tell save_failed)
    : file_(state.empty() ? nullptr : std::make_unique<VoteFile>(state)),
      room_(server),
      numbers_(access.numbers),
      save_failed_(std::move(save_failed)) {
  for (std::string& name : names) candidates_.push_back({std::move(name)});
  if (file_) {
    others_ = file_->load(candidates_);
    file_->save(candidates_, others_);  // reports an unwritable folder now, not at the first vote
  }
  Endpoint endpoint = access.endpoint();
  endpoint.open = [this](Peer& peer, const Request&) {
    // The page may be older than the last votes. With the lock no vote can come between sending the counts and
    // joining the room.
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      peer.send_text(count_words(i + 1, candidates_[i].votes, i == 0 ? names_of(candidates_) : ""));
    }
    room_.join(peer);
  };
  endpoint.close = [this](Peer& peer, const CloseEvent&) { room_.leave(peer); };
  endpoint.message = [this](Peer& peer, const Message& message) { take(peer, message); };
  access.serve(server, "/vote", std::move(endpoint));
  show_leader();
  server.page("/vote", [this, &server](const Request&) {
    return render_page(kVotePage, list() + addresses_for_others(server));
  });
  if (file_) saver_ = std::thread([this] { keep_saved(); });
}

Vote::~Vote() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  if (saver_.joinable()) saver_.join();
}

void Vote::take(Peer& peer, const Message& message) {
  const std::string_view text = text_of(message.payload);
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  if (message.kind != Opcode::Text || !is_number || number < 1 || number > candidates_.size()) {
    return send_error(peer, "expected a candidate's number from 1 to " + std::to_string(candidates_.size()));
  }
  // Counting and telling are one step: else a count could be overtaken by an older one on its way.
  // Telling never blocks.
  const std::lock_guard lock(mutex_);
  room_.tell(count_words(number, ++candidates_[number - 1].votes));
  show_leader();
  unsaved_ = true;
  changed_.notify_one();
}

void Vote::show_leader() {
  if (numbers_ == nullptr) return;
  const auto leader = std::ranges::max_element(candidates_, {}, &Candidate::votes);
  numbers_->set_value("vote", leader->name + ": " + std::to_string(leader->votes));
}

void Vote::keep_saved() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return unsaved_ || stopping_; });
    if (!unsaved_) return;
    unsaved_ = false;
    const std::vector<Candidate> copy = candidates_;
    lock.unlock();
    try {
      file_->save(copy, others_);
    } catch (const std::exception& error) {
      if (save_failed_) save_failed_(error.what());
    }
    lock.lock();
    changed_.wait_for(lock, kSavePause, [this] { return stopping_; });
  }
}

std::string Vote::list() const {
  std::string out = "<ul id=\"list\">\n";
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    const std::string name = markup_text(candidates_[i].name);
    out += "<li data-cid=\"" + std::to_string(i + 1) + "\"><span class=\"name\">" + name;
    out += "</span><span class=\"votes live\"><output>" + std::to_string(candidates_[i].votes);
    out += "</output><span class=\"part\"></span></span><button disabled aria-label=\"Vote for " + name;
    out += "\">Vote</button><span class=\"bar\"><i></i></span></li>\n";
  }
  return out + "</ul>";
}

}  // namespace ws101::demos
