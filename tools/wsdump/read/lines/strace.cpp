// strace (and ltrace, dtruss) lines: the strings of write and read calls, one file descriptor's stream each way.
#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "text/quoted.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/code/literal.hpp"
#include "wsdump/read/dumps/dump_lines.hpp"
#include "wsdump/read/formats.hpp"
#include "wsdump/read/plausible.hpp"
#include "wsdump/read/readers.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::string_view kSends[] = {"write",   "send",      "sendto",    "pwrite64", "writev",
                                       "sendmsg", "SYS_write", "SSL_write", "pwrite"};
constexpr std::string_view kReceives[] = {"read",    "recv",     "recvfrom", "pread64", "readv",
                                          "recvmsg", "SYS_read", "SSL_read", "pread"};

constexpr std::string_view kOthers[] = {"socket", "connect", "accept", "accept4", "poll",
                                        "ppoll",  "select",  "futex",  "openat",  "pselect6"};

template <typename Names>
bool is_among(const Names& names, std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// The number after the last ")" and "=": -1 for any failure, nothing if there is none.
std::optional<std::int64_t> result_of(std::string_view line) {
  const std::size_t close = line.rfind(')');
  if (close == std::string_view::npos) return std::nullopt;
  std::string_view rest = trim_left(line.substr(close + 1));
  if (!rest.starts_with("=")) {  // "= 7 (text)"
    const std::size_t equals = line.rfind(") = ");
    if (equals == std::string_view::npos) return std::nullopt;
    rest = line.substr(equals + 2);
  }
  rest = trim_left(rest.substr(1));
  if (rest.starts_with("-")) return -1;
  const bool hex = rest.starts_with("0x");
  if (hex) rest.remove_prefix(2);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value, hex ? 16 : 10);
  return error == std::errc{} ? std::optional(value) : std::nullopt;
}

struct Call {
  std::string stream;
  bool out = false;
  std::vector<std::uint8_t> bytes;
  std::uint64_t missing = 0;  // transferred but not printed
  std::optional<double> time;
};

class Trace {
 public:
  // Nothing if this is no trace.
  Outcome run(const Text& text) {
    for (std::string_view rest = text.body; !rest.empty();) {
      const std::string_view line = take_line(rest);
      if (trim(line).empty() || take(line)) continue;
      if (transfers_ == 0) return std::nullopt;
      return error_at(text.body, static_cast<std::size_t>(line.data() - text.body.data()),
                      "expected a line of strace, got " + quoted(trim(line)),
                      "leave out lines that are not part of the trace");
    }
    if (transfers_ > 0) return gather();
    if (others_ == 0) return std::nullopt;
    ReadError error{
        "a trace without data: it has no call that transfers bytes. node and Go read and write sockets with "
        "read(2) and write(2), which -e trace=network leaves out",
        "trace with: strace -f -xx -s 65535 -e trace=network,read,write,readv,writev", 0, 0};
    error.certain = true;
    return error;
  }

 private:
  bool take(std::string_view line) {
    Call call;
    std::string_view s = trim_left(line);
    if (s.starts_with("[pid")) s = trim_left(s.substr(std::min(s.find(']'), s.size() - 1) + 1));
    // "1234 write(": strace -f -o
    std::string_view behind_pid = s;
    if (const std::string_view pid = take_word(behind_pid); all_of(pid, is_digit) && pid.size() < 8)
      s = trim_left(behind_pid);
    call.time = take_time(s);
    s = trim_left(s);
    if (starts_with_one(s, "+++|---|strace:|# ")) return true;
    const bool resumed = s.starts_with("<... ");
    if (resumed) s.remove_prefix(5);
    const auto n = static_cast<std::size_t>(std::find_if_not(s.begin(), s.end(), is_word) - s.begin());
    const std::string_view name = s.substr(0, n);
    const std::string_view open = resumed ? " resumed>" : "(";
    if (n == 0 || !s.substr(n).starts_with(open)) return false;
    s.remove_prefix(n + open.size());
    const bool unfinished = contains(line, "<unfinished ...>");
    const auto result = result_of(line);
    if (!unfinished && !result && !contains(line, ") = ?") && !trim(line).ends_with(")")) return false;
    call.out = is_among(kSends, name);
    if (!call.out && !is_among(kReceives, name)) {
      follow_descriptor(name, s, result);
      return true;
    }
    std::string& pending = pending_[std::string(name)];
    call.stream = resumed ? pending : stream_of(s);
    if (unfinished) pending = call.stream;
    bool cut = false;
    if (!strings(s, name, call.bytes, cut)) return false;
    ++transfers_;
    if ((result && *result <= 0) || call.bytes.empty()) return true;
    const std::uint64_t transferred = result ? static_cast<std::uint64_t>(*result) : call.bytes.size() + 1;
    if (transferred < call.bytes.size()) call.bytes.resize(static_cast<std::size_t>(transferred));
    if (cut) call.missing = transferred - call.bytes.size();
    calls_.push_back(std::move(call));
    return true;
  }

  // The number of a descriptor names another file once it is connected, accepted or closed: what comes then is a
  // stream of its own, named "19" for the first and "19'", "19''" for the later ones.
  void follow_descriptor(std::string_view name, std::string_view arguments,
                         std::optional<std::int64_t> result) {
    const bool accepts = name == "accept" || name == "accept4";
    if (is_among(kOthers, name) || name.starts_with("epoll_")) ++others_;
    if ((name != "connect" && name != "close" && !accepts) || (accepts && result.value_or(-1) < 0)) return;
    const std::string fd = accepts ? std::to_string(*result) : descriptor(arguments);
    marks_[fd] += '\'';
    if (name != "close") connected_.insert(fd + marks_[fd]);
  }
  static std::string descriptor(std::string_view arguments) {
    return std::string(trim(arguments.substr(0, arguments.find_first_of(",<)"))));
  }
  std::string stream_of(std::string_view arguments) {
    const std::string fd = descriptor(arguments);
    return fd + marks_[fd];
  }

  // The strings of the call; those of addresses and control messages are not its bytes.
  static bool strings(std::string_view s, std::string_view name, std::vector<std::uint8_t>& bytes,
                      bool& cut) {
    const bool vectors = name.ends_with("v") || name.ends_with("msg");
    bool first = true;
    for (std::size_t quote = s.find('"'); quote != std::string_view::npos && !cut; quote = s.find('"')) {
      const std::string_view before = s.substr(0, quote);
      const std::size_t length = quoted_length(s.substr(quote));
      if (length == 0) return false;
      const std::string_view content = s.substr(quote + 1, length - 2);
      s.remove_prefix(quote + length);
      if (vectors ? !before.ends_with("iov_base=") && !before.ends_with("{") : !first) continue;
      first = false;
      const auto literal = decode_literal(content, false);
      if (!literal) return false;
      bytes.insert(bytes.end(), literal->bytes.begin(), literal->bytes.end());
      cut = s.starts_with("...");  // what follows a cut string does not continue it
    }
    return true;
  }

  Outcome gather() {
    std::map<std::string, Reading> streams;
    std::map<std::string, std::uint64_t[2]> missing;
    for (Call& call : calls_) {
      Reading& reading = streams[call.stream];
      const std::uint8_t side = call.out ? 0 : 1;
      std::uint64_t& left_out = missing[call.stream][side];
      reading.chunks.push_back(Chunk{Direction::Unknown, side, std::move(call.bytes), call.time, left_out});
      left_out = call.missing;
      if (call.missing == 0) continue;
      reading.incomplete = true;
      reading.missing = std::to_string(call.missing) + " bytes that strace cut off a string";
    }
    // A program reads many files before it connects: they are no candidates if a connection has data.
    const auto connected = [&](const auto& each) { return connected_.count(each.first) > 0; };
    if (std::any_of(streams.begin(), streams.end(), connected))
      std::erase_if(streams, [&](const auto& each) { return !connected(each); });
    if (streams.empty()) {
      return ReadError{"a trace whose calls transferred no bytes",
                       "trace with: strace -e trace=network,read,write -s 65535", 0, 0};
    }
    const auto fits = [&](const auto& each) { return grade_of(each.second) > 0; };
    auto chosen = streams.begin();
    if (streams.size() > 1) {
      if (std::count_if(streams.begin(), streams.end(), fits) != 1) {
        std::string all;
        for (const auto& [fd, reading] : streams) all += (all.empty() ? "" : ", ") + fd;
        return ReadError{
            "a trace of several file descriptors (" + all + "), and the frames do not decide which is meant",
            "keep the lines of one: grep '(3,'", 0, 0};
      }
      chosen = std::find_if(streams.begin(), streams.end(), fits);
      chosen->second.notes.push_back("file descriptor " + chosen->first.substr(0, chosen->first.find('\'')) +
                                     "; left out the others of the trace");
    }
    Reading reading = std::move(chosen->second);
    reading.format = "strace";
    reading.words = words_of(reading.format);
    if (reading.incomplete) reading.notes.emplace_back("strace -s 65535 prints strings whole");
    return reading;
  }

  std::vector<Call> calls_;
  std::size_t transfers_ = 0;
  std::size_t others_ = 0;                      // calls that show that this is a trace
  std::map<std::string, std::string> marks_;    // by descriptor: one for each time it became another stream
  std::set<std::string> connected_;             // the streams that are connections
  std::map<std::string, std::string> pending_;  // by call: the stream of the unfinished one
};

}  // namespace

Outcome read_strace(const Text& text) {
  const bool possible = contains(text.body, "(") || contains(text.body, "resumed>");
  return possible ? Trace().run(text) : std::nullopt;
}

}  // namespace ws101::wsdump::input
