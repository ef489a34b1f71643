// How the Accept value comes from the key, step by step: `wsdump accept KEY [ACCEPT]`.
#pragma once

#include <string>
#include <string_view>

namespace ws101::wsdump {

struct AcceptSteps {
  std::string text;    // whole lines of at most 80 columns, safe to show
  bool key_ok = true;  // 16 bytes in base64; if not the text says what is wrong, and the steps go on
  std::string accept;  // the value
};

// The key is taken as it stands, right or wrong: a wrong one has an Accept too, and it is shown.
AcceptSteps explain_accept(std::string_view key);

// Whether `accept`, which a server sent, belongs to the key, and if it does not, the mistake that gives exactly this
// value if one is known: whole lines, safe to show.
struct AcceptCompared {
  std::string text;
  bool right = false;
};
AcceptCompared compare_accept(std::string_view key, std::string_view accept);

}  // namespace ws101::wsdump
