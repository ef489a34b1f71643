#include "server/visitor.hpp"

#include <array>
#include <exception>
#include <utility>
#include <variant>

#include "net/opening.hpp"
#include "net/rseq.hpp"

namespace ws101 {
namespace {

Refusal refuse_broken(const RequestHead& head) {
  Refusal refusal;
  refusal.status = 500;
  refusal.sentence = "The server met an error while it made this page";
  refusal.omit_body = head.method == "HEAD";
  return refusal;
}

template <typename Map>
const typename Map::mapped_type* find_path(const Map& map, std::string_view path) {
  auto found = map.find(path);
  if (found == map.end()) found = map.find("*");
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

const Endpoint* Services::find_endpoint(std::string_view path) const {
  return find_path(endpoints, path);
}
const PageMaker* Services::find_page(std::string_view path) const {
  return find_path(pages, path);
}

Visitor::Visitor(std::uint64_t id, TcpSocket socket, const Address& address,
                 std::shared_ptr<Services> services)
    : id_(id),
      address_(address),
      services_(std::move(services)),
      name_(services_->log ? "#" + std::to_string(id_) + " " + address_.text() + " " : ""),
      session_(std::move(socket), services_->limits.max_backlog),
      peer_(nullptr) {}

void Visitor::run() {
  end_restartable_sequences();
  peer_ = Peer(shared_from_this());
  // What only this thread needs lies in the part of its stack that waiting occupies anyway.
  Connection connection = Connection::server(services_->limits.message);
  std::array<std::uint8_t, kSmallBuffer> first_bytes;
  connection.lend(first_bytes);
  session_.drive(connection);
  session_.become_owner();
  try {
    if (shake_hands()) serve();
  } catch (
      const std::exception& error) {  // no memory, no random bytes: this client's connection ends, no other's
    log(std::string("failed: ") + error.what());
    session_.abort();
  } catch (...) {  // what user code throws outside its handlers, such as a trace
    log("failed: an exception that is no std::exception");
    session_.abort();
  }
  phase_.store(Phase::Ending, std::memory_order_release);
  // RFC 6455 7.1.7: "Similarly, to do so, the server MUST _Close the WebSocket Connection_, and SHOULD log
  // the problem."
  // RFC 6455 7.2.2: "To do so, the server MUST simply _Close the WebSocket Connection_ (Section 7.1.1)."
  session_.finish();
  peer_ = Peer(nullptr);
  phase_.store(Phase::Ended);
  ++services_->ended;
  // Otherwise the server's thread comes by soon enough: were it woken now, it would wait for this thread to end.
  if (services_->stopping) services_->waker.wake();
}

// ---- the opening handshake ------------------------------------------------------------------------------------------

bool Visitor::shake_hands() {
  ByteBuffer received;
  std::variant<RequestHead, HandshakeIssue, HeadEnded> result = HeadEnded{};
  {
    RequestHeadParser parser({services_->limits.max_head, services_->limits.max_fields});
    result = read_head(session_.socket(), parser, received, [] { return true; });
  }
  phase_.store(Phase::Answering);
  if (const auto* issue = std::get_if<HandshakeIssue>(&result)) {
    return refuse(serialise(ws101::refuse(*issue)), issue->detail);
  }
  if (std::holds_alternative<HeadEnded>(result)) {
    if (dropped_ == Dropped::HandshakeTime) return refuse(serialise(refuse_late()), "no request in time");
    log("left before its request was complete");
    return false;
  }
  const RequestHead& head = std::get<RequestHead>(result);
  return answer(head, std::as_const(received).bytes().subspan(head.size));
}

bool Visitor::refuse(const std::string& response, std::string_view why) {
  if (services_->log) log(response.substr(9, 3) + " " + std::string(why));
  session_.socket().send_all(bytes_of(response));
  return false;
}

bool Visitor::answer(const RequestHead& head, Bytes early) {
  const auto target = split_target(head.target);
  Request request{head, {}, {}, {}, address_};
  const PageMaker* page = nullptr;
  if (const auto* split = std::get_if<RequestTarget>(&target)) {
    request.path = split->path;
    request.query = split->query;
    endpoint_ = services_->find_endpoint(split->path);
    page = services_->find_page(split->path);
    if (endpoint_ == nullptr && page == nullptr) return refuse(serialise(refuse_path(head)), "no such path");
  }
  static const Endpoint kNone;
  const Endpoint& endpoint = endpoint_ != nullptr ? *endpoint_ : kNone;
  ServerPolicy policy{endpoint.subprotocols, endpoint.origins, false};
  if (endpoint.same_origin) {
    // A page of this server may always connect; nobody else unless the list names it.
    const std::string_view origin = head.fields.value("Origin");
    if (head.fields.count("Origin") == 1 && origin_is_same_host(origin, head.fields.value("Host"))) {
      policy.origins.clear();
    } else if (policy.origins.empty()) {
      policy.origins.emplace_back("none");
    }
  }
  auto answer = answer_request(head, policy);
  if (const auto* refusal = std::get_if<Refusal>(&answer)) {
    return refuse(serialise(*refusal), refusal->sentence);
  }
  if (const auto* ordinary = std::get_if<NotWebSocket>(&answer)) {
    if (page == nullptr) return refuse(serialise(upgrade_required(*ordinary)), ordinary->words);
    PageContent content;
    try {
      content = (*page)(request);
    } catch (...) {
      return refuse(serialise(refuse_broken(head)), "the page threw an exception");
    }
    return refuse(page_response({content.content_type, content.body, ordinary->is_head}), head.target);
  }
  if (endpoint_ == nullptr) return refuse(serialise(refuse_path(head)), "a page, not a WebSocket endpoint");
  const Accepted& accepted = std::get<Accepted>(answer);
  request.subprotocol = accepted.subprotocol;
  return session_.socket().send_all(bytes_of(accepted.response)) && begin(request, early);
}

// ---- messages -------------------------------------------------------------------------------------------------------

template <typename Work>
bool Visitor::guard_user_code(Work work) {
  try {
    work();
    return true;
  } catch (const std::exception& error) {
    user_code_failed(error.what());
  } catch (...) {
    user_code_failed("an exception that is no std::exception");
  }
  return false;
}

// What belongs to the handshake is freed when this returns, before the long wait for messages: an idle connection is
// small.
bool Visitor::begin(const Request& request, Bytes early) {
  std::unique_ptr<FrameObserver> observer;
  if (endpoint_->trace) {
    observer = endpoint_->trace(peer_, request);
  } else if (services_->trace) {
    observer = services_->trace(peer_);
  }
  if (observer != nullptr) session_.observe(std::move(observer));
  log("open");
  // Either the server's thread sees Open when it stops, or this thread sees that it stops: both in one order for all.
  phase_.store(Phase::Open);
  if (services_->stopping) session_.close(CloseCode::GoingAway, kStopWords);
  return guard_user_code([&] {
    close_told_ = false;
    if (endpoint_->open) endpoint_->open(peer_, request);
    session_.feed(early, *this);
  });
}

void Visitor::serve() {
  guard_user_code([this] {
    while (session_.state() == State::Open && session_.receive(*this)) {
      if (std::exchange(only_pong_, false)) session_.release_idle();
    }
    if (session_.state() == State::CloseSent) {
      phase_.store(Phase::Closing, std::memory_order_release);
      while (session_.receive(*this)) {
      }
    }
  });
}

void Visitor::user_code_failed(const char* words) {
  session_.close(CloseCode::InternalError, "the server met an error");
  log(std::string("handler failed: ") + words);
  const auto last_try = [this](auto tell) {
    try {
      tell();
    } catch (...) {  // the handler that reports errors fails as well: there is nobody left to tell
      log("handler failed again while it was told of the error");
    }
  };
  last_try([&] {
    if (endpoint_->error) endpoint_->error(peer_, words);
  });
  last_try([&] {
    tell_close({CloseCode::InternalError, "an exception in a handler", session_.state(), std::nullopt});
  });
}

void Visitor::on_message(Opcode kind, Bytes payload) {
  only_pong_ = false;
  if (endpoint_->message) endpoint_->message(peer_, Message{kind, payload, payload.size(), 1, true});
}

void Visitor::on_ping(Bytes payload) {
  if (endpoint_->ping) endpoint_->ping(peer_, payload);
}

void Visitor::on_pong(Bytes payload) {
  only_pong_ = true;
  if (endpoint_->pong) endpoint_->pong(peer_, payload);
}

void Visitor::on_close(const CloseEvent& event) {
  phase_.store(Phase::Closing, std::memory_order_release);
  CloseEvent told = event;
  switch (dropped_.load()) {
    case Dropped::TooSlow:
      told.code = CloseCode::PolicyViolation;
      told.reason = "reads too slowly";
      break;
    case Dropped::NoPong:
      told.reason = "no answer to a ping";
      break;
    case Dropped::ClosingTime:
      told.reason = "no answer to our Close";
      break;
    default:
      break;
  }
  tell_close(told);
}

void Visitor::tell_close(CloseEvent event) {
  if (close_told_) return;
  close_told_ = true;
  if (services_->log) {
    log(std::string(event.clean() ? "closed " : "closed uncleanly ") + std::to_string(number(event.code)) +
        " " + std::string(event.reason));
  }
  if (endpoint_->close) endpoint_->close(peer_, event);
}

void Visitor::log(std::string_view event) const {
  if (!services_->log) return;
  std::string line = name_;
  for (const char c : event) line += (c >= ' ' && c <= '~') ? c : '?';
  services_->log(line);
}

// ---- any thread -----------------------------------------------------------------------------------------------------

bool Visitor::finish_uncommon_send(Session::Sent sent) {
  if (sent == Session::Sent::Overflow) drop(Dropped::TooSlow);
  if (sent != Session::Sent::Yes) return false;
  services_->waker.wake();  // something waits: the server's thread watches for room
  return true;
}

bool Visitor::send(const SharedFrame& frame) {
  return is_open() && finish_send(session_.send(frame));
}

void Visitor::drop(Dropped why) {
  Dropped none = Dropped::No;
  if (!dropped_.compare_exchange_strong(none, why) && none == Dropped::TooSlow) return;
  switch (why) {
    case Dropped::HandshakeTime:
      return session_.stop_reading();
    case Dropped::TooSlow:
      return session_.abort_hard();
    default:
      return session_.abort();
  }
}

}  // namespace ws101
