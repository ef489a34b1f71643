#include "wsdemo/background.hpp"

#include "wsdemo/page.hpp"

namespace ws101::demos {
namespace {

struct Source {
  std::string_view name;
  std::string_view text;
};
constexpr Source kSources[] = {
#include "wsdemo_sources.inc"
};

// docs/demos.md explains the mistakes in detail, with experiments.
struct Background {
  std::string_view path;  // "/vote"
  std::string_view title;
  std::string_view code;     // names of files, one blank between
  std::string_view mistake;  // HTML
};
constexpr Background kBackgrounds[] = {
    {"/microscope", "Microscope", "microscope.cpp",
     "To believe that <code>onmessage</code> shows what was sent. Fragments, pings and masks are invisible "
     "there: a client with a constant masking key, or a server that never answers a ping, looks fine in a "
     "script. Only the bytes show it."},
    {"/echo", "Echo", "echo.cpp",
     "The program takes each <code>recv()</code> for one message. This works on the author's machine. With a "
     "long message or a slow network it reads two halves as two messages, both garbage. TCP is a stream; a "
     "frame says how long it is."},
    {"/broadcast", "Broadcast", "broadcast.cpp",
     "A loop over all clients that sends to each, in which one exception ends the loop, or one slow client "
     "stops it; and text that is passed on unchecked. Then one client that sends bytes that are not UTF-8 "
     "makes every browser in the room close its own connection."},
    {"/vote", "Vote", "vote.cpp vote_file.cpp",
     "<code>counts[int(message)] += 1</code>. Two threads that do this at the same time lose votes; a "
     "message that is not a number throws an exception, which ends the program for everyone; and a page "
     "that was left open votes by a number that now means somebody else."},
    {"/cpu", "Processor load", "cpu.cpp processor_load.cpp",
     "A response head with fields of a draft of 2010, and a search for <code>\"Sec-WebSocket-Key: \"</code> "
     "in exactly this spelling. Case does not matter in field names, and the space after the colon is "
     "optional."},
    {"/terminal", "Terminal", "terminal.cpp runner.cpp child_process.cpp hosts.cpp",
     "<code>eval(message)</code>, because it turns JSON into a dictionary so easily, and <code>system(\"ssh "
     "\" + host + \" \" + command)</code>. Both run whatever a stranger sends. Without a shell one danger "
     "is left: a command that begins with a hyphen is an option."},
    {"/push", "Server push", "push.cpp",
     "<code>Sec-WebSocket-Protocol: chat</code> in every response, because it is in the RFC's example. A "
     "browser that did not offer <code>chat</code> has to fail that connection. The server may choose only "
     "from what was offered, and omits the field if nothing fits."},
};

std::string code_links(std::string_view names) {
  std::string out;
  while (!names.empty()) {
    const std::string name(names.substr(0, names.find(' ')));
    names.remove_prefix(name.size() < names.size() ? name.size() + 1 : names.size());
    out += (out.empty() ? "<a href=\"/code/" : ", <a href=\"/code/") + name + "\">" + name + "</a>";
  }
  return out;
}

PageContent mistakes_page() {
  std::string sections;
  for (const Background& one : kBackgrounds) {
    const std::string path(one.path);
    sections += "<section class=\"card\" id=\"" + path.substr(1) + "\"><h2><a href=\"" + path + "\">" +
                std::string(one.title) + "</a></h2><p>" + std::string(one.mistake) +
                "</p><p class=\"soft\">The code: " + code_links(one.code) + "</p></section>\n";
  }
  return render_page(
      {"/mistakes", "The usual mistakes",
       "Each of these demos is easy to get wrong. docs/demos.md shows each mistake on the wire.",
       ":target { border-color: var(--main); } h2 a, section a { color: var(--main); } section p { "
       "max-width: 46rem; }",
       "{{values}}", ""},
      sections);
}

}  // namespace

std::string background_links(std::string_view path) {
  for (const Background& one : kBackgrounds) {
    if (one.path != path) continue;
    return "The code: " + code_links(one.code) + " · <a href=\"/mistakes#" + std::string(path.substr(1)) +
           "\">the usual mistake</a>";
  }
  return {};
}

void add_background(Server& server) {
  server.page("/mistakes", [](const Request&) { return mistakes_page(); });
  for (const Source& source : kSources) {
    server.page("/code/" + std::string(source.name), [text = source.text](const Request&) {
      return PageContent{std::string(text), "text/plain; charset=utf-8",
                         security_fields(make_nonce(), Connects::Here)};
    });
  }
}

}  // namespace ws101::demos
