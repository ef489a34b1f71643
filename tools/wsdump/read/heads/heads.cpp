#include "wsdump/read/heads/heads.hpp"

#include <algorithm>

#include "base64/base64.hpp"
#include "handshake/accept_key.hpp"
#include "text/bytes.hpp"
#include "text/counted.hpp"
#include "text/quoted.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/heads/frame_log.hpp"
#include "wsdump/read/heads/head_fields.hpp"
#include "wsdump/read/heads/head_lines.hpp"
#include "wsdump/read/heads/head_streams.hpp"
#include "wsdump/read/heads/head_unfold.hpp"
#include "wsdump/read/heads/http_refusals.hpp"
#include "wsdump/read/plausible.hpp"
#include "wsdump/read/readers.hpp"
#include "wsdump/read/refusals.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::size_t kLargestPaste = std::size_t{1} << 20;  // bytes; heads have at most 64 KiB
constexpr std::size_t kMostNamedShown = 5;                   // frames that a log names

bool is_start_line(const TextLine& each, bool response) {
  const StartLine start = find_start_line(each.line);
  return start.length == each.line.size() && !each.line.empty() && start.response == response && !start.http2;
}

// The bytes of heads themselves, which nobody has retyped: they are judged byte by byte. A request, a response, or the
// one behind the other, whose lines end in CR LF. What follows them is bytes as well if it does not: lines that end
// alike, another head or one more empty line are what an editor or a shell makes of a paste.
bool is_wire(const std::vector<TextLine>& lines) {
  std::size_t i = 0;
  for (const bool response : {false, true}) {
    if (i == lines.size() || !is_start_line(lines[i], response)) continue;
    while (i < lines.size() && !lines[i].line.empty() && lines[i].cr) ++i;
    if (i == lines.size()) return true;
    if (!lines[i].line.empty()) return !lines[i].lf;  // the last line is cut
    if (!lines[i++].cr) return false;
  }
  if (i == 0 || i == lines.size()) return i > 0;
  const auto rest = lines.begin() + static_cast<std::ptrdiff_t>(i);
  if (std::any_of(rest, lines.end(),
                  [](const TextLine& line) { return find_start_line(line.line).length > 0; }))
    return false;
  return is_field_line(rest->line) ||
         !std::all_of(rest, lines.end(), [](const TextLine& line) { return line.cr; });
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
    // An answer behind another one, without a request: the body of the first is not in the paste.
    const bool again = head.response && last_refuses(reading);
    if (again || (!head.response && !reading.chunks.empty())) ++connection;
    reading.chunks.push_back(chunk_of(head.response, head.bytes));
    reading.chunks.back().connection = connection;
    reading.chunks.back().partial_head = head.partial;
    for (const std::string& note : head.notes) add_note(reading, note);
  }
  return reading;
}

bool any_head(const std::vector<PastedHead>& heads, bool response) {
  return std::any_of(heads.begin(), heads.end(),
                     [&](const PastedHead& head) { return head.response == response; });
}

std::size_t decoded_size(std::string_view word) {
  const auto decoded = base64_decode(word);
  const auto* found = std::get_if<std::vector<std::uint8_t>>(&decoded);
  return found == nullptr ? 0 : found->size();
}

// The first word in base64 of which `fits` says so, given what precedes it on its line; empty if there is none.
template <class Fits>
std::string_view base64_word(std::string_view text, Fits fits) {
  constexpr std::size_t kLongestWord = 128;  // more than any hash makes
  constexpr std::size_t kNameSize = 40;      // of what is looked at in front of a word
  const auto is_digit_of_it = [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '/'; };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_digit_of_it(text[end])) ++end;
    for (int padding = 0; padding < 2 && end < text.size() && text[end] == '='; ++padding) ++end;
    const std::string_view word = text.substr(at, end - at);
    const std::string_view front = text.substr(at - std::min(at, kNameSize), std::min(at, kNameSize));
    if (word.size() <= kLongestWord &&
        fits(word, std::string_view(lower(front.substr(front.rfind('\n') + 1)))))
      return word;
    at = std::max(end, at + 1);
  }
  return {};
}

// A program may log the key and what it makes of it in words of its own: "cKey: dGhl...", "Generated key: s3pP...". The
// key is the one behind the word; Accept is known by its size, or by its name if its size is wrong.
void add_named_values(std::vector<PastedHead>& heads, std::string_view text, std::string_view behind) {
  constexpr std::size_t kAcceptBytes = 20;  // of SHA-1
  constexpr std::size_t kFewestWrong = 28;  // digits: no key has so many
  const bool asked = any_head(heads, false);
  if ((asked && any_head(heads, true)) || (heads.empty() && contains(text, "HTTP/"))) return;
  const std::size_t named = find_ignoring_case(text, "key");
  if (named == std::string_view::npos) return;
  const std::string_view key =
      base64_word(text.substr(named + 3),
                  [](std::string_view word, std::string_view) { return decoded_size(word) == kNonceBytes; });
  // Behind a request only a name tells it from other base64, and a wrong size needs the very name.
  const std::string_view accept =
      base64_word(asked ? behind : text, [&](std::string_view word, std::string_view front) {
        if (contains(front, "expect")) return false;
        if (decoded_size(word) == kAcceptBytes)
          return !asked || contains(front, "accept") || contains(front, "key");
        const std::string_view name = front.substr(0, front.find_last_not_of(" :='\"") + 1);
        return name.ends_with("accept") && word.size() > kFewestWrong && decoded_size(word) > 0;
      });
  if (key.empty() || (!any_head(heads, true) && accept.empty())) return;
  if (!asked) {
    FieldList request;
    request.role = FieldList::Role::Request;
    request.fields.emplace_back("Sec-WebSocket-Key", key);
    heads.insert(heads.begin(), head_of(request));
    heads.front().notes.emplace_back("the log names the key: took it for the request's");
  }
  if (any_head(heads, true)) return;
  FieldList response;
  response.role = FieldList::Role::Response;
  response.fields.emplace_back("Sec-WebSocket-Accept", accept);
  heads.push_back(head_of(response));
  heads.back().notes.emplace_back("the log names what was made of the key: took it for Accept");
}

// What is pasted behind the last head: the bytes of frames, or of the response. It tells of what it leaves out.
void read_behind(Reading& reading, const Text& text, const std::vector<PastedHead>& heads,
                 std::string_view behind) {
  if (trim(behind).empty()) return;
  const Outcome outcome = read_bytes(Text{behind, {}, text.backwards});
  const auto* found = outcome ? std::get_if<Reading>(&*outcome) : nullptr;
  if (found == nullptr || !found->packets.empty() || grade_of(*found) < kCutFrames) {
    if (!heads.empty() && heads.back().ended && last_refuses(reading)) take_body(reading, behind);
    if (trim(behind).empty()) return;
    std::size_t lines = 0;
    for (const TextLine& each : lines_of(behind)) lines += trim(each.line).empty() ? 0U : 1U;
    std::string_view first = trim_left(behind);
    const std::string meaning = heads.empty() ? std::string() : meaning_of_rest(first, heads.back());
    add_note(reading, "left out " + counted(lines, "line") + " after the heads" +
                          (lines > 1 ? ", the first: " : ": ") + quoted(trim(take_line(first))) + meaning);
    return;
  }
  std::size_t bytes = 0;
  for (const Chunk& chunk : found->chunks) {
    bytes += chunk.bytes.size();
    if (begins_request(chunk.bytes) || begins_response(chunk.bytes) || chunk.from != Direction::Unknown) {
      const bool server = begins_response(chunk.bytes) || chunk.from == Direction::Server;
      reading.chunks.push_back(chunk_of(server, text_of(Bytes(chunk.bytes))));
    } else {
      part_frames(reading, chunk.bytes);
    }
  }
  add_note(reading, "after the heads: " + counted(bytes, "byte") + " as " + found->words);
  for (const std::string& note : found->notes) add_note(reading, note);
}

// All heads of the text. `behind` is then its part behind them.
std::vector<PastedHead> heads_in(const std::vector<TextLine>& lines, std::string_view& behind) {
  const std::string_view text = behind;
  const auto place = [&](std::size_t line) {
    return line == lines.size() ? text.size()
                                : static_cast<std::size_t>(lines[line].line.data() - text.data());
  };
  std::vector<PastedHead> heads;
  if (contains(text, "HTTP/") || contains(text, "GET ")) heads = find_heads(lines);
  behind = heads.empty() ? std::string_view() : text.substr(place(heads.back().end_line));
  // The same key twice in a row: the request was printed and logged.
  const auto same = [](const PastedHead& a, const PastedHead& b) {
    return a.bytes == b.bytes && contains(a.bytes, "Sec-WebSocket-Key:");
  };
  if (const auto end = std::unique(heads.begin(), heads.end(), same); end != heads.end()) {
    heads.erase(end, heads.end());
    heads.front().notes.emplace_back(
        "left out a request with the same key as the one before: printed and logged");
  }
  if (any_head(heads, false) && any_head(heads, true)) return heads;
  // The other side may be a list of fields: a curl command above the answer, "RESPONSE HEADERS:" below the request.
  const bool all = heads.empty();
  const std::string_view last = behind;
  const std::string_view before = all ? text : text.substr(0, place(heads.front().begin_line));
  for (const std::string_view part : {before, behind}) {
    const std::vector<FieldList> lists = find_field_lists(part);
    // The text column of a dump has the fields in pieces.
    if (all && !lists.empty() && is_dump(text, Lines::Most)) break;
    for (const FieldList& list : lists) {
      PastedHead head = head_of(list);
      if (!all && any_head(heads, head.response)) continue;
      if (all || part.data() == last.data())
        behind = part.substr(part.size() - std::min(list.tail, part.size()));
      heads.insert(all || head.response ? heads.end() : heads.begin(), std::move(head));
    }
  }
  // What follows a list is told only if it says what went wrong: it may as well be the rest of the list's dress.
  if (behind.data() != last.data() && !known_message(behind)) behind = {};
  return heads;
}

// A log that has no head, but names frames.
Outcome refuse_log(const std::vector<TextLine>& lines) {
  const std::vector<std::string> named = find_named_frames(lines, false);
  if (named.empty()) return std::nullopt;
  return ReadError{
      "this log names frames by their fields; the bytes on the wire are not in it. It has: " + listed(named),
      "a capture of the connection has them", 0, 0};
}

// The frames that the log has, or names, or that are pasted behind the heads.
void add_frames(Reading& reading, const Text& text, const std::vector<TextLine>& lines,
                const std::vector<PastedHead>& heads, std::string_view behind) {
  // In a server's log the request is what came in, and the response what it sent.
  const bool server_logs = std::any_of(heads.begin(), heads.end(), [&](const PastedHead& head) {
    return contains(lines[head.begin_line].line, head.response ? "> HTTP/1." : "< GET");
  });
  const std::uint32_t last = reading.chunks.empty() ? 1 : reading.chunks.back().connection;
  const std::vector<RawLine> frames = find_raw_lines(lines, !heads.empty() && !server_logs);
  const std::size_t before = reading.chunks.size();
  for (const RawLine& line : frames) {
    reading.chunks.push_back(chunk_of(line.from == Direction::Server, text_of(Bytes(line.bytes))));
    reading.incomplete |= line.cut;
  }
  if (!frames.empty()) {
    add_note(
        reading,
        "took the bytes of the lines ++Sent raw or send: (the client) and ++Rcv raw or recv: (the server)");
  }
  const auto named = find_named_frames(lines, server_logs);
  if (!named.empty() && frames.empty())
    add_note(reading, "the log names frames too, without their bytes: " + listed(named));
  if (named.empty() && frames.empty()) read_behind(reading, text, heads, behind);
  for (std::size_t i = before; i < reading.chunks.size(); ++i) reading.chunks[i].connection = last;
}

Outcome read_lines(const Text& text, const std::vector<TextLine>& lines) {
  if (auto error = refuse_extended_connect(text.body)) return *error;
  std::string_view behind = text.body;
  std::vector<PastedHead> heads = heads_in(lines, behind);
  add_named_values(heads, text.body, behind.empty() ? text.body : behind);
  if (heads.empty() && find_raw_lines(lines, false).empty()) return refuse_log(lines);
  Reading reading = reading_of(heads);
  if (heads.empty()) reading.words = "the trace of Python's websocket-client";
  add_frames(reading, text, lines, heads, behind);
  if (const auto view = text_view(text.body)) add_note(reading, view->what + " (" + view->instead + ")");
  return reading;
}

}  // namespace

Outcome read_heads(const Text& text) {
  if (text.body.size() > kLargestPaste || trim(text.body).empty()) return std::nullopt;
  if (!text.forced.empty() && text.forced != "heads") return std::nullopt;
  // The text column of a dump has the heads in pieces.
  if (is_dump(without_quoting(text.body), Lines::All)) return std::nullopt;
  if (const Unfolded unfolded = unfold_heads(text.body); !unfolded.lines.empty()) {
    Outcome outcome = read_lines(text.with(unfolded.lines), lines_of(unfolded.lines));
    auto* reading = outcome ? std::get_if<Reading>(&*outcome) : nullptr;
    if (reading != nullptr && !unfolded.note.empty()) add_note(*reading, std::string(unfolded.note));
    return outcome;
  }
  const std::vector<TextLine> lines = lines_of(text.body);
  return is_wire(lines) ? std::nullopt : read_lines(text, lines);
}

}  // namespace ws101::wsdump::input
