#include "wsdemo/microscope.hpp"

#include <array>

#include "handshake/server_handshake.hpp"
#include "json/quote.hpp"
#include "json/value.hpp"
#include "net/random.hpp"
#include "text/hex.hpp"
#include "wsdemo/expectation.hpp"
#include "wsdemo/explain.hpp"
#include "wsdemo/json_error.hpp"
#include "wsdemo/microscope_page.hpp"
#include "wsdemo/opening_json.hpp"
#include "wsdemo/query.hpp"
#include "wsdemo/slide.hpp"
#include "wsdemo/specimens.hpp"

namespace ws101::demos {
namespace {

constexpr std::string_view kWanted =
    "expected {\"send\":\"ping\"}, {\"explain\":\"81 05 48 65 6c 6c 6f\"} or {\"mark\":true}";

std::string make_token() {
  std::array<std::uint8_t, 16> bytes;
  fill_random(bytes);
  return hex(bytes);
}

// The data of each button for the page, in the order of the list.
std::string list_expectations() {
  std::string json;
  for (const Specimen& specimen : all_specimens())
    json += (json.empty() ? "" : ",") + expectation_json(specimen);
  return "[" + json + "]";
}

// The 101 that the server has sent, rebuilt from the request.
std::string response_to(const RequestHead& head, const std::optional<DeflateParams>& deflate) {
  ServerPolicy policy;
  policy.deflate = deflate;
  const auto answer = answer_request(head, policy);
  const auto* const accepted = std::get_if<Accepted>(&answer);
  return accepted == nullptr ? std::string() : accepted->response;
}

std::string explained_json(const Explained& explained) {
  std::string frames;
  for (const std::string& frame : explained.frames) frames += (frames.empty() ? "" : ",") + frame;
  return "{\"explained\":" + json_quote(explained.text) + ",\"frames\":[" + frames + "]}";
}

}  // namespace

Microscope::Microscope(Server& server, const Access& access) {
  add_eyepiece(server, access);
  add_specimen(server, access, "/microscope", std::nullopt);
  // Without context takeover, so that each message can be inflated by itself.
  add_specimen(server, access, "/microscope/deflate", kSmallDeflate);
  server.page("/microscope", [](const Request&) { return microscope_page(); });
}

void Microscope::add_eyepiece(Server& server, const Access& access) {
  Endpoint endpoint = access.endpoint();
  endpoint.open = [this, expectations = list_expectations()](Peer& peer, const Request&) {
    const auto slide = std::make_shared<Slide>(peer, make_token());
    {
      const std::lock_guard lock(mutex_);
      slides_.emplace(slide->token(), slide);
      eyepieces_.emplace(peer.id(), slide);
    }
    peer.send_text("{\"slide\":" + json_quote(slide->token()) + ",\"specimens\":" + expectations + "}");
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

void Microscope::add_specimen(Server& server, const Access& access, const std::string& path,
                              std::optional<DeflateParams> deflate) {
  Endpoint endpoint = access.endpoint();
  endpoint.max_message = 0;  // to show long frames, too
  endpoint.deflate = deflate;
  endpoint.deflate_limits.least = 0;
  endpoint.trace = [this](const Peer&, const Request& request) -> std::unique_ptr<FrameObserver> {
    auto slide = find(request.query);
    return slide ? std::make_unique<SlideWatcher>(std::move(slide)) : nullptr;
  };
  endpoint.open = [this, deflate](Peer& peer, const Request& request) {
    const auto slide = find(request.query);
    if (!slide) return;
    {
      const std::lock_guard lock(mutex_);
      specimens_.emplace(peer.id(), slide);
    }
    slide->put_on(peer, opening_json(request.head, response_to(request.head, deflate)));
  };
  endpoint.close = [this](Peer& peer, const CloseEvent&) {
    std::shared_ptr<Slide> slide;
    {
      const std::lock_guard lock(mutex_);
      if (auto found = specimens_.extract(peer.id())) slide = std::move(found.mapped());
    }
    if (slide) slide->tell_end();
  };
  endpoint.message = [](Peer& peer, const Message& message) { peer.send(message); };
  access.serve(server, path, std::move(endpoint));
}

std::shared_ptr<Slide> Microscope::find(std::string_view query) {
  const std::lock_guard lock(mutex_);
  const auto slide = slides_.find(query_value(query, "slide").value_or(""));
  return slide == slides_.end() ? nullptr : slide->second;
}

void Microscope::take_order(Peer& peer, const Message& message) {
  const auto result =
      message.kind == Opcode::Text ? parse_json(text_of(message.payload)) : JsonError{std::string(kWanted)};
  if (const auto* error = std::get_if<JsonError>(&result)) return send_error(peer, error->words);
  const JsonValue& order = std::get<JsonValue>(result);
  if (const std::string* const pasted = order.find_text("explain")) {
    const auto explained = explain_pasted(*pasted);
    if (const auto* error = std::get_if<ExplainError>(&explained)) return send_error(peer, error->words);
    peer.send_text(explained_json(std::get<Explained>(explained)));
    return;
  }
  if (order.find("mark") != nullptr) {
    peer.send_text("{\"mark\":true}");
    return;
  }
  const std::string* const name = order.find_text("send");
  const Specimen* const specimen = name != nullptr ? find_specimen(*name) : nullptr;
  if (specimen == nullptr) return send_error(peer, kWanted);
  std::shared_ptr<Slide> slide;
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = eyepieces_.find(peer.id()); found != eyepieces_.end()) slide = found->second;
  }
  if (!slide || !slide->send(*specimen)) {
    send_error(peer, "expected a connection to look at: open /microscope?slide=... first");
  }
}

}  // namespace ws101::demos
