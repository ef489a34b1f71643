// Runs a program of this tree with given input and collects what it prints and how it ends.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace ws101::testing {

// A child process with pipes on its three standard streams. Killed when it outlives its owner.
class Program {
 public:
  Program(const std::string& name, const std::vector<std::string>& arguments) {
    int in[2];
    int out[2];
    int err[2];
    if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0 || ::pipe2(err, O_CLOEXEC) != 0) {
      throw std::runtime_error("pipe");
    }
    std::string path = std::string(WS101_BIN) + "/" + name;
    std::vector<std::string> words{path};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(in[0], 0);
      ::dup2(out[1], 1);
      ::dup2(err[1], 2);
      ::execv(path.c_str(), pointers.data());
      ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    ::close(err[1]);
    in_ = in[1];
    out_ = out[0];
    err_ = err[0];
  }
  ~Program() {
    end_input();
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      ::waitpid(pid_, nullptr, 0);
    }
    ::close(out_);
    ::close(err_);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void write(const std::string& text) {
    if (::write(in_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
      throw std::runtime_error("the program takes no input");
    }
  }
  void end_input() {
    if (in_ >= 0) ::close(std::exchange(in_, -1));
  }
  void signal(int number) { ::kill(pid_, number); }

  // Reads standard output until it holds this text; false when the output ends before, or nothing comes for 20 s.
  bool wait_for_output(const std::string& text) { return wait_for(output, text); }
  bool wait_for_error(const std::string& text) { return wait_for(error, text); }

  // Reads all that is printed until the end, and returns the exit status, or 128 and the signal.
  int finish() {
    while (read_some()) {
    }
    int status = 0;
    ::waitpid(std::exchange(pid_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  std::string output;
  std::string error;

 private:
  bool wait_for(const std::string& where, const std::string& text) {
    while (where.find(text) == std::string::npos) {
      if (!read_some()) return false;
    }
    return true;
  }

  // False when both streams have ended, or nothing comes.
  bool read_some() {
    pollfd both[2] = {{out_open_ ? out_ : -1, POLLIN, 0}, {err_open_ ? err_ : -1, POLLIN, 0}};
    if (!out_open_ && !err_open_) return false;
    if (::poll(both, 2, 20'000) <= 0) {
      if (pid_ > 0) ::kill(pid_, SIGKILL);
      return false;
    }
    char bytes[4096];
    for (int i = 0; i < 2; ++i) {
      if (both[i].revents == 0) continue;
      const ssize_t count = ::read(both[i].fd, bytes, sizeof bytes);
      if (count <= 0) {
        (i == 0 ? out_open_ : err_open_) = false;
      } else {
        (i == 0 ? output : error).append(bytes, static_cast<std::size_t>(count));
      }
    }
    return true;
  }

  pid_t pid_ = -1;
  int in_ = -1;
  int out_ = -1;
  int err_ = -1;
  bool out_open_ = true;
  bool err_open_ = true;
};

// How a program ended, and what it printed.
struct Ran {
  int status = -1;
  std::string output;
  std::string error;
};

// Runs a program to its end, with all of its input.
inline Ran run(const std::string& name, const std::vector<std::string>& arguments, const std::string& input) {
  Program program(name, arguments);
  program.write(input);
  program.end_input();
  const int status = program.finish();
  return {status, program.output, program.error};
}

// A server program on a port that the system chose; url() is from its first line.
class ServerProgram : public Program {
 public:
  ServerProgram(const std::string& name, const std::vector<std::string>& arguments)
      : Program(name, arguments) {
    if (!wait_for_output(" (Ctrl-C stops)\n")) throw std::runtime_error(name + " does not listen: " + error);
    const std::size_t start = output.find("ws://");
    url_ = output.substr(start, output.find(' ', start) - start);
    output.erase(0, output.find('\n') + 1);
  }
  const std::string& url() const { return url_; }

 private:
  std::string url_;
};

}  // namespace ws101::testing
