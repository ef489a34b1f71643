// permessage-deflate between us and the peer: negotiates it, then holds the peer to what was agreed (RFC
// 7692 7).
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "deflate/deflate.hpp"
#include "handshake/deflate_params.hpp"
#include "wscheck/case.hpp"
#include "wscheck/frame.hpp"
#include "wscheck/talk.hpp"

namespace ws101::wscheck {

inline constexpr std::string_view kExtensionsField = "Sec-WebSocket-Extensions";

// How long a case watches a peer that may react or do nothing.
inline constexpr std::chrono::milliseconds kMoment{600};

class AgreedDeflate {
 public:
  // Does the opening handshake, with an offer or an answer that has the parameters `wanted`. From then on Talk
  // inflates each compressed message of the peer with the agreed window; the case ends if one cannot be inflated.
  // Throws a Judgement if the peer does not accept the extension (Unsupported), or if its answer breaks 7.1 (Fail).
  explicit AgreedDeflate(Talk& peer, const DeflateParams& wanted = {});
  // As a client, with these offers: the value of one or more Sec-WebSocket-Extensions fields.
  AgreedDeflate(Talk& peer, const std::vector<std::string>& offers);

  const DeflateParams& params() const { return params_; }
  bool we_keep_window() const { return we_keep_; }

  // The message compressed, as one frame; it may refer to the compressed messages before it.
  Frame compressed(const Frame& message);
  // A message whose compressed form was made by hand. Later messages do not refer to data before it.
  Frame by_hand(Opcode kind, std::string payload);

 private:
  void begin(Talk& peer, const DeflateParams& agreed);

  DeflateParams params_;
  std::unique_ptr<Deflater> deflater_;
  bool we_keep_ = true;
};

// A case of the topic "deflate" that begins when the extension was agreed on; `section` is of RFC 7692.
Case deflate(std::string name, std::string title, std::string why, std::string section,
             std::function<void(Talk&, AgreedDeflate&)> run, const DeflateParams& wanted = {});

// Whether these bytes are the compressed form of a first message.
bool inflates_to(std::string_view payload, std::string_view message);

// What a server answered to these offers: one valid permessage-deflate; otherwise throws a Judgement.
Extension judged_answer(const ResponseHead& answer, const std::vector<Extension>& offers);

// The offers in a client's request; throws a Judgement if none is permessage-deflate.
std::vector<Extension> judged_offers(const RequestHead& request);

}  // namespace ws101::wscheck
