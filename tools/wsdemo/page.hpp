// Makes a page from its own parts and those that all pages of the demos share.
#pragma once

#include <string>
#include <string_view>

#include "page_security.hpp"
#include "server/server.hpp"

namespace ws101::demos {

struct PageParts {
  std::string_view path;    // "/vote"
  std::string_view title;   // plain text
  std::string_view lead;    // one sentence below it, HTML
  std::string_view style;   // CSS of this page alone
  std::string_view body;    // HTML
  std::string_view script;  // runs after the shared script, in strict mode
  Connects connects = Connects::Here;
};

// The page, with the response fields that allow only its own script. In its body each "{{values}}" is replaced by
// `values`, which is HTML.
PageContent render_page(const PageParts& parts, std::string_view values = {});

}  // namespace ws101::demos
