// One case: what is tried, why it matters, and the function that tries it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ws101::wscheck {

class Talk;

// Which peers a case is for.
enum class Peers : std::uint8_t { Servers = 1, Clients = 2, Both = 3 };

// How much of the work the runner does before the function is called.
enum class Begin : std::uint8_t {
  Opened,     // the opening handshake is done: the function begins with frames
  Connected,  // TCP only: the function sends the request, or answers it
};

struct Case {
  std::string id;       // "framing/text-125": the topic, a slash, a name
  std::string title;    // a sentence that says what a correct peer does, without a full stop
  std::string why;      // one sentence: what breaks if it does not
  std::string section;  // of RFC 6455: "5.2"; of another standard with its number: "7692 7.2.1"
  std::function<void(Talk&)> run;
  Peers peers = Peers::Both;
  Begin begin = Begin::Opened;
  bool needs_echo = true;    // whether the peer must send messages back
  bool needs_alone = false;  // it takes much of the machine: nothing else runs meanwhile
  bool waits = false;        // it does nothing but wait: it runs beside all others

  std::string_view topic() const { return std::string_view(id).substr(0, id.find('/')); }
};

// Each topic appends its cases.
void add_handshake(std::vector<Case>& cases);
void add_handshake_fields(std::vector<Case>& cases);
void add_client_handshake(std::vector<Case>& cases);
void add_framing(std::vector<Case>& cases);
void add_masking(std::vector<Case>& cases);
void add_fragments(std::vector<Case>& cases);
void add_utf8(std::vector<Case>& cases);
void add_control(std::vector<Case>& cases);
void add_closing(std::vector<Case>& cases);
void add_robustness(std::vector<Case>& cases);
void add_deflate(std::vector<Case>& cases);
void add_deflate_offers(std::vector<Case>& cases);
void add_deflate_wrong(std::vector<Case>& cases);
void add_timeouts(std::vector<Case>& cases);

// All of them, in the order of the report.
const std::vector<Case>& all_cases();

// Whether one of the comma-separated `wanted` names the case: a topic ("framing"), a section and those
// below it ("5.5"), an id, or the beginning of the name after the slash ("close-code"). An empty text names
// all cases.
bool is_wanted(const Case& a_case, std::string_view wanted);

}  // namespace ws101::wscheck
