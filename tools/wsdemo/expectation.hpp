// What a browser has to do with a specimen, derived from its bytes.
#pragma once

#include <string>

#include "wsdemo/specimens.hpp"

namespace ws101::demos {

// An object for the page that tests a browser:
//   id, group, words  as in the specimen
//   expect            "take": it is valid; "close": answer with the same code; "fail": fail the connection
//   messages          for "take", the messages that a script gets: kind "text" or "binary", length in bytes, and of a
//                     text the beginning
//   pongs             for "take", the payload of each required pong, in hex
//   code              for "close" and "fail": that of the browser's Close; 1005 for a Close without a code
//   section, rule     of RFC 6455, and what is wrong or due, in a sentence
std::string expectation_json(const Specimen& specimen);

}  // namespace ws101::demos
