// How the Accept value comes from the key, step by step: `wsdump accept KEY`.
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

}  // namespace ws101::wsdump
