// Times and senders: the text before the bytes on a line. One table of words, instead of a rule for each phrase.
#include <algorithm>

#include "wsdump/read/characters.hpp"
#include "wsdump/read/dumps/dump_lines.hpp"

namespace ws101::wsdump::input {
namespace {

// What a word says about the direction.
enum class Says : std::uint8_t { Client, Server, To, From, Out, In, Nothing };

struct Words {
  Says says;
  std::string_view words;  // with a blank around each
};
constexpr Words kWords[] = {
    {Says::Client, " client c browser clnt request "},
    {Says::Server, " server s srv response reply "},
    {Says::To, " to towards 2 "},
    {Says::From, " from "},
    {Says::Out, " send sent sends sending out outgoing tx write written outbound wrote snd "},
    {Says::In, " recv received receive receives in incoming rx read inbound rcvd rcv "},
    {Says::Nothing, " data frame frames bytes message by the payload says side stream packet raw hex "}};

// What the words of a phrase said, each the first time.
struct Phrase {
  std::size_t ends = 0;                  // how many were named
  Direction first = Direction::Unknown;  // the end named first
  Direction behind_to = Direction::Unknown;
  Direction behind_from = Direction::Unknown;
  Says verb = Says::Nothing;    // Out or In
  char arrow = 0;               // > or <
  Says before = Says::Nothing;  // the word before: To or From

  bool add(std::string_view word) {
    const std::string w = lower(word);
    if (w == "c2s" || w == "s2c") return add(w.substr(0, 1)) && add("to") && add(w.substr(2));
    const auto known = std::find_if(std::begin(kWords), std::end(kWords),
                                    [&](const Words& k) { return contains(k.words, " " + w + " "); });
    if (known == std::end(kWords)) return all_of(w, is_digit);
    const Says says = known->says;
    if (says == Says::Out || says == Says::In) {
      if (verb == Says::Nothing) verb = says;
    } else if (says == Says::Client || says == Says::Server) {
      const Direction end = says == Says::Client ? Direction::Client : Direction::Server;
      if (ends++ == 0) first = end;
      if (before == Says::To) behind_to = end;
      if (before == Says::From) behind_from = end;
      before = Says::Nothing;
    } else if (says != Says::Nothing) {
      before = says;
    }
    return true;
  }
};

Direction other(Direction end) {
  return end == Direction::Client ? Direction::Server : Direction::Client;
}

// Who sends; Unknown if only a verb or an arrow says that the two sides differ.
Direction sender_of(const Phrase& phrase) {
  if (phrase.behind_from != Direction::Unknown) return phrase.behind_from;
  if (phrase.ends == 1 && phrase.behind_to != Direction::Unknown) return other(phrase.behind_to);
  if (phrase.ends >= 2) return phrase.arrow == '<' ? other(phrase.first) : phrase.first;
  if (phrase.ends == 0) return Direction::Unknown;
  return phrase.verb == Says::In && phrase.arrow == 0 ? other(phrase.first)
                                                      : phrase.first;  // "server received"
}

std::string_view without_frame(std::string_view phrase) {
  constexpr std::string_view kInFront = "[(#*=";
  constexpr std::string_view kBehind = ":=])*";
  phrase = trim(phrase);
  while (!phrase.empty() && kBehind.find(phrase.back()) != std::string_view::npos) {
    phrase = trim(phrase.substr(0, phrase.size() - 1));
  }
  while (!phrase.empty() && kInFront.find(phrase.front()) != std::string_view::npos &&
         !phrase.starts_with("=>")) {
    phrase = trim(phrase.substr(1));
  }
  return phrase;
}

}  // namespace

std::optional<double> take_time(std::string_view& s) {
  std::string_view rest = trim_left(s);
  const bool bracket = !rest.empty() && (rest[0] == '[' || rest[0] == '(');
  if (bracket) rest = trim_left(rest.substr(1));
  // A date, if there is one, only names the day.
  const auto date_length = [](std::string_view t) -> std::size_t {
    if (t.size() < 11 || !is_digit(t[0]) || !is_digit(t[3]) || (t[4] != '-' && t[4] != '/') || t[7] != t[4])
      return 0;
    return t[10] == ' ' || t[10] == 'T' ? 11 : 0;
  };
  const std::size_t date = date_length(rest);
  rest.remove_prefix(date);
  double parts[3] = {0, 0, 0};
  std::size_t count = 0;
  bool fraction = false;
  while (count < 3) {
    std::size_t n = 0;
    while (n < rest.size() && is_digit(rest[n])) ++n;
    if (n == 0 || n > 10) return std::nullopt;
    double value = 0;
    for (char c : rest.substr(0, n)) value = value * 10 + (c - '0');
    rest.remove_prefix(n);
    if (rest.size() > 1 && (rest[0] == '.' || rest[0] == ',') && is_digit(rest[1])) {
      rest.remove_prefix(1);
      double scale = 0.1;
      for (; !rest.empty() && is_digit(rest[0]); rest.remove_prefix(1), scale /= 10)
        value += scale * (rest[0] - '0');
      fraction = true;
    }
    parts[count++] = value;
    if (fraction || rest.size() < 2 || rest[0] != ':' || !is_digit(rest[1])) break;
    rest.remove_prefix(1);
  }
  if (!fraction && count < 3) return std::nullopt;
  if (count == 2) return std::nullopt;
  while (!rest.empty() && (rest[0] == 'Z' || rest[0] == 's')) rest.remove_prefix(1);
  if (!rest.empty() && rest[0] == '+' && date != 0) {
    rest.remove_prefix(1);
    while (!rest.empty() && (is_digit(rest[0]) || rest[0] == ':')) rest.remove_prefix(1);
  }
  if (bracket) {
    rest = trim_left(rest);
    if (rest.empty() || (rest[0] != ']' && rest[0] != ')')) return std::nullopt;
    rest.remove_prefix(1);
  }
  if (!rest.empty() && !is_space(rest[0]) &&
      !(bracket && (rest[0] == ':' || rest[0] == '>' || rest[0] == '<'))) {
    return std::nullopt;
  }
  s = rest;
  return count == 3 ? parts[0] * 3600 + parts[1] * 60 + parts[2] : parts[0];
}

std::optional<Heading> direction_of_phrase(std::string_view given) {
  constexpr std::size_t kLongest = 60;
  std::string_view rest = without_frame(given);
  if (rest.empty() || rest.size() > kLongest) return std::nullopt;
  Phrase phrase;
  while (!rest.empty()) {
    const auto n = static_cast<std::size_t>(
        std::find_if(rest.begin(), rest.end(), [](char c) { return !is_letter(c) && !is_digit(c); }) -
        rest.begin());
    const char c = rest[0];
    if (n > 0) {
      if (!phrase.add(rest.substr(0, n))) return std::nullopt;
    } else if (c == '>' || c == '<') {
      if (phrase.arrow == 0) phrase.arrow = c;
    } else if (std::string_view(" -=_/\t,()").find(c) == std::string_view::npos) {
      return std::nullopt;
    }
    rest.remove_prefix(std::max<std::size_t>(n, 1));
  }
  if (phrase.ends == 0 && phrase.arrow == 0 && phrase.verb == Says::Nothing) return std::nullopt;
  Heading heading;
  heading.directed = true;
  heading.from = sender_of(phrase);
  heading.arrow = phrase.ends == 0 && phrase.verb == Says::Nothing;
  const bool receives = phrase.arrow != 0 ? phrase.arrow == '<' : phrase.verb == Says::In;
  heading.side = heading.from == Direction::Unknown  ? (receives ? 1 : 0)
                 : heading.from == Direction::Client ? 0
                                                     : 1;
  return heading;
}

}  // namespace ws101::wsdump::input
