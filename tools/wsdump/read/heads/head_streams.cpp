#include "wsdump/read/heads/head_streams.hpp"

#include <algorithm>
#include <utility>

#include "frame/header.hpp"
#include "handshake/http_head.hpp"
#include "wsdump/read/candidate.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/heads/head_lines.hpp"
#include "wsdump/read/plausible.hpp"

namespace ws101::wsdump::input {
namespace {

std::string_view text_of_chunk(const Chunk& chunk) {
  return text_of(Bytes(chunk.bytes));
}

// The length of the head at the start of `bytes`; 0 if it is not whole.
template <class Head>
std::size_t head_size(std::string_view bytes) {
  HeadParser<Head> parser(HeadLimits{}, HeadRigour::Tolerant);
  const auto result = parser.parse(bytes);
  const auto* head = std::get_if<Head>(&result);
  return head == nullptr ? 0 : head->size;
}

}  // namespace

Chunk chunk_of(bool server, std::string_view bytes) {
  Chunk chunk;
  chunk.from = server ? Direction::Server : Direction::Client;
  chunk.side = server ? 1 : 0;
  chunk.bytes.assign(bytes.begin(), bytes.end());
  return chunk;
}

void part_frames(Reading& reading, Bytes rest) {
  while (!rest.empty()) {
    const auto read = read_header(rest);
    const auto* header = std::get_if<FrameHeader>(&read);
    const bool whole = header != nullptr && header->length <= rest.size() - header->size();
    const bool fits = whole && !is_reserved(header->opcode);
    const std::size_t size = fits ? header->size() + static_cast<std::size_t>(header->length) : rest.size();
    const bool server = !fits || !header->masked;
    reading.chunks.push_back(chunk_of(server, text_of(rest.first(size))));
    rest = rest.subspan(size);
  }
}

void part_request_and_response(Reading& reading) {
  if (reading.chunks.size() != 1 || !begins_request(reading.chunks[0].bytes)) return;
  const std::size_t request = head_size<RequestHead>(text_of_chunk(reading.chunks[0]));
  const std::string_view behind = text_of_chunk(reading.chunks[0]).substr(request);
  if (request == 0 || !behind.starts_with("HTTP/1.")) return;
  const std::size_t response = head_size<ResponseHead>(behind);
  const std::size_t heads = request + (response == 0 ? behind.size() : response);
  const std::vector<Chunk> whole = std::exchange(reading.chunks, {});
  const Bytes bytes(whole[0].bytes);
  const std::string_view text = text_of(bytes);
  reading.chunks.push_back(chunk_of(false, text.substr(0, request)));
  reading.chunks.push_back(chunk_of(true, text.substr(request, heads - request)));
  part_frames(reading, bytes.subspan(heads));
  reading.notes.emplace_back("a request and behind it the response: took them as the two directions");
}

bool join_heads(Reading& first, const Reading& second) {
  if (first.chunks.empty() || second.chunks.empty() || !first.packets.empty() || !second.packets.empty())
    return false;
  const auto one_side = [](const Reading& reading) {
    return std::all_of(reading.chunks.begin(), reading.chunks.end(),
                       [&](const Chunk& c) { return c.side == reading.chunks[0].side; });
  };
  const bool in_order = begins_request(first.chunks[0].bytes) && begins_response(second.chunks[0].bytes);
  const bool swapped = begins_response(first.chunks[0].bytes) && begins_request(second.chunks[0].bytes);
  if (!(in_order || swapped) || !one_side(first) || !one_side(second)) return false;
  std::vector<Chunk> all = in_order ? first.chunks : second.chunks;
  const std::size_t requests = all.size();
  const std::vector<Chunk>& answers = in_order ? second.chunks : first.chunks;
  all.insert(all.end(), answers.begin(), answers.end());
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].side = i < requests ? 0 : 1;
    all[i].from = i < requests ? Direction::Client : Direction::Server;
  }
  first.chunks = std::move(all);
  first.incomplete |= second.incomplete;
  for (const std::string& note : second.notes) add_note(first, note);
  first.words = "a request and its response, each from its own input";
  return true;
}

bool last_refuses(const Reading& reading) {
  constexpr std::size_t kStatus = 9;  // where it stands behind "HTTP/1.1 "
  if (reading.chunks.empty()) return false;
  const std::string_view head = text_of(Bytes(reading.chunks.back().bytes));
  return begins_response(bytes_of(head)) && contains("345", head.substr(kStatus, 1));
}

void take_body(Reading& reading, std::string_view& behind) {
  std::vector<std::uint8_t>& head = reading.chunks.back().bytes;
  const std::string fields = lower(text_of(Bytes(head)));
  const std::string_view words = trim(behind.substr(0, behind.find("\n\n")));
  const std::string_view rest =
      behind.substr(static_cast<std::size_t>(words.data() + words.size() - behind.data()));
  const bool fits = contains(fields, "content-length: " + std::to_string(words.size()) + "\r\n");
  const bool of_any_size = !contains(fields, "content-length:") && !contains(fields, "transfer-encoding:");
  // A prompt, a rule of a trace, telnet's goodbye.
  const bool talk = std::count_if(words.begin(), words.end(), is_letter) < 3 || is_ruled(words) ||
                    words.starts_with("Connection closed");
  if (!fits && (!of_any_size || talk || !trim(rest).empty())) return;
  head.insert(head.end(), words.begin(), words.end());
  behind = rest;
}

}  // namespace ws101::wsdump::input
