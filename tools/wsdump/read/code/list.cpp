// From the pieces of code to bytes: which base bare digits have, which rules escapes follow.
#include "wsdump/read/code/list.hpp"

#include <algorithm>
#include <array>

#include "wsdump/any_frames.hpp"
#include "wsdump/read/characters.hpp"
#include "wsdump/read/code/code.hpp"
#include "wsdump/read/formats.hpp"
#include "wsdump/read/plausible.hpp"

namespace ws101::wsdump::input {
namespace {

constexpr std::string_view kSigned = "0xffffff81 is the char 81, extended by its sign";

std::string_view format_of(const Code& code) {
  if (code.json_buffer) return "node-buffer-json";
  if (code.javascript) return "uint8array";
  const char bracket = code.brackets.empty() ? ' ' : code.brackets[0];
  if (bracket == 'E') return "erlang-binary";
  if (bracket == '{') return "c-array";
  return bracket == '[' || bracket == '(' ? "list" : "numbers";
}

std::string_view note_of(const List& list, std::size_t count) {
  if (list.truncated) return "the list was cut where it was printed";
  return list.stated && *list.stated != count && *list.stated > 1
             ? "the length stated beside the list is another"
             : "";
}

// All elements as bytes if bare digits are of `base`; on failure `bad` is the first that is none.
std::optional<Reading> as_bytes(std::string_view format, const List& list, unsigned base,
                                const Element*& bad) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(list.elements.size());
  bool extended = false;
  for (const Element& element : list.elements) {
    const bool octal = base == 8 && element.number.base == 0 && element.number.digits.starts_with("0");
    const auto byte = element.byte ? element.byte : to_byte(element.number, base == 8 && !octal ? 10 : base);
    if (!byte) {
      bad = &element;
      return std::nullopt;
    }
    extended |= !element.byte && element.number.base == 16 && is_sign_extended(element.number);
    bytes.push_back(*byte);
  }
  const std::size_t count = bytes.size();
  Reading reading = make_reading(format, std::move(bytes));
  if (base == 16) reading.words += " in hex";
  if (base == 8) reading.words += " with octal numbers";
  if (extended) reading.notes.emplace_back(kSigned);
  if (const std::string_view note = note_of(list, count); !note.empty()) reading.notes.emplace_back(note);
  reading.incomplete = list.truncated;
  if (list.truncated) {
    reading.missing = list.stated && *list.stated > count
                          ? std::to_string(*list.stated - count) + " more bytes"
                      : list.more.empty() ? "what the dots stand for"
                                          : list.more;
  }
  return reading;
}

// char peer1_0[] = { /* Packet 6 */ 0x81, ... }: a followed stream as Wireshark saves it, an array a segment.
void add_peers(const Code& code, std::string_view body, Findings& findings) {
  Reading reading = empty_reading("follow-c");
  for (const List& list : code.lists) {
    const Element* bad = nullptr;
    auto bytes = as_bytes("follow-c", list, 10, bad);
    const std::size_t at = body.find("peer");
    if (!bytes || at == std::string_view::npos || at + 5 > body.size()) return;
    bytes->chunks[0].side = body[at + 4] == '1' ? 1 : 0;
    reading.chunks.push_back(std::move(bytes->chunks[0]));
    body.remove_prefix(at + 5);
  }
  findings.add(std::move(reading), Weight::Proven);
}

// <Buffer 81 85 ... 28 more bytes>, <818537fa 213d>, and a cut in the middle as Apple prints it.
void add_hex(const Code& code, Findings& findings) {
  const bool buffer = code.brackets.starts_with("B");
  Reading reading = make_reading(buffer ? "node-buffer" : "nsdata", {});
  for (const std::string_view inside : code.hex) {
    if (reading.incomplete && !buffer) return;  // what follows does not continue it
    if (reading.chunks.back().cut) reading.chunks.push_back(make_reading("node-buffer", {}).chunks[0]);
    const std::size_t dots = inside.find("...");
    const std::string_view digits = inside.substr(0, std::min(dots, inside.find('}')));
    const auto bytes = hex_pairs(digits);
    if (!bytes) return;
    Chunk& chunk = reading.chunks.back();
    chunk.bytes.insert(chunk.bytes.end(), bytes->begin(), bytes->end());
    if (dots == std::string_view::npos) continue;
    const std::string_view more = trim(inside.substr(dots + 3));
    reading.incomplete = true;
    reading.missing = contains(more, "more byte") ? std::string(more) : "what the dots stand for";
    chunk.cut = count_in(more).value_or(0);
    if (buffer) {
      add_note(reading,
               "Node has left out the rest of a long Buffer: buffer.toString('hex') prints all of it");
    }
  }
  findings.add(std::move(reading));
}

}  // namespace

void add_list(const List& list, std::string_view format, std::string_view body, Findings& findings) {
  bool letters = false;
  bool zero_first = false;
  bool pairs = true;
  bool bits = true;
  for (const Element& element : list.elements) {
    if (element.byte) continue;
    const Number& number = element.number;
    bits &= number.base == 0 && number.digits.size() == 8;
    letters |= number.base == 0 && !all_of(number.digits, is_digit);
    zero_first |= number.base == 0 && number.digits.size() > 1 && number.digits[0] == '0';
    pairs &= number.base == 0 && number.digits.size() <= 2 && !number.negative;
  }
  const bool braces = format == "c-array";
  const Element* bad = nullptr;
  Findings found;
  const auto attempt = [&](unsigned base, bool usual) {
    if (auto reading = as_bytes(format, list, base, bad))
      found.add(std::move(*reading), usual ? Weight::Usual : Weight::Possible);
  };
  if (bits) attempt(2, true);
  if (!letters) attempt(10, !zero_first);
  if (zero_first && !letters) attempt(8, braces);
  if (pairs) attempt(16, letters || (zero_first && !braces));
  if (found.candidates.empty() && bad != nullptr && format != "numbers") {
    std::string_view written = bad->written.substr(0, 24);
    findings.refuse(error_at(body, static_cast<std::size_t>(bad->written.data() - body.data()),
                             "expected numbers from 0 to 255 (or -128 to 127) in " +
                                 std::string(words_of(format)) + ", got " + std::string(written),
                             "a byte is 0 to 255, in hex 00 to ff"));
  }
  for (Candidate& candidate : found.candidates) findings.add(std::move(candidate.reading), candidate.weight);
}

namespace {

// How many bytes the last frame lacks; 1, so that the next frame is sought, if its header does not say.
std::uint64_t rest_of_last_frame(Bytes bytes) {
  const FrameChain chain = frame_chain(bytes, kAnyFrames);
  const Bytes last = bytes.subspan(chain.bytes);
  const auto read = read_header(last);
  const auto* const header = std::get_if<FrameHeader>(&read);
  if (header == nullptr || chain.end != FrameChain::End::Cut) return 1;
  return header->size() + header->length - last.size();
}

// Lists and strings put together: chr(129) . chr(5) . "Hello". A part may be the value of a variable, so frames have to
// prove that none is missing.
void add_pieces(const Code& code, const Text& text, Findings& findings) {
  const std::size_t before = findings.candidates.size();
  add_list(code.pieces, "c-string", text.body, findings);
  const auto first = findings.candidates.begin() + static_cast<std::ptrdiff_t>(before);
  findings.candidates.erase(
      std::remove_if(first, findings.candidates.end(),
                     [](const Candidate& c) { return grade_of(c.reading) < kWholeFrames; }),
      findings.candidates.end());
  if (findings.candidates.size() > before) return;
  findings.refuse(error_at(text.body, 0, "a list and a string put together, which make no whole frames",
                           "give all the bytes as plain hex: 81 05 48 ..."));
}

}  // namespace

void bridge_cuts(Reading& reading) {
  const auto cut = [](const Chunk& c) { return c.cut.has_value(); };
  if (std::none_of(reading.chunks.begin(), reading.chunks.end(), cut)) return;
  std::vector<Chunk> kept;
  std::array<std::vector<std::uint8_t>, 2> streams;  // since the last cut
  std::array<std::optional<std::uint64_t>, 2> cuts;
  for (Chunk& chunk : reading.chunks) {
    std::vector<std::uint8_t>& stream = streams[chunk.side & 1];
    std::optional<std::uint64_t>& left_out = cuts[chunk.side & 1];
    if (left_out == 0 && grade_of(chunk.bytes) == 0) {
      add_note(reading, "left out a Buffer that begins with no frame, behind one that was not printed whole");
      continue;
    }
    if (left_out) {
      chunk.gap_before = *left_out != 0 ? *left_out : rest_of_last_frame(stream);
      stream.clear();
    }
    stream.insert(stream.end(), chunk.bytes.begin(), chunk.bytes.end());
    left_out = chunk.cut;
    kept.push_back(std::move(chunk));
  }
  reading.chunks = std::move(kept);
}

void read_list(const Text& text, Findings& findings) {
  List whole;
  const std::string_view body = trim(text.body);
  if (body.find_first_of("[{(<,:=-.'") == std::string_view::npos) return;
  if (read_entries(body, whole) && whole.marked && whole.elements.size() > 1)
    return add_list(whole, "numbers", text.body, findings);
  const auto code = read_code(body);
  if (!code || code->fields || code->brackets.empty()) return;
  // console.log(start, end, buffer) prints numbers beside a Buffer, which are none of its bytes.
  const bool beside = code->words == 0 && code->brackets.find_first_not_of('B') == std::string::npos;
  if (code->top_numbers > 0 && !beside) return;
  // Erlang's and Elixir's libraries hand on a payload with its kind: {text,<<"hello">>}.
  if (code->brackets[0] == 'E' && (contains(body, "{text,") || contains(body, "{binary,"))) {
    return findings.refuse(
        error_at(text.body, 0, "expected a frame, got a message as Erlang has it: its payload",
                 "give the bytes that went over the wire"),
        Weight::Usual);
  }
  if (code->joined && (code->literals > 0 || code->lists.size() > 1))
    return add_pieces(*code, text, findings);
  if (!code->hex.empty()) return add_hex(*code, findings);
  if (contains(body, "peer0_") || contains(body, "peer1_")) return add_peers(*code, body, findings);
  List all = code->lists.front();
  for (std::size_t i = 1; i < code->lists.size(); ++i) {  // "[1] and [2]" in prose are no lists
    const List& next = code->lists[i];
    if (code->words > 0 && (next.elements.size() < 2 || all.elements.size() < 2)) return;
    all.elements.insert(all.elements.end(), next.elements.begin(), next.elements.end());
    all.truncated |= next.truncated;
  }
  if (all.elements.size() == 1 && code->brackets[0] == '(') return;  // "(1 row)"
  if (!all.stated) all.stated = code->stated;
  add_list(all, format_of(*code), text.body, findings);
}

}  // namespace ws101::wsdump::input
