// The counts of a vote in a file, and how they get there whole.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include "json/quote.hpp"
#include "json/value.hpp"
#include "net/file_descriptor.hpp"
#include "wsdemo/vote.hpp"

namespace ws101::demos {
namespace {

constexpr double kMostVotes = 9007199254740992.0;  // 2^53: up to here a double counts in ones

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

std::vector<Candidate> load_votes(const std::string& path, std::vector<Candidate>& candidates) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    if (errno == ENOENT) return {};
    fail("cannot read " + path);
  }
  std::ostringstream text;
  text << in.rdbuf();
  if (in.bad() || std::filesystem::is_directory(path)) throw std::runtime_error("cannot read " + path);
  const auto result = parse_json(text.str());
  if (const auto* error = std::get_if<JsonError>(&result)) {
    throw std::runtime_error(path + " is no state of a vote: " + error->words);
  }
  const JsonValue& state = std::get<JsonValue>(result);
  if (state.object() == nullptr)
    throw std::runtime_error(path + " is no state of a vote: expected an object");
  std::vector<Candidate> others;
  for (const auto& [name, count] : *state.object()) {
    const double* const number = count.number();
    if (number == nullptr || *number < 0 || *number > kMostVotes || *number != std::floor(*number)) {
      throw std::runtime_error(path + " is no state of a vote: expected a count for " + json_quote(name));
    }
    const auto votes = static_cast<std::uint64_t>(*number);
    const auto candidate =
        std::find_if(candidates.begin(), candidates.end(),
                     [&, &known = name](const Candidate& one) { return one.name == known; });
    if (candidate != candidates.end()) {
      candidate->votes = votes;
    } else {
      others.push_back({name, votes});
    }
  }
  return others;
}

void save_votes(const std::string& path, const std::vector<Candidate>& candidates,
                const std::vector<Candidate>& others) {
  std::string text = "{";
  for (const std::vector<Candidate>* const list : {&candidates, &others}) {
    for (const Candidate& candidate : *list) {
      text += (text.size() > 1 ? ",\n " : "\n ") + json_quote(candidate.name) + ": " +
              std::to_string(candidate.votes);
    }
  }
  text += "\n}\n";
  const std::string fresh = path + ".new";
  {
    const FileDescriptor file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (!file.valid()) fail("cannot write " + fresh);
    for (std::string_view rest = text; !rest.empty();) {
      const ssize_t count = ::write(file.get(), rest.data(), rest.size());
      if (count < 0 && errno != EINTR) fail("cannot write " + fresh);
      if (count > 0) rest.remove_prefix(static_cast<std::size_t>(count));
    }
    // Before the new file takes the name: else a loss of power could leave an empty file under it.
    if (::fsync(file.get()) != 0) fail("cannot bring " + fresh + " to the disk");
  }
  if (::rename(fresh.c_str(), path.c_str()) != 0) fail("cannot rename " + fresh + " to " + path);
}

}  // namespace ws101::demos
