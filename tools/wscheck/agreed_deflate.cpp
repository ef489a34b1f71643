#include "wscheck/agreed_deflate.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "deflate/inflate.hpp"
#include "frame/compression.hpp"
#include "handshake/deflate_negotiation.hpp"
#include "handshake/token.hpp"
#include "text/quoted.hpp"

namespace ws101::wscheck {
namespace {

constexpr std::size_t kInflatedAtOnce = std::size_t{64} << 10;
constexpr std::string_view kExpected = "a message that can be inflated as it was agreed (RFC 7692 7.2.2)";

bool is_deflate(const Extension& extension) {
  return equal_ignoring_case(extension.name, kDeflateName);
}

[[noreturn]] void is_unsupported(std::string words) {
  throw Judgement{Verdict::Unsupported, std::move(words), ""};
}

// The peer's side of the compression.
struct Unpacker {
  Inflater inflater;
  bool forgets;  // after each message
  std::size_t messages = 0;

  std::string operator()(std::string_view payload);
  [[noreturn]] void fail_on(std::string_view payload) const;
};

// RFC 1950: the two bytes that zlib puts before the stream, for windows of any size.
bool has_zlib_header(std::string_view payload) {
  if (payload.size() < 2) return false;
  const unsigned first = bytes_of(payload)[0];
  return (first & 0x0F) == 8 && first >> 4 <= 7 && (first * 256 + bytes_of(payload)[1]) % 31 == 0;
}

void Unpacker::fail_on(std::string_view payload) const {
  const InflateError& error = inflater.error();
  std::string words = "its compressed message " + std::to_string(messages) + " cannot be inflated: ";
  if (has_zlib_header(payload)) {
    words += "it begins with the header of zlib";
  } else if (error.fault == InflateFault::DistanceTooFar) {
    words += "a copy reaches " + std::to_string(error.distance) + " bytes back, and " +
             std::to_string(error.known) + " are known there";
  } else {
    words += "at bit " + std::to_string(error.bit_position) + " " + std::string(info(error.fault).words);
  }
  fail(std::move(words), std::string(kExpected));
}

std::string Unpacker::operator()(std::string_view payload) {
  ++messages;
  std::string message;
  std::vector<std::uint8_t> room(kInflatedAtOnce);
  Bytes in = bytes_of(payload);
  for (;;) {
    const InflateResult got = inflater.inflate(in, room);
    message += text_of(Bytes(room).first(got.produced));
    in = in.subspan(got.consumed);
    if (got.status == InflateStatus::Failed) fail_on(payload);
    if (message.size() > kMostPayload) fail("it sends a message that inflates without end", "");
    if (got.status != InflateStatus::OutputFull && in.empty()) break;
  }
  const std::string_view tail = text_of(kSyncTail);
  if (inflater.between_blocks() && payload.ends_with(tail)) {
    fail("its compressed message " + std::to_string(messages) + " ends with 00 00 ff ff",
         "a message without these four bytes (RFC 7692 7.2.1)");
  }
  if (!inflater.finish_message()) fail_on(payload);
  if (forgets) inflater.forget();
  return message;
}

}  // namespace

bool inflates_to(std::string_view payload, std::string_view message) {
  Inflater inflater;
  std::vector<std::uint8_t> room(message.size() + 1);
  const InflateResult got = inflater.inflate(bytes_of(payload), room);
  return text_of(Bytes(room).first(got.produced)) == message;
}

Extension judged_answer(const ResponseHead& answer, const std::vector<Extension>& offers) {
  const auto parsed = parse_extensions(answer.fields);
  if (const auto* const error = std::get_if<SyntaxError>(&parsed)) {
    fail("what it answers is no list of extensions: " + error->words, "the grammar of RFC 6455 9.1");
  }
  const auto& accepted = std::get<std::vector<Extension>>(parsed);
  if (accepted.empty()) is_unsupported("it does not accept permessage-deflate");
  for (const Extension& each : accepted) {
    if (!is_deflate(each)) {
      fail("it accepts the extension " + quoted(each.name) + ", which was not offered", "permessage-deflate");
    }
    if (const auto words = wrong_deflate_answer(each)) fail("the answer breaks RFC 7692 7.1: " + *words, "");
  }
  if (accepted.size() > 1) {
    fail("it accepts permessage-deflate " + std::to_string(accepted.size()) + " times",
         "one of the offers (RFC 7692 5)");
  }
  if (const auto words = deflate_answer_not_offered(accepted.front(), offers)) {
    fail("no offer allows the answer: " + *words, "what one of the offers allows (RFC 7692 7.1)");
  }
  return accepted.front();
}

std::vector<Extension> judged_offers(const RequestHead& request) {
  const auto parsed = parse_extensions(request.fields);
  if (const auto* const error = std::get_if<SyntaxError>(&parsed)) {
    fail("what it offers is no list of extensions: " + error->words, "the grammar of RFC 6455 9.1");
  }
  const auto& offers = std::get<std::vector<Extension>>(parsed);
  if (std::none_of(offers.begin(), offers.end(), is_deflate)) {
    is_unsupported("it does not offer permessage-deflate");
  }
  for (const Extension& each : offers) {
    const auto words = is_deflate(each) ? wrong_deflate_offer(each) : std::nullopt;
    if (words) fail("an offer breaks RFC 7692 7.1: " + *words, "");
  }
  return offers;
}

AgreedDeflate::AgreedDeflate(Talk& peer, const DeflateParams& wanted) {
  if (peer.role() == Role::Client) {
    const std::vector<Extension> offers = {deflate_offer(wanted)};
    const ResponseHead answer = peer.opens(peer.request().add(kExtensionsField, extensions_text(offers)));
    begin(peer, agreed_deflate(judged_answer(answer, offers), wanted));
    return;
  }
  const auto request = peer.hear_request();
  if (!request) throw Judgement{Verdict::NotJudged, "no request: " + peer.ending(), ""};
  const auto answer = answer_deflate(judged_offers(*request), wanted);
  Head head = peer.response(*request);
  if (answer) head.add(kExtensionsField, extensions_text({answer->extension}));
  peer.says_bytes(head.text());
  if (!answer) is_unsupported("it does not let the server choose these parameters");
  begin(peer, answer->agreed);
}

AgreedDeflate::AgreedDeflate(Talk& peer, const std::vector<std::string>& offers) {
  Head request = peer.request();
  Fields fields;
  for (const std::string& each : offers) {
    request.add(kExtensionsField, each);
    fields.add(std::string(kExtensionsField), each);
  }
  const auto made = std::get<std::vector<Extension>>(parse_extensions(fields));
  const Extension answer = judged_answer(peer.opens(request), made);
  // A single offer binds us by its hints, also if the answer does not repeat them (7.1.1.2).
  begin(peer, agreed_deflate(answer, made.size() == 1 ? deflate_params_of(made.front()) : DeflateParams{}));
}

void AgreedDeflate::begin(Talk& peer, const DeflateParams& agreed) {
  params_ = agreed;
  const bool client = peer.role() == Role::Client;
  we_keep_ = client ? !agreed.client_no_context_takeover : !agreed.server_no_context_takeover;
  deflater_ = std::make_unique<Deflater>(
      DeflateLevel::Default, client ? agreed.client_max_window_bits : agreed.server_max_window_bits);
  // The case may be over before the peer is silent: what unpacks lives as long as the talk.
  const auto unpacker = std::make_shared<Unpacker>(
      Unpacker{Inflater(client ? agreed.server_max_window_bits : agreed.client_max_window_bits),
               client ? agreed.server_no_context_takeover : agreed.client_no_context_takeover});
  peer.unpacks([unpacker](std::string_view payload) { return (*unpacker)(payload); });
}

Frame AgreedDeflate::compressed(const Frame& message) {
  Frame frame = with_rsv(message, kCompressedBit);
  std::vector<std::uint8_t> room(deflater_->bound(message.payload.size()));
  room.resize(deflater_->deflate_message(bytes_of(message.payload), room));
  frame.payload = text_of(room);
  if (!we_keep_) deflater_->forget();
  return frame;
}

Frame AgreedDeflate::by_hand(Opcode kind, std::string payload) {
  deflater_->forget();
  return with_rsv(Frame{kind, std::move(payload)}, kCompressedBit);
}

Case deflate(std::string name, std::string title, std::string why, std::string section,
             std::function<void(Talk&, AgreedDeflate&)> run, const DeflateParams& wanted) {
  return {"deflate/" + std::move(name),
          std::move(title),
          std::move(why),
          "7692 " + std::move(section),
          [run = std::move(run), wanted](Talk& peer) {
            AgreedDeflate agreed(peer, wanted);
            run(peer, agreed);
          },
          Peers::Both,
          Begin::Connected};
}

}  // namespace ws101::wscheck
