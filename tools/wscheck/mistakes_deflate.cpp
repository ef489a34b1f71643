// The known mistakes with permessage-deflate.
#include <array>

#include "wscheck/mistake.hpp"

namespace ws101::wscheck {
namespace {

constexpr std::string_view kGoesOn = "it goes on";
constexpr std::string_view kKnownThere = "are known there";

constexpr auto kMistakes = std::to_array<Mistake>({
    {"deflate-offer-echoed",
     40,
     "the answer repeats the parameters of the offer: client_max_window_bits is a question, to be answered "
     "with a "
     "size or not at all",
     {all("deflate/offer-client-bits", "expected client_max_window_bits")}},
    {"deflate-zlib-header",
     41,
     "compressed messages begin with the header of zlib: raw DEFLATE is asked for (wbits = -15)",
     {all("deflate/compressed-126,deflate/compressed-1000", "header of zlib")}},
    {"deflate-tail-not-removed",
     42,
     "compressed messages end with 00 00 ff ff: the sender removes these four bytes",
     {all("deflate/compressed-126,deflate/compressed-1000", "ends with 00 00 ff ff")}},
    {"deflate-rsv1-missing",
     46,
     "compressed messages come without RSV1: their first frame must have it",
     {all("deflate/plain", "without RSV1")}},
    {"deflate-rsv1-on-fragments",
     46,
     "RSV1 is on every fragment: only the first one has it",
     {some("deflate/compressed-*", "RSV1 is 1 on a continuation")}},
    {"deflate-tail-not-appended",
     43,
     "a compressed message spoils the next: 00 00 ff ff belongs behind each one before it is inflated, once",
     {all("deflate/no-copies"), good("deflate/compressed-126,deflate/compressed-1000")}},
    {"deflate-reader-forgets",
     44,
     "the window of what comes is new for each message: it is kept, unless client_no_context_takeover was "
     "agreed on",
     {all("deflate/copies-message,deflate/takeover-100"), good("deflate/compressed-1000,deflate/no-copies")}},
    {"deflate-writer-remembers",
     44,
     "server_no_context_takeover was agreed on, and messages copy from those before all the same",
     {all("deflate/no-takeover-20", kKnownThere), good("deflate/takeover-100")}},
    {"deflate-window-too-large",
     0,
     "server_max_window_bits was agreed on, and copies reach further back than that window",
     {all("deflate/window-9,deflate/window-10", kKnownThere), good("deflate/takeover-100")}},
    {"deflate-window-polluted",
     45,
     "messages that are not compressed get into the window: it holds what travelled compressed, and nothing "
     "else",
     {some("deflate/sizes-mixed,deflate/window-without-others"),
      good("deflate/no-copies,deflate/copies-message,deflate/no-takeover-20")}},
    {"deflate-rsv1-anywhere",
     46,
     "RSV1 is accepted on control frames and continuations: they must fail the connection",
     {all("deflate/rsv1-ping,deflate/rsv1-late", kGoesOn)}},
    {"deflate-of-each-fragment",
     23,
     "each fragment is inflated by itself: a message is compressed first, then cut",
     {all("deflate/fragments-of-1,deflate/fragments-of-2"),
      good("deflate/compressed-1000,fragments/5-by-1-in-turn")}},
    {"deflate-text-not-checked",
     29,
     "text is not checked for UTF-8 if it comes compressed",
     {all("deflate/utf8-invalid,deflate/utf8-cut", kGoesOn), good("utf8/invalid-ff")}},
});

}  // namespace

std::span<const Mistake> deflate_mistakes() {
  return kMistakes;
}

}  // namespace ws101::wscheck
