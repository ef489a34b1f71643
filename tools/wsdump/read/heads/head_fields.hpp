// Heads that come as lists of fields, without their first line: a browser's network panel, Postman, and the objects,
// maps and arrays in which programs print them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wsdump/read/heads/head_lines.hpp"

namespace ws101::wsdump::input {

struct FieldList {
  enum class Role : unsigned char { Unknown, Request, Response };
  Role role = Role::Unknown;  // as a title or a key says
  std::vector<std::pair<std::string, std::string>> fields;
  // What is known of the first line; empty if the paste does not have it.
  std::string method;
  std::string target;         // a path, or a URL of which the path counts
  std::string status;         // "101" or "101 Switching Protocols"
  bool started = false;       // its first line is in the paste, in a tool's own notation
  bool in_object = false;     // a program printed them, and so all of them
  bool without_host = false;  // a notation that does not list Host among the fields (Go)
  bool http2 = false;         // it has pseudo-fields (":path"), or names h2
  bool handshake = false;     // of WebSocket, as its fields say
  bool partial = true;        // fields that a request had may not be in the paste
  std::size_t tail = 0;       // characters behind its last field

  std::string* find(std::string_view name);  // the value of a field; nullptr: it is not there
  bool has(std::string_view name) const;
  // From its fields, else from its title: Sec-WebSocket-Key means a request, Sec-WebSocket-Accept a response.
  Role decided() const;
};

// The text without the sign of a mail or a forum in front of its lines.
std::string without_quoting(std::string_view body);

// The lists in the text, whatever surrounds names and values: "Name: value" lines, a value on the line below its
// name, columns, objects, maps, lists of pairs. Lists that do not belong to a WebSocket handshake are left out.
std::vector<FieldList> find_field_lists(std::string_view body);

// The head made from a list. Missing parts are added, with a note.
PastedHead head_of(const FieldList& list);

}  // namespace ws101::wsdump::input
