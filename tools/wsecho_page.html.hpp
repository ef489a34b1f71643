// The page of wsecho: the console of an echo server. It loads no other resource.
#pragma once

#include <string>

#include "echo_console.html.hpp"
#include "echo_console_script.html.hpp"
#include "page_security.hpp"
#include "server/server.hpp"
#include "wsdemo/shared.html.hpp"

namespace ws101 {

// Made for each request, because its script and style have a nonce. It may connect to any server, which is its
// purpose.
inline PageContent wsecho_page() {
  const std::string nonce = make_nonce();
  std::string page = R"html(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>wsecho</title>
<link rel="icon" href=")html";
  page.append(demos::kIcon).append("\">\n<style nonce=\"" + nonce + "\">");
  page.append(demos::kSharedStyle).append(kEchoConsoleStyle);
  page += R"html(</style>
</head>
<body>
<main>
<header class="top"><div><h1>wsecho</h1><p>Whatever you send comes back. Text as text, bytes as bytes.</p></div>
<div class="link"><span id="state" role="status"></span><button type="button" id="toggle"></button></div></header>
)html";
  page.append(kEchoConsoleBody).append("</main>\n<script nonce=\"" + nonce + "\">\n\"use strict\";\n");
  page.append(demos::kSharedScript).append(kEchoMessagesScript).append(kEchoConsoleScript);
  page += "</script>\n</body>\n</html>\n";
  return {std::move(page), "text/html; charset=utf-8", security_fields(nonce, Connects::Anywhere)};
}

}  // namespace ws101
