#include "wsdemo/microscope.hpp"

#include <array>
#include <optional>
#include <vector>

#include "describe/frame_bytes.hpp"
#include "describe/line.hpp"
#include "json/quote.hpp"
#include "json/value.hpp"
#include "net/random.hpp"
#include "text/escape.hpp"
#include "text/hex.hpp"
#include "wsdemo/explain.hpp"
#include "wsdemo/json_error.hpp"
#include "wsdemo/microscope.html.hpp"
#include "wsdemo/specimens.hpp"
#include "wsdump/show/explain.hpp"

namespace ws101::demos {
namespace {

constexpr std::size_t kShown = 256;  // bytes of a payload that are kept for the picture
constexpr std::string_view kWanted = "expected {\"send\":\"ping\"} or {\"explain\":\"81 05 48 65 6c 6c 6f\"}";

std::string make_token() {
  std::array<std::uint8_t, 16> bytes;
  fill_random(bytes);
  return hex(bytes);
}

// The buttons, in HTML.
std::string buttons(std::string_view group) {
  std::string out;
  for (const Specimen& specimen : all_specimens()) {
    if (specimen.group != group) continue;
    out += "<button type=\"button\" data-send=\"" + std::string(specimen.id) + "\">" +
           html_escape(specimen.words) + "</button>";
  }
  return out;
}

std::string page_buttons() {
  const auto group = [](std::string_view name, std::string_view title, std::string_view words) {
    return "<div class=\"group\"><h3>" + std::string(title) + "</h3><p class=\"soft\">" + std::string(words) +
           "</p><div class=\"row\">" + buttons(name) + "</div></div>\n";
  };
  return group("right", "As it should be", "Every form a frame can have.") +
         group("closing", "Closing", "A Close frame; the browser answers with one of its own.") +
         group("wrong", "Against the rules",
               "One violation each. A browser has to fail the connection; watch with which code it says so.");
}

}  // namespace

// Any thread.
class Microscope::Slide {
 public:
  Slide(Peer eyepiece, std::string token) : eyepiece_(std::move(eyepiece)), token_(std::move(token)) {}

  const std::string& token() const { return token_; }

  void put_on(const Peer& specimen) {
    const std::lock_guard lock(mutex_);
    specimen_ = specimen;
  }

  bool send(const Specimen& specimen) {
    std::optional<Peer> peer;
    {
      const std::lock_guard lock(mutex_);
      peer = specimen_;
    }
    if (!peer || !peer->open()) return false;
    // First the report: the browser's answer must not be shown before what it answers.
    report(Flow::Out, specimen.words, specimen.wire, explain_frames(specimen.wire, wsdump::Direction::Server),
           true);
    eyepiece_.flush();
    return peer->send_raw(specimen.wire);
  }

  void report(Flow flow, std::string_view line, Bytes wire, std::string_view picture, bool raw) {
    eyepiece_.send_text("{\"flow\":" + std::string(flow == Flow::In ? "\"in\"" : "\"out\"") +
                        ",\"line\":" + json_quote(line) + ",\"raw\":" + (raw ? "true" : "false") +
                        ",\"hex\":" + json_quote(hex(wire.first(std::min(wire.size(), kShown)))) +
                        ",\"picture\":" + json_quote(picture) + "}");
  }

 private:
  Peer eyepiece_;
  const std::string token_;
  std::mutex mutex_;
  std::optional<Peer> specimen_;  // guarded by mutex_
};

// Sees every frame of the specimen and reports it when it is complete. Frames to the browser may come from any thread.
class Microscope::Watcher : public FrameObserver {
 public:
  explicit Watcher(std::shared_ptr<Slide> slide) : slide_(std::move(slide)) {}

  void on_frame(Flow flow, const FrameHeader& header, Bytes payload, std::uint64_t, bool last) override {
    const std::lock_guard lock(mutex_);
    Lane& lane = lanes_[static_cast<std::size_t>(flow)];
    if (!lane.inside) {
      lane.inside = true;
      lane.kept.clear();
      ++lane.number;
      if (begins_message(header.opcode)) lane.content = header.opcode;
    }
    const std::size_t room = kShown - lane.kept.size();
    lane.kept.insert(lane.kept.end(), payload.begin(),
                     payload.begin() + static_cast<std::ptrdiff_t>(std::min(room, payload.size())));
    if (!last) return;
    lane.inside = false;

    const std::vector<std::uint8_t> wire = to_wire(header, lane.kept);
    LineStyle style;
    style.escape = EscapeStyle::Utf8;
    style.content = lane.content;
    wsdump::FrameEvent shown;
    shown.n = lane.number;
    shown.from = flow == Flow::In ? wsdump::Direction::Client : wsdump::Direction::Server;
    shown.offset = lane.offset;
    shown.header = header;
    shown.payload = lane.kept;
    shown.came = header.length;
    shown.content = lane.content;
    wsdump::ExplainStyle explain;
    explain.escape = EscapeStyle::Utf8;
    slide_->report(flow, describe_line(header, lane.kept, style), wire, wsdump::explain_frame(shown, explain),
                   false);
    lane.offset += header.size() + header.length;
  }

 private:
  struct Lane {
    bool inside = false;             // a frame has begun; its first piece may have no payload
    std::vector<std::uint8_t> kept;  // the beginning of its payload
    std::uint64_t number = 0;
    std::uint64_t offset = 0;               // of the current frame in its stream
    Opcode content = Opcode::Continuation;  // what a continuation continues
  };
  const std::shared_ptr<Slide> slide_;
  std::mutex mutex_;
  std::array<Lane, 2> lanes_;  // guarded by mutex_; one for each direction
};

Microscope::Microscope(Server& server, const Access& access) {
  add_eyepiece(server, access);
  add_specimen(server, access);
  server.page("/microscope",
              [](const Request&) { return PageContent{render_page(kMicroscopePage, page_buttons())}; });
}

void Microscope::add_eyepiece(Server& server, const Access& access) {
  Endpoint endpoint = access.endpoint();
  endpoint.open = [this](Peer& peer, const Request&) {
    const auto slide = std::make_shared<Slide>(peer, make_token());
    {
      const std::lock_guard lock(mutex_);
      slides_.emplace(slide->token(), slide);
      eyepieces_.emplace(peer.id(), slide);
    }
    peer.send_text("{\"slide\":" + json_quote(slide->token()) + "}");
  };
  endpoint.close = [this](Peer& peer, const CloseEvent&) {
    const std::lock_guard lock(mutex_);
    const auto slide = eyepieces_.find(peer.id());
    if (slide == eyepieces_.end()) return;
    slides_.erase(slide->second->token());
    eyepieces_.erase(slide);
  };
  endpoint.message = [this](Peer& peer, const Message& message) { take_order(peer, message); };
  server.endpoint("/microscope/eyepiece", std::move(endpoint));
}

void Microscope::add_specimen(Server& server, const Access& access) {
  Endpoint endpoint = access.endpoint();
  endpoint.max_message = 0;  // its frames are what one wants to see, long ones too
  endpoint.trace = [this](const Peer&, const Request& request) -> std::unique_ptr<FrameObserver> {
    constexpr std::string_view kSlide = "slide=";
    if (!request.query.starts_with(kSlide)) return nullptr;
    auto slide = find(request.query.substr(kSlide.size()));
    return slide ? std::make_unique<Watcher>(std::move(slide)) : nullptr;
  };
  endpoint.open = [this](Peer& peer, const Request& request) {
    if (const auto slide = find(request.query.substr(request.query.find('=') + 1))) slide->put_on(peer);
  };
  endpoint.message = [](Peer& peer, const Message& message) { peer.send(message); };
  server.endpoint("/microscope", std::move(endpoint));
}

std::shared_ptr<Microscope::Slide> Microscope::find(std::string_view token) {
  const std::lock_guard lock(mutex_);
  const auto slide = slides_.find(token);
  return slide == slides_.end() ? nullptr : slide->second;
}

void Microscope::take_order(Peer& peer, const Message& message) {
  const auto result =
      message.kind == Opcode::Text ? parse_json(text_of(message.payload)) : JsonError{std::string(kWanted)};
  if (const auto* error = std::get_if<JsonError>(&result)) {
    peer.send_text(json_error(error->words));
    return;
  }
  const JsonValue& order = std::get<JsonValue>(result);
  if (const std::string* const pasted = order.find_text("explain")) {
    const auto explained = explain_pasted(*pasted);
    if (const auto* error = std::get_if<ExplainError>(&explained)) {
      peer.send_text(json_error(error->words));
    } else {
      peer.send_text("{\"explained\":" + json_quote(std::get<std::string>(explained)) + "}");
    }
    return;
  }
  const std::string* const name = order.find_text("send");
  const Specimen* const specimen = name != nullptr ? find_specimen(*name) : nullptr;
  if (specimen == nullptr) {
    peer.send_text(json_error(kWanted));
    return;
  }
  std::shared_ptr<Slide> slide;
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = eyepieces_.find(peer.id()); found != eyepieces_.end()) slide = found->second;
  }
  if (!slide || !slide->send(*specimen)) {
    peer.send_text(json_error("expected a connection to look at: open /microscope?slide=... first"));
  }
}

}  // namespace ws101::demos
