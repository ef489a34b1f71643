// Writes down what an analysis tells, one line an event, so that two runs can be compared.
#pragma once

#include <string>
#include <vector>

#include "text/escape.hpp"
#include "text/hex.hpp"
#include "wsdump/watch/analyser.hpp"

namespace ws101::testing {

class EventRecorder : public wsdump::EventSink {
 public:
  void connection(const wsdump::ConnectionEvent& event) override {
    add("connection " + std::to_string(event.conn));
  }
  void handshake(const wsdump::HandshakeEvent& event) override {
    add(std::string("handshake ") + (event.ok ? "ok" : "not ok") + " issues " +
        std::to_string(event.issues.size()));
  }
  void frame(const wsdump::FrameEvent& event) override {
    std::string line =
        "frame " + std::to_string(event.n) + from(event.from) + " offset " + std::to_string(event.offset);
    if (event.header_whole) {
      line += " op " + std::to_string(static_cast<int>(event.header.opcode)) + " length " +
              std::to_string(event.header.length) + " payload " +
              hex(event.payload.first(std::min<std::size_t>(event.payload.size(), 64)));
    } else {
      line += " header " + hex(event.header_begin);
    }
    if (!event.complete) line += " incomplete, came " + std::to_string(event.came);
    for (const auto& hole : event.missing)
      line += " hole " + std::to_string(hole.offset) + "+" + std::to_string(hole.length);
    if (event.message != 0) line += " message " + std::to_string(event.message);
    if (event.answers != 0) line += " answers " + std::to_string(event.answers);
    for (const auto& finding : event.findings)
      line += " {" + finding.id + " at " + std::to_string(finding.offset) + "}";
    add(line);
  }
  void message(const wsdump::MessageEvent& event) override {
    std::string line =
        "message " + std::to_string(event.n) + from(event.from) + " length " + std::to_string(event.length);
    line += ' ';
    line += escape_text(event.payload.first(std::min<std::size_t>(event.payload.size(), 64)));
    if (event.missing) line += " missing";
    if (event.utf8 == std::optional<bool>(true)) line += " utf8";
    if (event.utf8 == std::optional<bool>(false))
      line.append(" not utf8 at ").append(std::to_string(event.utf8_error_at));
    add(line);
  }
  void violation(const wsdump::ViolationEvent& event) override {
    add("violation " + event.finding->id + " frame " + std::to_string(event.frame));
    ids.push_back(event.finding->id);
  }
  void gap(const wsdump::GapEvent& event) override {
    add("gap" + from(event.from) + " " + std::to_string(event.offset) + "+" + std::to_string(event.length));
  }
  void note(const wsdump::NoteEvent& event) override { add("note " + event.text); }

  std::string text;
  std::vector<std::string> ids;

 private:
  static std::string from(wsdump::Direction direction) {
    return direction == wsdump::Direction::Client   ? " C"
           : direction == wsdump::Direction::Server ? " S"
                                                    : " ?";
  }
  void add(const std::string& line) { text += line + '\n'; }
};

}  // namespace ws101::testing
