// Goes from header to header; frame_chain.hpp is the specification.
#include "frame/frame_chain.hpp"

namespace ws101 {
namespace {

// RFC 7692 6.1 sets RSV1 on the first frame of a message, 6 leaves it 0 on control frames.
bool has_misplaced_rsv(const FirstTwo& head) {
  return head.rsv != 0 && !begins_message(head.opcode);
}

// A missing second byte counts as MASK=0 and length 0, which is valid after every valid first byte.
FirstTwo first_two(Bytes bytes) {
  return {bytes[0], bytes.size() > 1 ? bytes[1] : std::uint8_t{0}};
}

// parse_header() for a reader that accepts either value of the MASK bit.
std::variant<NeedMore, FrameHeader, Violation> parse_any(Bytes bytes, const ChainRules& rules) {
  const FirstTwo head = first_two(bytes);
  const HeaderRules expected{head.masked ? Role::Server : Role::Client, rules.allowed_rsv};
  if (bytes.size() > 1) return parse_header(bytes, expected);
  const ViolationSet found = judge_first_two(bytes[0], 0, expected);
  if (!found.empty()) return found.first();
  return NeedMore{};
}

void note_order(FrameChain& chain, const FirstTwo& head, std::optional<bool>& in_message) {
  chain.compressed |= head.rsv != 0;
  if (is_control(head.opcode)) return;
  const bool continues = head.opcode == Opcode::Continuation;
  chain.in_order &= in_message.value_or(continues) == continues;
  in_message = !head.fin;
  chain.ends_in_message = !head.fin;
}

}  // namespace

FrameChain frame_chain(Bytes bytes, const ChainRules& rules) {
  FrameChain chain;
  std::optional<bool> in_message;  // not known before the first data frame
  std::optional<bool> masked;
  const auto ended = [&](FrameChain::End end) {
    chain.end = end;
    return chain;
  };
  while (!bytes.empty()) {
    const auto parsed = parse_any(bytes, rules);
    const FirstTwo head = first_two(bytes);
    if (std::holds_alternative<Violation>(parsed) || has_misplaced_rsv(head))
      return ended(FrameChain::End::Wrong);
    if (bytes.size() > 1) {
      if (rules.masked.value_or(head.masked) != head.masked) return ended(FrameChain::End::Wrong);
      chain.same_masks &= masked.value_or(head.masked) == head.masked;
      masked = head.masked;
    }
    note_order(chain, head, in_message);
    const auto* header = std::get_if<FrameHeader>(&parsed);
    if (header == nullptr) return ended(FrameChain::End::Cut);
    if (++chain.headers == rules.enough) return ended(FrameChain::End::Enough);
    bytes = bytes.subspan(header->size());
    if (header->length > bytes.size()) return ended(FrameChain::End::Cut);
    bytes = bytes.subspan(static_cast<std::size_t>(header->length));
    ++chain.frames;
    chain.bytes += header->size() + static_cast<std::size_t>(header->length);
  }
  return chain;
}

bool may_begin_frame(Bytes bytes, const ChainRules& rules) {
  ChainRules one = rules;
  one.enough = 1;
  return frame_chain(bytes, one).end != FrameChain::End::Wrong;
}

}  // namespace ws101
