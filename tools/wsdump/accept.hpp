// The computation of Accept from the key, step by step: `wsdump accept KEY [ACCEPT]`.
#pragma once

#include <string>
#include <string_view>

namespace ws101::wsdump {

struct AcceptSteps {
  std::string text;  // whole lines of at most 80 columns, safe to show
  // True if the key is 16 bytes in base64. If not, the text says what is wrong, and continues with the steps.
  bool key_ok = true;
  std::string accept;  // the value
};

// The key is used as it is, valid or invalid: an invalid key has an Accept, too, and it is shown.
AcceptSteps explain_accept(std::string_view key);

// Says whether `accept`, which a server sent, is right for the key; if not, the known mistake that gives exactly
// this value. Whole lines, safe to show.
struct AcceptCompared {
  std::string text;
  bool right = false;
};
AcceptCompared compare_accept(std::string_view key, std::string_view accept);

}  // namespace ws101::wsdump
