// The verdict of a case about the peer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace ws101::wscheck {

enum class Verdict : std::uint8_t {
  Pass,         // as the standard asks
  Fail,         // a MUST is broken, or a message was not echoed
  Lenient,      // a SHOULD is broken, or a MUST whose breach most programs tolerate
  Unsupported,  // the peer lacks the tested feature
  NotJudged,    // the standard leaves it open, or the case could not be run
};

inline constexpr std::size_t kVerdicts = 5;

// "pass", "fail", "lenient", "unsupported", "not judged".
std::string_view name(Verdict verdict);

// Thrown to end a case as soon as its verdict is certain. Both texts are safe to show, without a final full
// stop.
struct Judgement {
  Verdict verdict = Verdict::Fail;
  std::string seen;      // what the peer did: "nothing came for 3 s"
  std::string expected;  // what was expected instead; may be empty
};

[[noreturn]] inline void fail(std::string seen, std::string expected) {
  throw Judgement{Verdict::Fail, std::move(seen), std::move(expected)};
}

}  // namespace ws101::wscheck
