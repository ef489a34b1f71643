// Chains of frames: how far bytes can be believed to be frames, and what tells one sender from a mixture.
#include "frame/frame_chain.hpp"

#include <vector>

#include "support/catch.hpp"

namespace ws101 {
namespace {

using End = FrameChain::End;
using Octets = std::vector<std::uint8_t>;

const ChainRules kCompression{4, {}, SIZE_MAX};
const ChainRules kMasked{0, true, SIZE_MAX};
const ChainRules kTwoHeaders{0, {}, 2};

const Octets kHello = {0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58};
const Octets kReply = {0x81, 0x05, 'H', 'e', 'l', 'l', 'o'};

Octets operator+(Octets left, const Octets& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

TEST_CASE("a chain is whole only at the end of a frame", "[rfc6455-5.2]") {
  const Octets two = kReply + kReply;
  for (std::size_t size = 0; size <= two.size(); ++size) {
    INFO(size << " bytes");
    const FrameChain chain = frame_chain(Bytes(two).first(size));
    const bool whole = size % kReply.size() == 0;
    CHECK(chain.end == (whole ? End::Whole : End::Cut));
    CHECK(chain.frames == size / kReply.size());
    CHECK(chain.bytes == chain.frames * kReply.size());
  }
}

TEST_CASE("the MASK bits tell a mixture of senders", "[rfc6455-5.1]") {
  CHECK(frame_chain(kHello + kHello).same_masks);
  CHECK_FALSE(frame_chain(kHello + kReply).same_masks);
  CHECK(frame_chain(kHello + kReply).end == End::Whole);
  CHECK(frame_chain(kHello, kMasked).end == End::Whole);
  CHECK(frame_chain(kReply, kMasked).end == End::Wrong);
  CHECK(frame_chain(kHello + kReply, kMasked).frames == 1);
}

TEST_CASE("the byte that decides makes a chain wrong", "[rfc6455-5.2][rfc6455-5.5]") {
  for (const Octets& wrong : {Octets{0x83}, Octets{0x91}, Octets{0xa1}, Octets{0x09}, Octets{0x8b},
                              Octets{0x89, 0xfe}, Octets{0x88, 0x01}, Octets{0x81, 0x7e, 0x00, 0x7d},
                              Octets{0x82, 0x7f, 0x80}, Octets{0x82, 0x7f, 0, 0, 0, 0, 0, 0}}) {
    INFO("length " << wrong.size() << ", first byte " << int{wrong[0]});
    CHECK(frame_chain(wrong).end == End::Wrong);
    CHECK(frame_chain(kReply + wrong).end == End::Wrong);
    CHECK(frame_chain(kReply + wrong).bytes == kReply.size());
    CHECK_FALSE(may_begin_frame(wrong));
    // Without the last byte it could still become a frame.
    CHECK((wrong.size() == 1 || may_begin_frame(Bytes(wrong).first(wrong.size() - 1))));
  }
}

TEST_CASE("RSV1 is for the first frame of a message, and only if it is allowed") {
  const Octets compressed = {0xc1, 0x01, 'x'};
  CHECK(frame_chain(compressed).end == End::Wrong);
  CHECK(frame_chain(compressed, kCompression).end == End::Whole);
  CHECK(frame_chain(compressed, kCompression).compressed);
  CHECK(frame_chain(Octets{0xc9, 0x00}, kCompression).end == End::Wrong);
  CHECK(frame_chain(Octets{0x41, 0x00, 0xc0, 0x00}, kCompression).end == End::Wrong);
}

TEST_CASE("fragments follow each other, wherever the stream was joined", "[rfc6455-5.4]") {
  const Octets first = {0x01, 0x00};
  const Octets ping = {0x89, 0x00};
  const Octets last = {0x80, 0x00};
  const FrameChain message = frame_chain(first + ping + last);
  CHECK(message.in_order);
  CHECK_FALSE(message.ends_in_message);
  CHECK(frame_chain(first + ping).ends_in_message);
  CHECK(frame_chain(last + kReply).in_order);
  CHECK_FALSE(frame_chain(first + kReply).in_order);
  CHECK_FALSE(frame_chain(kReply + last).in_order);
}

TEST_CASE("enough headers are believed, whatever follows") {
  const Octets junk = {0xff, 0xff};
  CHECK(frame_chain(kReply + kReply + junk).end == End::Wrong);
  CHECK(frame_chain(kReply + kReply + junk, kTwoHeaders).end == End::Enough);
  CHECK(may_begin_frame(kReply + junk));
}

}  // namespace
}  // namespace ws101
