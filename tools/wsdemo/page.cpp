#include "wsdemo/page.hpp"

#include "text/markup.hpp"
#include "wsdemo/background.hpp"
#include "wsdemo/shared.html.hpp"

namespace ws101::demos {
namespace {

constexpr std::string_view kValues = "{{values}}";

struct Route {
  std::string_view path;
  std::string_view name;
};
constexpr Route kRoutes[] = {
    {"/", "Demos"},    {"/microscope", "Microscope"}, {"/echo", "Echo"},         {"/broadcast", "Broadcast"},
    {"/vote", "Vote"}, {"/cpu", "Processor"},         {"/terminal", "Terminal"}, {"/push", "Server push"}};

std::string navigation(std::string_view current) {
  std::string out = "<nav aria-label=\"Demos\"><ul>";
  for (const Route& route : kRoutes) {
    out += "<li><a href=\"" + std::string(route.path) + "\"" +
           (route.path == current ? " aria-current=\"page\"" : "") + ">";
    if (route.path == "/") out.append("<img src=\"").append(kIcon).append("\" alt=\"\">");
    out += std::string(route.name) + "</a></li>";
  }
  return out + "</ul></nav>\n";
}

// Title, lead, and for a demo the state of its connection and the button that ends or reopens it.
std::string top(const PageParts& parts, const std::string& title) {
  std::string out =
      "<header class=\"top\"><div><h1>" + title + "</h1><p>" + std::string(parts.lead) + "</p></div>";
  if (!parts.script.empty()) {
    out +=
        "<div class=\"link\"><span id=\"state\" role=\"status\"></span>"
        "<button type=\"button\" id=\"toggle\"></button></div>";
  }
  return out + "</header>\n";
}

}  // namespace

PageContent render_page(const PageParts& parts, std::string_view values) {
  std::string body(parts.body);
  for (std::size_t at = body.find(kValues); at != std::string::npos;
       at = body.find(kValues, at + values.size())) {
    body.replace(at, kValues.size(), values);
  }
  const std::string title = markup_text(parts.title);
  const std::string nonce = make_nonce();
  std::string page = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  page += "<title>" + title + " · ws101</title>\n<link rel=\"icon\" href=\"";
  page.append(kIcon).append("\">\n");
  page += "<style nonce=\"" + nonce + "\">";
  page.append(kSharedStyle).append(parts.style);
  page += "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the demo</a>\n";
  page += navigation(parts.path);
  page += "<main id=\"main\">\n" + top(parts, title) + body + "</main>\n";
  if (const std::string links = background_links(parts.path); !links.empty()) {
    page += "<footer>" + links + "</footer>\n";
  }
  page += "<script nonce=\"" + nonce + "\">\n\"use strict\";\n";
  page.append(kSharedScript).append(parts.script);
  page += "</script>\n</body>\n</html>\n";
  return {std::move(page), "text/html; charset=utf-8", security_fields(nonce, parts.connects)};
}

}  // namespace ws101::demos
