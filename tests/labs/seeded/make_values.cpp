// Makes one student's own values from a name: always the same for the same name. Writes labN.txt for the grader, and
// worksheet.txt with three frames to be decoded by hand; frames.txt holds the same frames for wsdump.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "base64/base64.hpp"
#include "deflate/deflate.hpp"
#include "frame/close_payload.hpp"
#include "frame/encode.hpp"
#include "handshake/accept_key.hpp"
#include "labs/seeded/observe.hpp"

namespace ws101::labs {
namespace {

// splitmix64: small, and the same everywhere, which std::uniform_int_distribution is not.
class Dice {
 public:
  explicit Dice(std::string_view name) {
    for (const char c : name) state_ = (state_ ^ static_cast<std::uint8_t>(c)) * 1099511628211U;
  }
  std::uint64_t roll() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(roll() % end); }
  bool one_in(std::size_t n) { return below(n) == 0; }
  std::uint8_t byte() { return static_cast<std::uint8_t>(roll()); }
  ByteString bytes(std::size_t count) {
    ByteString all(count);
    for (std::uint8_t& b : all) b = byte();
    return all;
  }
  template <std::size_t N>
  std::string_view pick(const std::array<std::string_view, N>& from) {
    return from[below(N)];
  }
  MaskingKey key() { return {byte(), byte(), byte(), byte()}; }

 private:
  std::uint64_t state_ = 14695981039346656037U;
};

ByteString as_bytes(std::string_view text) {
  return ByteString(text.begin(), text.end());
}

void append(ByteString& to, const ByteString& more) {
  to.insert(to.end(), more.begin(), more.end());
}

// One byte changed, now and then.
void spoil(Dice& dice, ByteString& bytes, std::size_t one_in) {
  if (!bytes.empty() && dice.one_in(one_in)) bytes[dice.below(bytes.size())] = dice.byte();
}

constexpr std::array<std::string_view, 8> kWords{
    "Hello", "caf\xC3\xA9", "ping?", "\xE2\x82\xAC 5", "data", "101", "\xF0\x9F\x98\x80", "frames"};

std::vector<Value> lab1(Dice& dice) {
  std::vector<Value> values;
  for (int i = 0; i < 20; ++i) {
    values.push_back({"base64", dice.bytes(dice.below(70)), {}});
    ByteString text = as_bytes(base64_encode(dice.bytes(dice.below(30))));
    spoil(dice, text, 2);
    values.push_back({"unbase64", text, {}});
    values.push_back({"sha1", dice.bytes(dice.one_in(2) ? 50 + dice.below(20) : dice.below(300)), {}});
    std::array<std::uint8_t, kNonceBytes> nonce;
    for (std::uint8_t& byte : nonce) byte = dice.byte();
    values.push_back({"accept", as_bytes(make_key(nonce)), {}});
  }
  return values;
}

std::vector<Value> lab2(Dice& dice) {
  std::vector<Value> values;
  for (int i = 0; i < 60; ++i) {
    ByteString header = dice.bytes(2 + dice.below(14));
    if (dice.one_in(2)) header[0] = static_cast<std::uint8_t>(dice.one_in(2) ? 0x82 : 0x01);
    if (dice.one_in(2)) header[1] = static_cast<std::uint8_t>((header[1] & 0x80) | (126 + dice.below(2)));
    for (std::size_t at = 2; at < header.size() && dice.one_in(3); ++at) header[at] = 0;
    for (const char* kind : {"read", "parse as server", "parse as client"})
      values.push_back({kind, header, {}});
    if (i % 3 == 0) values.push_back({"mask", dice.bytes(5 + dice.below(90)), {}});
  }
  return values;
}

ByteString some_text(Dice& dice) {
  ByteString text;
  for (std::size_t i = dice.below(6); i-- > 0;) append(text, as_bytes(dice.pick(kWords)));
  return text;
}

// A frame of a client, mostly right.
ByteString some_frame(Dice& dice) {
  constexpr std::array<Opcode, 5> kOpcodes{Opcode::Text, Opcode::Binary, Opcode::Ping, Opcode::Pong,
                                           Opcode::Text};
  const Opcode opcode = kOpcodes[dice.below(kOpcodes.size())];
  ByteString payload =
      is_control(opcode) || !dice.one_in(4) ? some_text(dice) : dice.bytes(120 + dice.below(20));
  if (opcode == Opcode::Text) spoil(dice, payload, 12);
  ByteString frame = encode_frame(opcode, payload, dice.key());
  if (dice.one_in(25)) frame[0] = static_cast<std::uint8_t>(frame[0] ^ (1U << dice.below(8)));
  return frame;
}

ByteString some_fragments(Dice& dice) {
  const ByteString whole = some_text(dice);
  const std::size_t cut = dice.below(whole.size() + 1);
  const auto middle = whole.begin() + static_cast<std::ptrdiff_t>(cut);
  ByteString first = encode_frame(Opcode::Text, ByteString(whole.begin(), middle), dice.key());
  first[0] = static_cast<std::uint8_t>(first[0] & 0x7F);
  if (dice.one_in(2)) append(first, encode_frame(Opcode::Ping, some_text(dice), dice.key()));
  append(first, encode_frame(Opcode::Continuation, ByteString(middle, whole.end()), dice.key()));
  return first;
}

ByteString some_stream(Dice& dice) {
  ByteString stream;
  for (std::size_t i = 1 + dice.below(4); i-- > 0;)
    append(stream, dice.one_in(3) ? some_fragments(dice) : some_frame(dice));
  return stream;
}

std::vector<Value> lab3(Dice& dice) {
  std::vector<Value> values;
  for (int i = 0; i < 40; ++i) {
    values.push_back({"frames", some_stream(dice), {}});
    ByteString text = some_text(dice);
    spoil(dice, text, 2);
    if (!text.empty() && dice.one_in(4)) text.pop_back();
    values.push_back({"text", text, {}});
  }
  return values;
}

// A request, right or with one thing missing, doubled or changed.
ByteString some_request(Dice& dice) {
  std::array<std::uint8_t, kNonceBytes> nonce;
  for (std::uint8_t& byte : nonce) byte = dice.byte();
  std::array<std::string, 8> lines{
      "GET /" + std::to_string(dice.below(1000)) + " HTTP/1.1",
      "Host: localhost:8000",
      dice.one_in(2) ? "Upgrade: websocket" : "upgrade:WebSocket",
      dice.one_in(2) ? "Connection: Upgrade" : "Connection: keep-alive, upgrade",
      "Sec-WebSocket-Key: " + make_key(nonce),
      "sec-websocket-version: 13",
      dice.one_in(2) ? "Sec-WebSocket-Protocol: chat" : "Sec-WebSocket-Protocol: x, chat.v2",
      dice.one_in(3) ? "Origin: http://elsewhere.example" : "Origin: http://localhost:8000"};
  const std::size_t changed = dice.below(lines.size());
  ByteString request;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string line = lines[i] + "\r\n";
    if (i == changed) {
      switch (dice.below(5)) {
        case 0:
          line.clear();
          break;
        case 1:
          line += line;
          break;
        case 2:
          line[dice.below(line.size())] =
              static_cast<char>(dice.one_in(2) ? 0x20 + dice.below(95) : dice.below(256));
          break;
        default:
          break;  // as it is
      }
    }
    append(request, as_bytes(line));
  }
  append(request, as_bytes("\r\n"));
  if (dice.one_in(3)) append(request, some_frame(dice));
  return request;
}

std::vector<Value> lab4(Dice& dice) {
  std::vector<Value> values;
  for (int i = 0; i < 80; ++i) values.push_back({"request", some_request(dice), {}});
  return values;
}

ByteString some_close(Dice& dice) {
  constexpr std::array<int, 8> kCodes{1000, 1001, 1005, 3000, 4999, 999, 1012, 2000};
  const auto code =
      static_cast<CloseCode>(dice.one_in(3) ? static_cast<int>(dice.below(6000)) : kCodes[dice.below(8)]);
  const ByteString reason = some_text(dice);
  return encode_frame(Opcode::Close, make_close(code, text_of(reason)), dice.key());
}

std::vector<Value> lab5(Dice& dice) {
  std::vector<Value> values;
  for (int i = 0; i < 80; ++i) {
    ByteString stream = some_stream(dice);
    if (dice.one_in(2)) append(stream, some_close(dice));
    if (dice.one_in(2)) append(stream, some_frame(dice));
    values.push_back({"stream", stream, {}});
  }
  return values;
}

// A message as one of our levels deflates it, or damaged: what it says then is as good as any.
std::vector<Value> lab8(Dice& dice) {
  std::vector<Value> values;
  for (int i = 0; i < 60; ++i) {
    const auto level = static_cast<DeflateLevel>(dice.below(3));
    ByteString text = dice.one_in(3) ? dice.bytes(dice.below(200)) : some_text(dice);
    constexpr std::string_view kLetters =
        "aaaaaeeeettoohnx";  // some far oftener than others: a dynamic block pays
    for (std::size_t letters = dice.one_in(2) ? 200 + dice.below(200) : 0; letters > 0; --letters) {
      text.push_back(static_cast<std::uint8_t>(kLetters[dice.below(kLetters.size())]));
    }
    for (std::size_t times = dice.below(4); times > 0; --times) append(text, some_text(dice));
    Deflater deflater(level);
    ByteString stream(deflater.bound(text.size()));
    stream.resize(deflater.deflate_message(text, stream));
    spoil(dice, stream, 3);
    values.push_back({"inflate", stream, {}});
  }
  return values;
}

void write_values(const std::string& path, std::vector<Value> values,
                  std::string (*observe)(std::string_view, const Pieces&)) {
  std::ofstream file(path);
  file << "# kind, input in hex, and what the reference makes of it, in hex; see tests/labs/seeded/\n";
  for (const Value& value : values) {
    const std::string expected = observe(value.kind, {Bytes(value.input)});
    file << value.kind << '\t' << to_hex(value.input) << '\t' << to_hex(bytes_of(expected)) << '\n';
  }
}

// Sixteen bytes in a row, as a microscope shows them.
std::string rows(Bytes bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    text += to_hex(bytes.subspan(i, 1));
    text += i % 16 == 15 || i + 1 == bytes.size() ? '\n' : ' ';
  }
  return text;
}

void write_worksheet(const std::string& folder, const std::string& name, Dice& dice) {
  const std::string word(dice.pick(kWords));
  const ByteString text = as_bytes(word + " " + std::to_string(100 + dice.below(900)));
  ByteString letters(126 + dice.below(20));
  for (std::uint8_t& letter : letters) letter = static_cast<std::uint8_t>('a' + dice.below(26));
  const auto code = static_cast<CloseCode>(dice.one_in(2) ? 1000 + dice.below(2) : 4000 + dice.below(1000));
  const auto bye = make_close(code, "bye " + std::to_string(dice.below(100)));
  const std::array<std::pair<std::string, ByteString>, 3> frames{{
      {"client", encode_frame(Opcode::Text, text, dice.key())},
      {"server", encode_frame(Opcode::Text, letters)},
      {"client", encode_frame(Opcode::Close, bye, dice.key())},
  }};
  std::ofstream sheet(folder + "/worksheet.txt");
  std::ofstream plain(folder + "/frames.txt");
  sheet << "Three frames for " << name << "\n";
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const auto& [from, frame] = frames[i];
    sheet << "\nFrame " << i + 1 << ", sent by the " << from << ":\n\n"
          << rows(frame) << "\n"
          << "  FIN ____   RSV ____   opcode ____ = ____________   MASK ____\n"
          << "  length in 7 bits ____   extended length ____________   payload of ________ bytes\n"
          << "  masking key ____________\n"
          << "  payload, unmasked "
          << (i == 2   ? "(code, reason) "
              : i == 1 ? "(the first ten letters) "
                       : "")
          << "________________________________\n";
    plain << from << ' ' << to_hex(frame) << '\n';
  }
}

int run(const std::string& name, const std::string& folder) {
  std::filesystem::create_directories(folder);
  // Each lab begins with dice of its own, so that a change to one leaves the others as they were.
  const auto dice_for = [&](int lab) { return Dice(std::to_string(lab) + ":" + name); };
  Dice zero = dice_for(0), one = dice_for(1), two = dice_for(2), three = dice_for(3), four = dice_for(4),
       five = dice_for(5), eight = dice_for(8);
  write_worksheet(folder, name, zero);
  write_values(folder + "/lab1.txt", lab1(one), observe_lab1);
  write_values(folder + "/lab2.txt", lab2(two), observe_lab2);
  write_values(folder + "/lab3.txt", lab3(three), observe_lab3);
  write_values(folder + "/lab4.txt", lab4(four), observe_lab4);
  write_values(folder + "/lab5.txt", lab5(five), observe_lab5);
  write_values(folder + "/lab8.txt", lab8(eight), observe_lab8);
  return 0;
}

}  // namespace
}  // namespace ws101::labs

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: lab_values NAME FOLDER\n";
    return 2;
  }
  return ws101::labs::run(argv[1], argv[2]);
}
