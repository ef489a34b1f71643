// The known mistakes with the mask, with TCP as a stream, and with the length.
#include <array>

#include "wscheck/mistake.hpp"

namespace ws101::wscheck {
namespace {

constexpr std::string_view kGoesOn = "it goes on";
constexpr std::string_view kOver125 =
    "framing/text-126,framing/binary-126,framing/text-129,framing/binary-4096";
constexpr std::string_view kOver64K =
    "framing/text-65536,framing/binary-65536,framing/binary-65537,framing/binary-131072";

constexpr auto kMistakes = std::to_array<Mistake>({
    // ---- the mask
    {"server-masks",
     20,
     "the server masks its frames: only clients do",
     {all("framing/text-1,control/ping-5", "the server masked this")}},
    {"mask-not-removed",
     0,
     "the payload is not unmasked",
     {all("masking/key-rfc,masking/key-ones,masking/length-5"), good("masking/key-zero")}},
    {"mask-key-reversed",
     0,
     "the bytes of the masking key are in the wrong order: they are four bytes, no number",
     {all("masking/key-rfc,masking/length-5"), good("masking/key-zero,masking/key-ones")}},
    {"mask-only-first-bytes",
     0,
     "only the first 125 bytes of a payload are unmasked",
     {all("framing/binary-126,framing/binary-4096", "bytes came back, from byte 125 on"),
      good("framing/binary-125")}},
    {"mask-restarts-at-segment",
     22,
     "unmasking begins anew with each piece that recv() gives: count from the start of the payload",
     {some("masking/key-in-segments,robustness/byte-by-byte-1000"),
      some("robustness/byte-by-byte-*,robustness/cut-at-*", "other bytes came back"),
      good("framing/text-1,framing/binary-126,robustness/together-3")}},
    {"unmasked-accepted",
     19,
     "unmasked frames from a client are accepted: the server must close",
     {all("masking/unmasked-text,masking/unmasked-ping", kGoesOn)}},
    {"client-masked-accepted",
     20,
     "masked frames from a server are accepted: the client must close",
     {all("masking/masked-text,masking/masked-ping", kGoesOn)}},
    {"client-does-not-mask",
     19,
     "the client does not mask its frames",
     {some("*", "the client did not mask this")}},
    {"client-one-masking-key",
     21,
     "the client takes the same masking key for every frame",
     {all("masking/client-keys")}},

    // ---- the stream
    {"one-recv-one-message",
     1,
     "one recv() is taken for one message: frames that share a segment are lost, and those that are cut are "
     "misread",
     {all("robustness/together-10,robustness/byte-by-byte-125"), good("framing/text-1,control/ping-5")}},
    {"rest-of-segment-lost",
     2,
     "messages that share a segment are lost: what is behind the first frame of a recv() is thrown away",
     {all("robustness/together-10,robustness/together-3"), good("robustness/byte-by-byte-125")}},
    {"cut-frame-misread",
     1,
     "a frame that comes in two segments is misread: what one recv() gives is taken for a whole frame",
     {all("robustness/byte-by-byte-125,robustness/cut-at-7"), good("robustness/together-3,framing/text-1")}},

    // ---- the length
    {"length16-ignored",
     6,
     "every message over 125 bytes fails: 126 is taken for the length, where 16 bits of length follow",
     {all("framing/text-129,framing/binary-126,framing/binary-4096"), good("framing/text-125"),
      some("framing/binary-126,framing/binary-129", "other bytes came back, from byte 0 on")}},
    {"length-sent-little-endian",
     7,
     "the 16 and 64 bits of length are sent in the wrong byte order: the highest byte comes first",
     {all(kOver125), some("framing/binary-65536", "it announces a frame"), good("framing/text-125")}},
    {"length16-byte-order",
     7,
     "the 16-bit length is read in the wrong byte order: the highest byte comes first",
     {all(kOver125), all("framing/text-126", "nothing came"), good("framing/text-125,framing/binary-65536")}},
    {"length16-never-sent",
     6,
     "lengths from 126 to 65535 are sent in 64 bits: 16 are the shortest form",
     {all("framing/text-126,framing/binary-4096", "is written in 64 bits"), good("framing/text-125")}},
    {"length64-never-sent",
     8,
     "lengths over 65535 are sent in 16 bits, and lose their upper part",
     {all("framing/text-65536,framing/binary-65537,framing/binary-131072", "is written in 16 bits"),
      good("framing/text-65535")}},
    {"sends-125-in-16-bits",
     6,
     "a length of 125 is sent in 16 bits: it fits in the 7 (<= 125, not < 125)",
     {all("framing/text-125,framing/binary-125", "breaks a rule"),
      good("framing/text-124,framing/text-126")}},
    {"sends-126-in-7-bits",
     6,
     "a length of 126 is sent in the 7 bits, where it means that 16 bits follow (<= 125, not <= 126)",
     {all("framing/text-126,framing/binary-126"), good("framing/text-125,framing/text-127")}},
    {"sends-65535-in-64-bits",
     6,
     "a length of 65535 is sent in 64 bits: it fits in 16",
     {all("framing/text-65535,framing/binary-65535", "breaks a rule"),
      good("framing/text-32768,framing/text-65536")}},
    {"sends-65536-in-16-bits",
     6,
     "a length of 65536 is sent in 16 bits, where it becomes 0",
     {all("framing/text-65536,framing/binary-65536"), good("framing/text-65535,framing/text-65537")}},
    {"length64-ignored",
     6,
     "every message over 65535 bytes fails: 127 is taken for the length, where 64 bits of length follow",
     {all("framing/binary-65536,framing/binary-131072", "came back"),
      good("framing/text-65535,framing/binary-4096,robustness/byte-by-byte-1000")}},
    {"length64-byte-order",
     7,
     "the 64-bit length is read in the wrong byte order: the highest byte comes first",
     {all(kOver64K), some("framing/binary-65536,framing/length-top-bit", "1009"),
      good("framing/text-65535")}},
    {"length64-cut-to-32",
     8,
     "the 64-bit length is kept in 32 bits: 4 GiB and 5 bytes become 5",
     {all("framing/length-over-32-bits", "a message came back"), good("framing/text-65536")}},
    {"length-top-bit-accepted",
     8,
     "the top bit of a 64-bit length is thrown away: it must be 0",
     {all("framing/length-top-bit", "a message came back"),
      good("framing/text-65536,framing/length-over-32-bits")}},
    {"long-length-form-accepted",
     0,
     "a length that is not in its shortest form is accepted",
     {all("framing/length-5-in-16,framing/length-125-in-64,framing/length-126-in-64", "as if it were")}},
    {"length-counts-letters",
     10,
     "the length counts letters: it must count the bytes of the UTF-8",
     {all("utf8/valid-80,utf8/valid-800,utf8/valid-10000"), some("utf8/valid-80", "only the first"),
      good("utf8/valid-7f,framing/text-125")}},
});

}  // namespace

std::span<const Mistake> frame_mistakes() {
  return kMistakes;
}

}  // namespace ws101::wscheck
