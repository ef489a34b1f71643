#include "wsdump/read/heads.hpp"

#include <algorithm>

#include "base64/base64.hpp"
#include "handshake/accept_key.hpp"
#include "text/bytes.hpp"
#include "text/counted.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/frame_log.hpp"
#include "wsdump/read/head_fields.hpp"
#include "wsdump/read/head_lines.hpp"
#include "wsdump/read/head_streams.hpp"
#include "wsdump/read/plausible.hpp"
#include "wsdump/read/readers.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kLargestPaste = std::size_t{1} << 20;  // bytes; heads have at most 64 KiB
constexpr std::size_t kMostNamedShown = 5;                   // frames that a log names

// The bytes of heads themselves, which nobody has retyped: they are judged byte by byte.
bool is_wire(const std::vector<TextLine>& lines) {
  const StartLine first = find_start_line(lines.front().line);
  if (first.length == 0 || first.column != 0 || first.http2) return false;
  return std::all_of(lines.begin(), lines.end(), [](const TextLine& line) { return line.cr || !line.lf; }) &&
         lines.front().lf;
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

bool is_base64(std::string_view word, std::size_t bytes) {
  const auto decoded = base64_decode(word);
  const auto* found = std::get_if<std::vector<std::uint8_t>>(&decoded);
  return found != nullptr && found->size() == bytes;
}

// The first word that is `bytes` bytes in base64; empty if there is none.
std::string_view base64_word(std::string_view text, std::size_t bytes) {
  const auto is_digit_of_it = [](char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '/' || c == '=';
  };
  const std::size_t size = (bytes + 2) / 3 * 4;
  while (!text.empty()) {
    std::size_t end = 0;
    while (end < text.size() && is_digit_of_it(text[end])) ++end;
    if (end >= size) {
      const std::string_view word = text.substr(end - size, size);  // behind "key="
      if ((end == size || text[end - size - 1] == '=') && is_base64(word, bytes)) return word;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

// A program may log the key and what it makes of it in words of its own: "cKey: dGhl...", "Generated key: s3pP...". The
// key is the one behind the word; Accept is known by its size.
void add_named_values(std::vector<PastedHead>& heads, std::string_view text) {
  constexpr std::size_t kAcceptBytes = 20;  // of SHA-1
  const auto any = [&](bool response) {
    return std::any_of(heads.begin(), heads.end(),
                       [&](const PastedHead& head) { return head.response == response; });
  };
  if (any(false) || (heads.empty() && contains(text, "HTTP/"))) return;
  const std::size_t named = find_ignoring_case(text, "key");
  if (named == std::string_view::npos) return;
  const std::string_view key = base64_word(text.substr(named + 3), kNonceBytes);
  const std::string_view accept = base64_word(text, kAcceptBytes);
  if (key.empty() || (!any(true) && accept.empty())) return;
  FieldList request;
  request.role = FieldList::Role::Request;
  request.fields.emplace_back("Sec-WebSocket-Key", key);
  heads.insert(heads.begin(), head_of(request));
  heads.front().notes.emplace_back("the log names the key: took it for the request's");
  if (any(true)) return;
  FieldList response;
  response.role = FieldList::Role::Response;
  response.fields.emplace_back("Sec-WebSocket-Accept", accept);
  heads.push_back(head_of(response));
  heads.back().notes.emplace_back("the log names what was made of the key: took it for Accept");
}

// What is pasted behind the last head: the bytes of frames, or of the response. It tells of what it leaves out.
void read_behind(Reading& reading, const Text& text, std::string_view behind) {
  if (trim(behind).empty()) return;
  const Outcome outcome = read_bytes(Text{behind, {}, text.backwards});
  const auto* found = outcome ? std::get_if<Reading>(&*outcome) : nullptr;
  if (found == nullptr || !found->packets.empty() || grade_of(*found) < kCutFrames) {
    std::size_t lines = 0;
    for (const TextLine& each : lines_of(behind)) lines += trim(each.line).empty() ? 0U : 1U;
    add_note(reading, "left out " + counted(lines, "line") + " after the heads");
    return;
  }
  std::size_t bytes = 0;
  for (const Chunk& chunk : found->chunks) {
    bytes += chunk.bytes.size();
    if (begins_request(chunk) || begins_response(chunk) || chunk.from != Direction::Unknown) {
      const bool server = begins_response(chunk) || chunk.from == Direction::Server;
      reading.chunks.push_back(chunk_of(server, text_of(Bytes(chunk.bytes))));
    } else {
      part_frames(reading, chunk.bytes);
    }
  }
  add_note(reading, "after the heads: " + counted(bytes, "byte") + " as " + found->words);
  for (const std::string& note : found->notes) add_note(reading, note);
}

}  // namespace

Outcome read_heads(const Text& text) {
  if (text.body.size() > kLargestPaste || trim(text.body).empty()) return std::nullopt;
  if (!text.forced.empty() && text.forced != "heads") return std::nullopt;
  std::string unfolded = lines_of_list(text.body);
  if (unfolded.empty()) unfolded = lines_of_dots(text.body);
  if (!unfolded.empty()) return read_heads(Text{unfolded, text.forced});
  const std::vector<TextLine> lines = lines_of(text.body);
  if (is_wire(lines)) return std::nullopt;
  std::vector<PastedHead> heads;
  if (contains(text.body, "HTTP/")) heads = find_heads(lines);
  if (heads.empty()) {
    for (const FieldList& list : find_field_lists(text.body)) heads.push_back(head_of(list));
  }
  const std::size_t behind = heads.empty() ? 0 : heads.back().end_line;
  add_named_values(heads, text.body);
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
  const auto named = find_named_frames(lines, server_logs);
  if (!named.empty() && frames.empty())
    add_note(reading, "the log names frames too, without their bytes: " + listed(named));
  if (named.empty() && frames.empty() && behind > 0 && behind < lines.size()) {
    const std::size_t at = static_cast<std::size_t>(lines[behind].line.data() - text.body.data());
    const std::size_t before = reading.chunks.size();
    read_behind(reading, text, text.body.substr(at));
    for (std::size_t i = before; i < reading.chunks.size(); ++i) reading.chunks[i].connection = last;
  }
  return reading;
}

}  // namespace ws101::wsdump::input
