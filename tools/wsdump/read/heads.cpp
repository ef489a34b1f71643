#include "wsdump/read/heads.hpp"

#include <algorithm>

#include "frame/header.hpp"
#include "handshake/http_head.hpp"
#include "text/bytes.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/frame_log.hpp"
#include "wsdump/read/head_fields.hpp"
#include "wsdump/read/head_lines.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kLargestPaste = std::size_t{1} << 20;  // bytes; heads have at most 64 KiB
constexpr std::size_t kMostNamedShown = 5;                   // frames that a log names

// The bytes of heads themselves, which nobody has retyped: they are judged byte by byte.
bool is_wire(const std::vector<TextLine>& lines) {
  const StartLine first = find_start_line(lines.front().line);
  if (first.length == 0 || first.column != 0) return false;
  return std::all_of(lines.begin(), lines.end(), [](const TextLine& line) { return line.cr || !line.lf; }) &&
         lines.front().lf;
}

Chunk chunk_of(bool server, std::string_view bytes) {
  Chunk chunk;
  chunk.from = server ? Direction::Server : Direction::Client;
  chunk.side = server ? 1 : 0;
  chunk.bytes.assign(bytes.begin(), bytes.end());
  return chunk;
}

// A response that was pasted in front of the only request belongs to it.
std::size_t order_heads(std::vector<PastedHead>& heads) {
  std::size_t requests = 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    if (heads[i].response) continue;
    ++requests;
    last = i;
  }
  if (requests == 1 && last > 0) {
    std::rotate(heads.begin(), heads.begin() + static_cast<std::ptrdiff_t>(last),
                heads.begin() + static_cast<std::ptrdiff_t>(last) + 1);
  }
  return requests;
}

std::string words_for(const std::vector<PastedHead>& heads) {
  bool request = false;
  bool response = false;
  for (const PastedHead& head : heads) (head.response ? response : request) = true;
  if (request && response) return "the heads of an HTTP request and its response";
  return request ? "the head of an HTTP request" : "the head of an HTTP response";
}

void add_note(Reading& reading, std::string note) {
  if (std::find(reading.notes.begin(), reading.notes.end(), note) == reading.notes.end())
    reading.notes.push_back(std::move(note));
}

std::string listed(const std::vector<std::string>& frames) {
  std::string words;
  for (std::size_t i = 0; i < frames.size() && i < kMostNamedShown; ++i)
    words += (i > 0 ? "; " : "") + frames[i];
  if (frames.size() > kMostNamedShown)
    words += "; and " + std::to_string(frames.size() - kMostNamedShown) + " more";
  return words;
}

Reading reading_of(std::vector<PastedHead> heads) {
  Reading reading;
  const std::size_t requests = order_heads(heads);
  reading.format = "heads";
  reading.words = words_for(heads);
  if (requests > 1)
    add_note(reading, "there are " + std::to_string(requests) + " requests in it: each begins a connection");
  std::uint32_t connection = 1;
  for (const PastedHead& head : heads) {
    if (!head.response && !reading.chunks.empty()) ++connection;
    reading.chunks.push_back(chunk_of(head.response, head.bytes));
    reading.chunks.back().connection = connection;
    reading.partial_heads |= head.partial;
    for (const std::string& note : head.notes) add_note(reading, note);
  }
  return reading;
}

std::string_view text_of_chunk(const Chunk& chunk) {
  return text_of(Bytes(chunk.bytes));
}

bool begins_request(const Chunk& chunk) {
  return text_of_chunk(chunk).starts_with("GET ");
}
bool begins_response(const Chunk& chunk) {
  return text_of_chunk(chunk).starts_with("HTTP/1.");
}

// The length of the head at the start of `bytes`; 0 if it is not whole.
template <class Head>
std::size_t head_size(std::string_view bytes) {
  HeadParser<Head> parser(HeadLimits{}, HeadRigour::Tolerant);
  const auto result = parser.parse(bytes);
  const auto* head = std::get_if<Head>(&result);
  return head == nullptr ? 0 : head->size;
}

// ['GET / HTTP/1.1', 'Host: x', ...] as lines of their own; empty if it is no such list.
std::string lines_of_list(std::string_view body) {
  body = trim(body);
  if (body.size() < 4 || body[0] != '[' || (body[1] != '\'' && body[1] != '"') || !body.ends_with(']'))
    return {};
  const std::string between = std::string(1, body[1]) + ", " + body[1];
  std::string lines;
  body = body.substr(2, body.size() - 4);
  while (true) {
    const std::size_t end = body.find(between);
    lines.append(body.substr(0, end)) += '\n';
    if (end == std::string_view::npos) break;
    body.remove_prefix(end + between.size());
  }
  return find_start_line(std::string_view(lines).substr(0, lines.find('\n'))).length > 0 ? lines
                                                                                         : std::string();
}

// ngrep prints a head as one line with a dot for every CR and LF; empty if the text has no such line.
std::string lines_of_dots(std::string_view body) {
  const std::size_t start = body.find("HTTP/1.");
  const std::size_t dots = start == std::string_view::npos ? start : body.find("..", start);
  const std::size_t name_end = dots == std::string_view::npos ? dots : body.find(": ", dots);
  if (name_end == std::string_view::npos || !is_known_field(body.substr(dots + 2, name_end - dots - 2)))
    return {};
  std::string lines;
  for (std::size_t end = body.find(".."); end != std::string_view::npos; end = body.find("..")) {
    lines.append(body.substr(0, end)) += "\r\n";
    body.remove_prefix(end + 2);
  }
  return lines.append(body);
}

// Frames of both directions one behind the other: each goes to the side that its MASK bit names. From where they do
// not read as frames, all goes to the server's side, whose head came last.
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

}  // namespace

Outcome read_heads(const Text& text) {
  if (text.body.size() > kLargestPaste || trim(text.body).empty()) return std::nullopt;
  if (!text.forced.empty() && text.forced != "heads") return std::nullopt;
  std::string unfolded = lines_of_list(text.body);
  if (unfolded.empty()) unfolded = lines_of_dots(text.body);
  if (!unfolded.empty()) return read_heads(Text{unfolded, text.forced, text.score});
  const std::vector<TextLine> lines = lines_of(text.body);
  if (is_wire(lines)) return std::nullopt;
  std::vector<PastedHead> heads;
  if (contains(text.body, "HTTP/1.")) heads = find_heads(lines);
  if (heads.empty()) {
    for (const FieldList& list : find_field_lists(text.body)) heads.push_back(head_of(list));
  }
  const std::vector<RawLine> frames = find_raw_lines(lines);
  if (heads.empty() && frames.empty()) {
    const std::vector<std::string> named = find_named_frames(lines, false);
    if (named.empty()) return std::nullopt;
    return ReadError{"this log names frames by their fields; the bytes on the wire are not in it. It has: " +
                         listed(named),
                     "a capture of the connection has them", 0, 0};
  }
  Reading reading = reading_of(heads);
  if (heads.empty()) reading.words = "the trace of Python's websocket-client";
  const std::uint32_t last = reading.chunks.empty() ? 1 : reading.chunks.back().connection;
  for (const RawLine& line : frames) {
    reading.chunks.push_back(chunk_of(line.from == Direction::Server, text_of(Bytes(line.bytes))));
    reading.chunks.back().connection = last;
  }
  if (!frames.empty())
    add_note(reading, "took the bytes of the lines ++Sent raw (the client) and ++Rcv raw (the server)");
  // In a server's log the request is what came in.
  const auto request =
      std::find_if(heads.begin(), heads.end(), [](const PastedHead& head) { return !head.response; });
  const bool server_logs = request != heads.end() && contains(lines[request->begin_line].line, "< GET");
  if (const auto named = find_named_frames(lines, server_logs); !named.empty() && frames.empty())
    add_note(reading, "the log names frames too, without their bytes: " + listed(named));
  return reading;
}

bool part_request_and_response(Reading& reading) {
  if (reading.chunks.size() != 1 || !begins_request(reading.chunks[0])) return false;
  const std::vector<std::uint8_t> bytes = std::move(reading.chunks[0].bytes);
  const std::string_view text = text_of(Bytes(bytes));
  const std::size_t request = head_size<RequestHead>(text);
  const std::string_view behind = text.substr(request);
  if (request == 0 || !behind.starts_with("HTTP/1.")) {
    reading.chunks[0].bytes = bytes;
    return false;
  }
  const std::size_t response = head_size<ResponseHead>(behind);
  const std::size_t heads = request + (response == 0 ? behind.size() : response);
  reading.chunks.clear();
  reading.chunks.push_back(chunk_of(false, text.substr(0, request)));
  reading.chunks.push_back(chunk_of(true, text.substr(request, heads - request)));
  part_frames(reading, Bytes(bytes).subspan(heads));
  reading.notes.emplace_back("a request and behind it the response: took them as the two directions");
  return true;
}

bool join_heads(Reading& first, const Reading& second) {
  if (first.chunks.empty() || second.chunks.empty() || !first.packets.empty() || !second.packets.empty())
    return false;
  const auto one_side = [](const Reading& reading) {
    return std::all_of(reading.chunks.begin(), reading.chunks.end(),
                       [&](const Chunk& c) { return c.side == reading.chunks[0].side; });
  };
  const bool in_order = begins_request(first.chunks[0]) && begins_response(second.chunks[0]);
  const bool swapped = begins_response(first.chunks[0]) && begins_request(second.chunks[0]);
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

}  // namespace ws101::wsdump::input
