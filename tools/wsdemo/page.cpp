#include "wsdemo/page.hpp"

#include "wsdemo/shared.html.hpp"

namespace ws101::demos {
namespace {

constexpr std::string_view kValues = "{{values}}";

struct Route {
  std::string_view path;
  std::string_view name;
};
constexpr Route kRoutes[] = {{"/", "Demos"},
                             {"/echo", "Echo"},
                             {"/broadcast", "Broadcast"},
                             {"/vote", "Vote"},
                             {"/cpu", "Processor"},
                             {"/terminal", "Terminal"},
                             {"/push", "Server push"},
                             {"/microscope", "Microscope"}};

std::string navigation(std::string_view current) {
  std::string out = "<nav aria-label=\"Demos\"><ul>";
  for (const Route& route : kRoutes) {
    out += "<li><a href=\"" + std::string(route.path) + "\"" +
           (route.path == current ? " aria-current=\"page\"" : "") + ">" + std::string(route.name) +
           "</a></li>";
  }
  return out + "</ul></nav>\n";
}

}  // namespace

std::string render_page(const PageParts& parts, std::string_view values) {
  std::string body(parts.body);
  for (std::size_t at = body.find(kValues); at != std::string::npos;
       at = body.find(kValues, at + values.size())) {
    body.replace(at, kValues.size(), values);
  }
  const std::string title = html_escape(parts.title);
  std::string page = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  page += "<title>" + title + " · ws101</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>";
  page.append(kSharedStyle).append(parts.style);
  page += "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the demo</a>\n";
  page += navigation(parts.path);
  page +=
      "<main id=\"main\">\n<header><h1>" + title + "</h1><p>" + std::string(parts.lead) + "</p></header>\n";
  page += body + "</main>\n<script>\n\"use strict\";\n";
  page.append(kSharedScript).append(parts.script);
  page += "</script>\n</body>\n</html>\n";
  return page;
}

std::string html_escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace ws101::demos
