// strace (and ltrace, dtruss) lines: the strings of write and read calls, one file descriptor's stream each way.
#include <algorithm>
#include <map>
#include <set>

#include "text/quoted.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/dump_cells.hpp"
#include "wsdump/read/dump_lines.hpp"
#include "wsdump/read/literal.hpp"
#include "wsdump/read/readers.hpp"

namespace ws101::wsdump::input {
namespace {

struct Call {
  std::string fd;
  bool out = false;
  std::vector<std::uint8_t> bytes;
  std::uint64_t missing = 0;  // transferred but not printed
  std::optional<double> time;
};

// 1: sends, 2: receives, 0: another call
int way_of(std::string_view name) {
  for (std::string_view n :
       {"write", "send", "sendto", "pwrite64", "writev", "sendmsg", "SYS_write", "SSL_write", "pwrite"}) {
    if (name == n) return 1;
  }
  for (std::string_view n :
       {"read", "recv", "recvfrom", "pread64", "readv", "recvmsg", "SYS_read", "SSL_read", "pread"}) {
    if (name == n) return 2;
  }
  return 0;
}

std::optional<std::int64_t> result_of(std::string_view line) {
  const std::size_t equals = line.rfind(") = ");
  const std::size_t tight = line.rfind(')');
  std::string_view rest;
  if (equals != std::string_view::npos) {
    rest = line.substr(equals + 4);
  } else if (tight != std::string_view::npos) {
    rest = trim_left(line.substr(tight + 1));
    if (!rest.starts_with("=")) return std::nullopt;
    rest = trim_left(rest.substr(1));
  } else {
    return std::nullopt;
  }
  const bool negative = rest.starts_with("-");
  if (negative) return -1;
  if (rest.empty() || !is_digit(rest[0])) return std::nullopt;
  unsigned base = 10;
  if (rest.starts_with("0x")) {
    base = 16;
    rest.remove_prefix(2);
  }
  std::int64_t value = 0;
  for (char c : rest.substr(0, 15)) {
    const int digit = hex_value(c);
    if (digit < 0 || static_cast<unsigned>(digit) >= base) break;
    value = value * base + digit;
  }
  return value;
}

class Trace {
 public:
  explicit Trace(std::string_view body) : body_(body) {}

  // Nothing if this is no trace.
  Outcome run(const Text& text) {
    std::string_view rest = body_;
    while (!rest.empty()) {
      const std::string_view line = take_line(rest);
      if (trim(line).empty()) continue;
      if (!take(line)) {
        if (transfers_ == 0) return std::nullopt;
        return error_at(body_, static_cast<std::size_t>(line.data() - body_.data()),
                        "expected a line of strace, got " + quoted(trim(line)),
                        "leave out lines that are not part of the trace");
      }
    }
    if (transfers_ == 0 && connections_ > 0) {
      return ReadError{
          "a trace without data: it has the calls that make a connection, and none that transfers bytes. "
          "node and Go "
          "read and write sockets with read(2) and write(2), which -e trace=network leaves out",
          "trace with: strace -f -xx -s 65535 -e trace=network,read,write,readv,writev", 0, 0};
    }
    if (transfers_ == 0) return std::nullopt;
    return gather(text);
  }

 private:
  bool take(std::string_view line) {
    if (line.starts_with(" | ")) return dump_line(line);
    last_ = nullptr;
    Call call;
    std::string_view s = trim_left(line);
    if (s.starts_with("[pid")) s = trim_left(s.substr(std::min(s.find(']'), s.size() - 1) + 1));
    // "1234 write(": strace -f -o
    std::string_view pid_rest = s;
    if (const std::string_view pid = take_word(pid_rest); all_of(pid, is_digit) && pid.size() < 8)
      s = trim_left(pid_rest);
    call.time = take_time(s);
    s = trim_left(s);
    if (s.starts_with("+++") || s.starts_with("---") || s.starts_with("strace:") || s.starts_with("# "))
      return true;
    bool resumed = false;
    if (s.starts_with("<... ")) {
      resumed = true;
      s.remove_prefix(5);
    }
    std::size_t n = 0;
    while (n < s.size() && is_word(s[n])) ++n;
    const std::string_view name = s.substr(0, n);
    s.remove_prefix(n);
    if (name.empty()) return false;
    if (resumed) {
      if (!s.starts_with(" resumed>")) return false;
      s.remove_prefix(9);
    } else {
      if (!s.starts_with("(")) return false;
      s.remove_prefix(1);
    }
    const bool unfinished = contains(line, "<unfinished ...>");
    const auto result = result_of(line);
    if (!unfinished && !result && line.find(") = ?") == std::string_view::npos && !trim(line).ends_with(")"))
      return false;
    const int way = way_of(name);
    if (way == 0) {
      begin_connection(name, s, result);
      return true;
    }
    call.out = way == 1;
    if (resumed) {
      call.fd = pending_fd_[std::string(name)];
    } else {
      call.fd = stream_of(trim(s.substr(0, s.find_first_of(",<)"))));
      if (unfinished) pending_fd_[std::string(name)] = call.fd;
    }
    bool cut = false;
    if (!strings(s, name, call, cut)) return false;
    ++transfers_;
    if (result && *result <= 0) return true;
    if (call.bytes.empty()) return true;
    if (result && static_cast<std::uint64_t>(*result) < call.bytes.size()) {
      call.bytes.resize(static_cast<std::size_t>(*result));
    } else if (result && cut) {
      call.missing = static_cast<std::uint64_t>(*result) - call.bytes.size();
    } else if (cut) {
      call.missing = 1;
    }
    calls_.push_back(std::move(call));
    last_ = &calls_.back();
    dumped_ = false;
    return true;
  }

  // The number of a descriptor names another file once it is connected, accepted or closed: what comes then is a stream
  // of its own, named "19" for the first and "19'", "19''" for the later ones.
  void begin_connection(std::string_view name, std::string_view arguments,
                        std::optional<std::int64_t> result) {
    const bool accepts = name == "accept" || name == "accept4";
    if (name == "socket" || name == "connect" || accepts) ++connections_;
    if (name != "connect" && name != "close" && !accepts) return;
    const std::string fd(trim(arguments.substr(0, arguments.find_first_of(",<)"))));
    if (accepts && (!result || *result < 0)) return;
    std::string& stream = streams_[accepts ? std::to_string(*result) : fd];
    stream += '\'';
    if (name != "close") connected_.insert((accepts ? std::to_string(*result) : fd) + stream);
  }
  std::string stream_of(std::string_view fd) { return std::string(fd) + streams_[std::string(fd)]; }

  // The strings of the call; those of addresses and control messages are not its bytes.
  bool strings(std::string_view s, std::string_view name, Call& call, bool& cut) {
    const bool vectors = name.ends_with("v") || name.ends_with("msg");
    std::size_t count = 0;
    while (true) {
      const std::size_t quote = s.find('"');
      if (quote == std::string_view::npos) break;
      const std::string_view before = s.substr(0, quote);
      const std::size_t length = quoted_length(s.substr(quote));
      if (length == 0) return false;
      const std::string_view content = s.substr(quote + 1, length - 2);
      s.remove_prefix(quote + length);
      if (vectors ? !before.ends_with("iov_base=") && !before.ends_with("{") : count > 0) continue;
      ++count;
      const auto literal = decode_literal(content, false);
      if (!literal) return false;
      if (cut) return true;  // what follows a cut string does not continue it
      call.bytes.insert(call.bytes.end(), literal->bytes.begin(), literal->bytes.end());
      cut = s.starts_with("...");
    }
    return true;
  }

  // strace -e write=all prints the whole data below the call: " | 00000  81 85 ...  text |"
  bool dump_line(std::string_view line) {
    std::string_view s = trim(line);
    if (s.size() < 10 || s.back() != '|') return false;
    s = trim(s.substr(1, s.size() - 2));
    const std::string_view offset = take_word(s);
    if (!all_of(offset, is_hex) || offset.size() < 5) return false;
    if (last_ == nullptr) return true;
    if (!dumped_) {
      dumped_ = true;
      last_->bytes.clear();
      last_->missing = 0;
    }
    return read_dump_cells(s, {Cells::Hex, Column::Shown}, 0, 0, last_->bytes);
  }

  Outcome gather(const Text& text) {
    std::map<std::string, Reading> by_fd;
    for (Call& call : calls_) {
      Reading& reading = by_fd[call.fd];
      const std::uint8_t side = call.out ? 0 : 1;
      Chunk chunk{Direction::Unknown, side, std::move(call.bytes), call.time, missing_[call.fd][side]};
      missing_[call.fd][side] = call.missing;
      if (call.missing != 0) {
        reading.incomplete = true;
        reading.missing = std::to_string(call.missing) + " bytes that strace cut off a string";
      }
      reading.chunks.push_back(std::move(chunk));
    }
    // A program reads many files before it connects: they are no candidates if a connection has data.
    const auto connected = [&](const auto& each) { return connected_.count(each.first) > 0; };
    if (std::any_of(by_fd.begin(), by_fd.end(), connected))
      std::erase_if(by_fd, [&](const auto& each) { return !connected(each); });
    if (by_fd.empty()) {
      return ReadError{"a trace whose calls transferred no bytes",
                       "trace with: strace -e trace=network,read,write -s 65535", 0, 0};
    }
    auto chosen = by_fd.begin();
    if (by_fd.size() > 1) {
      std::size_t fitting = 0;
      for (auto it = by_fd.begin(); it != by_fd.end(); ++it) {
        if (score_of(it->second, text.score) > 0) {
          chosen = it;
          ++fitting;
        }
      }
      if (fitting != 1) {
        std::string all;
        for (const auto& [fd, reading] : by_fd) all += (all.empty() ? "" : ", ") + fd;
        return ReadError{
            "a trace of several file descriptors (" + all + "), and the frames do not decide which is meant",
            "keep the lines of one: grep '(3,'", 0, 0};
      }
      chosen->second.notes.push_back("file descriptor " + chosen->first.substr(0, chosen->first.find('\'')) +
                                     "; left out the others of the trace");
    }
    Reading reading = std::move(chosen->second);
    reading.format = "strace";
    reading.words = "strace lines";
    if (reading.incomplete) reading.notes.emplace_back("strace -s 65535 prints strings whole");
    return reading;
  }

  std::string_view body_;
  std::vector<Call> calls_;
  Call* last_ = nullptr;
  bool dumped_ = false;
  std::size_t transfers_ = 0;
  std::size_t connections_ = 0;  // calls that make one
  std::map<std::string, std::string>
      streams_;                      // by descriptor: a mark for each time it became another stream
  std::set<std::string> connected_;  // the streams that are connections
  std::map<std::string, std::string> pending_fd_;
  std::map<std::string, std::uint64_t[2]> missing_;
};

}  // namespace

Outcome read_strace(const Text& text) {
  if (!text.forced.empty() && text.forced != "strace") return std::nullopt;
  if (text.body.find('(') == std::string_view::npos && text.body.find("resumed>") == std::string_view::npos)
    return std::nullopt;
  return Trace(text.body).run(text);
}

}  // namespace ws101::wsdump::input
