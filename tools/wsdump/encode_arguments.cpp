// The command line of `wsdump encode`: turns words into the frame to build, or an error.
#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "deflate/deflate.hpp"
#include "frame/close_code.hpp"
#include "frame/compression.hpp"
#include "text/escape.hpp"
#include "wsdump/encode.hpp"

namespace ws101::wsdump {
namespace {

constexpr std::size_t kMostQuoted = 40;  // bytes of a wrong word that a message repeats

std::string quoted(std::string_view word) {
  return quote_text(bytes_of(word), word.size(), kMostQuoted + 24);
}

// Decimal, or hex after 0x; nothing if it is not a number up to `most`.
std::optional<std::uint64_t> read_number(std::string_view word, std::uint64_t most) {
  int base = 10;
  if (word.size() > 2 && word[0] == '0' && (word[1] == 'x' || word[1] == 'X')) {
    base = 16;
    word.remove_prefix(2);
  }
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value, base);
  if (error != std::errc() || end != word.data() + word.size() || value > most) return std::nullopt;
  return value;
}

// Hex digits with spaces, colons or commas between bytes; nothing for anything else.
std::optional<std::vector<std::uint8_t>> read_hex(std::string_view text) {
  std::vector<std::uint8_t> bytes;
  bool half = false;
  for (const char c : text) {
    if (c == ' ' || c == ':' || c == ',') {
      if (half) return std::nullopt;
      continue;
    }
    int digit = 0;
    if (c >= '0' && c <= '9') {
      digit = c - '0';
    } else if (c >= 'a' && c <= 'f') {
      digit = c - 'a' + 10;
    } else if (c >= 'A' && c <= 'F') {
      digit = c - 'A' + 10;
    } else {
      return std::nullopt;
    }
    if (half) {
      bytes.back() = static_cast<std::uint8_t>(bytes.back() << 4 | digit);
    } else {
      bytes.push_back(static_cast<std::uint8_t>(digit));
    }
    half = !half;
  }
  if (half) return std::nullopt;
  return bytes;
}

std::optional<Opcode> opcode_named(std::string_view word) {
  for (const Opcode opcode :
       {Opcode::Continuation, Opcode::Text, Opcode::Binary, Opcode::Close, Opcode::Ping, Opcode::Pong}) {
    if (word == name(opcode)) return opcode;
  }
  if (word == "cont") return Opcode::Continuation;
  return std::nullopt;
}

// Collects the words of the command line. Options come in any order, so rules that involve several are
// checked at the end.
class Arguments {
 public:
  explicit Arguments(EncodeSources& sources) : sources_(sources) {}

  // False if a word is wrong; the message is in error().
  bool take(std::span<const std::string_view> words) {
    bool options_over = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string_view word = words[i];
      if (options_over || word.size() < 2 || word.substr(0, 2) != "--") {
        if (word == "-q") {
          request_.explain = false;
        } else if (!take_positional(word)) {
          return false;
        }
        continue;
      }
      if (word == "--") {
        options_over = true;
        continue;
      }
      if (word == "--deflate") {
        request_.deflated = true;
        continue;
      }
      if (word == "--quiet") {
        request_.explain = false;
        continue;
      }
      std::string_view option = word;
      std::string_view value;
      if (const std::size_t equals = word.find('='); equals != std::string_view::npos) {
        option = word.substr(0, equals);
        value = word.substr(equals + 1);
      } else if (std::find(kOptions.begin(), kOptions.end(), option) == kOptions.end()) {
        return fail("unknown option " + quoted(option) + "; wsdump encode --help lists them");
      } else if (i + 1 == words.size()) {
        return fail(std::string(option) + " needs a value");
      } else {
        value = words[++i];
      }
      if (!take_option(option, value)) return false;
    }
    return settle();
  }

  EncodeRequest request() && { return std::move(request_); }
  std::string error() && { return std::move(error_); }

 private:
  static constexpr std::array<std::string_view, 11> kOptions = {
      "--mask", "--fin",    "--rsv", "--length-form", "--length", "--opcode",
      "--code", "--reason", "--hex", "--file",        "--text"};

  bool fail(std::string message) {
    error_ = std::move(message);
    return false;
  }

  bool take_positional(std::string_view word) {
    if (!kind_) {
      kind_ = opcode_named(word);
      if (kind_) return true;
      return fail(quoted(word) + " is no kind of frame: text, binary, ping, pong, close or continuation");
    }
    return take_payload(std::vector<std::uint8_t>(word.begin(), word.end()));
  }

  bool take_payload(std::vector<std::uint8_t> payload) {
    if (payload_) return fail("the payload was given twice; put spaces inside quotes");
    payload_ = std::move(payload);
    return true;
  }

  // A number from 0 to `most` into `target`.
  template <typename Number>
  bool take_number(std::string_view option, std::string_view value, std::uint64_t most, Number& target) {
    const auto number = read_number(value, most);
    if (!number) {
      return fail(std::string(option) + " takes a number from 0 to " + std::to_string(most) + ", not " +
                  quoted(value));
    }
    target = static_cast<typename Number::value_type>(*number);
    return true;
  }

  bool take_option(std::string_view option, std::string_view value) {
    if (option == "--mask") return take_mask(value);
    if (option == "--fin") return take_number(option, value, 1, fin_);
    if (option == "--rsv") return take_number(option, value, 7, rsv_);
    if (option == "--opcode") return take_number(option, value, 15, opcode_);
    if (option == "--code") return take_number(option, value, 65535, code_);
    if (option == "--length") {
      return take_number(option, value, std::numeric_limits<std::uint64_t>::max(), length_);
    }
    if (option == "--length-form") return take_length_form(value);
    if (option == "--text") return take_payload({value.begin(), value.end()});
    if (option == "--reason") {
      reason_ = std::string(value);
      return true;
    }
    if (option == "--hex") {
      auto bytes = read_hex(value);
      if (!bytes) return fail("--hex takes pairs of hex digits, not " + quoted(value));
      return take_payload(std::move(*bytes));
    }
    if (option == "--file") {
      std::string error;
      auto bytes = sources_.read_file(value, error);
      if (!bytes) return fail("--file " + quoted(value) + ": " + error);
      return take_payload(std::move(*bytes));
    }
    return fail("unknown option " + quoted(option) + "; wsdump encode --help lists them");
  }

  bool take_mask(std::string_view value) {
    request_.header.masked = value != "none";
    if (value == "none") return true;
    if (value == "random") {
      request_.header.key = sources_.random_key();
      return true;
    }
    const auto key = read_hex(value);
    if (!key || key->size() != 4) {
      return fail("--mask takes 8 hex digits, random or none, not " + quoted(value));
    }
    std::copy_n(key->begin(), 4, request_.header.key.begin());
    return true;
  }

  bool take_length_form(std::string_view value) {
    if (value == "7") form_ = LengthForm::Bits7;
    if (value == "16") form_ = LengthForm::Bits16;
    if (value == "64") form_ = LengthForm::Bits64;
    return form_ ? true : fail("--length-form takes 7, 16 or 64, not " + quoted(value));
  }

  bool settle() {
    if (!kind_ && !opcode_) return fail("say which kind of frame: wsdump encode text Hello");
    FrameHeader& header = request_.header;
    header.opcode = opcode_ ? static_cast<Opcode>(*opcode_) : *kind_;
    header.fin = !fin_ || *fin_ == 1;
    header.rsv = rsv_.value_or(0);
    if (!settle_payload()) return false;
    if (request_.deflated) deflate_payload();
    header.length = length_.value_or(request_.payload.size());
    header.length_form = form_.value_or(shortest_form(header.length));
    const std::string length = "a length of " + std::to_string(header.length);
    if (header.length_form == LengthForm::Bits7 && header.length > kMaxLength7) {
      return fail(length + " does not fit in 7 bits, where 126 and 127 announce more bytes");
    }
    if (header.length_form == LengthForm::Bits16 && header.length > 0xFFFF) {
      return fail(length + " does not fit in 16 bits");
    }
    return true;
  }

  // As the first message of a connection; RSV1 says so (RFC 7692 6.1).
  void deflate_payload() {
    Deflater deflater;
    std::vector<std::uint8_t> compressed(deflater.bound(request_.payload.size()));
    compressed.resize(deflater.deflate_message(request_.payload, compressed));
    request_.payload = std::move(compressed);
    if (!rsv_) request_.header.rsv = kCompressedBit;
  }

  bool settle_payload() {
    if (!code_ && !reason_) {
      if (payload_) request_.payload = std::move(*payload_);
      return true;
    }
    if (payload_) return fail("a payload, or --code and --reason, but not both");
    if (!code_) return fail("--reason needs --code: the code comes first in the payload");
    request_.payload = {static_cast<std::uint8_t>(*code_ >> 8), static_cast<std::uint8_t>(*code_ & 0xFF)};
    if (reason_) request_.payload.insert(request_.payload.end(), reason_->begin(), reason_->end());
    return true;
  }

  EncodeSources& sources_;
  EncodeRequest request_;
  std::string error_;
  std::optional<Opcode> kind_;
  std::optional<std::vector<std::uint8_t>> payload_;
  std::optional<std::uint8_t> fin_;
  std::optional<std::uint8_t> rsv_;
  std::optional<std::uint8_t> opcode_;
  std::optional<std::uint16_t> code_;
  std::optional<std::string> reason_;
  std::optional<std::uint64_t> length_;
  std::optional<LengthForm> form_;
};

}  // namespace

std::variant<EncodeRequest, EncodeError> parse_encode(std::span<const std::string_view> words,
                                                      EncodeSources& sources) {
  Arguments arguments(sources);
  if (!arguments.take(words)) return EncodeError{std::move(arguments).error()};
  return std::move(arguments).request();
}

std::string_view encode_help() {
  return R"(wsdump encode KIND [PAYLOAD] [options]
  Builds one frame, right or wrong, prints its bytes in hex and explains them.

  KIND     text, binary, ping, pong, close, continuation
  PAYLOAD  a text; or one of:
    --hex HEX         the payload in hex: "48 65 6c 6c 6f"
    --file FILE       the payload from a file; - is standard input
    --text TEXT       the payload as text, for one that begins with --
    --code N          for close: the code ...
    --reason TEXT     ... and the reason behind it

  --mask KEY          8 hex digits, random, or none (the default, as servers do)
  --fin 0|1           0: more of the message follows; 1 is the default
  --rsv 0-7           the reserved bits: RSV1 counts 4, RSV2 2, RSV3 1
  --deflate           compress the payload (permessage-deflate) and set RSV1
  --opcode N          0 to 15 (or 0x0 to 0xf), instead of the one of KIND
  --length N          the length that the frame claims, if not the true one
  --length-form FORM  7, 16 or 64 bits; the shortest that fits is the default
  -q, --quiet         only the hex

  Examples
    wsdump encode text Hello --mask 37fa213d
    wsdump encode close --code 1000 --reason bye
    wsdump encode ping --fin 0                      a frame that is wrong
    wsdump encode text Hello --length-form 16       another
    wsdump encode text Hello -q | wsdump            and back again
)";
}

}  // namespace ws101::wsdump
