// Reassembled messages: what `wsdump messages` prints, and the files that -o DIR writes.
#pragma once

#include <string>

#include "wsdump/show/headings.hpp"
#include "wsdump/show/output.hpp"
#include "wsdump/watch/events.hpp"

namespace ws101::wsdump {

// Message 1   client   text, 3 frames (#1+#4+#5), 11 bytes: "Hello world"
class MessagesView : public EventSink {
 public:
  // `bytes`: content shown of each message.
  MessagesView(Output& out, std::size_t bytes) : out_(out), bytes_(bytes), headings_(out) {}
  void connection(const ConnectionEvent& event) override { headings_.begin(event); }
  void message(const MessageEvent& event) override;
  void note(const NoteEvent& event) override;

 private:
  void put_content(const MessageEvent& event);

  Output& out_;
  std::size_t bytes_;
  Headings headings_;
};

// Writes each message to a file of its own: conn1-c-0001.txt, conn1-s-0002.bin. The names are made of numbers only,
// so nothing that a peer sends can lead outside the directory.
class MessageFiles : public EventSink {
 public:
  // `error` says why the directory cannot be used: it is not empty and `force` is not set, or the system refuses.
  static bool prepare(const std::string& directory, bool force, std::string& error);

  MessageFiles(std::string directory, bool force) : directory_(std::move(directory)), force_(force) {}
  void message(const MessageEvent& event) override;

  std::uint64_t written() const { return written_; }
  std::uint64_t cut() const { return cut_; }  // messages that were longer than the part that was kept
  const std::string& error() const { return error_; }

 private:
  std::string directory_;
  bool force_;
  std::uint64_t written_ = 0;
  std::uint64_t cut_ = 0;
  std::string error_;
};

}  // namespace ws101::wsdump
