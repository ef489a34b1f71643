// The second and third grammar together: code. Names, types, calls and assignments around lists and strings.
#pragma once

#include "wsdump/read/candidate.hpp"
#include "wsdump/read/code/entries.hpp"

namespace ws101::wsdump::input {

// Proposes the bytes of the lists in a piece of source or output: {0x81, 0x85}, [129, 133], <<129,133>>,
// <Buffer 81 85>, Uint8Array(2) [ 129, 133 ], to_send[0] = 129; in any language that writes them so.
void read_list(const Text& text, Findings& findings);

// Proposes the bytes of lists whose elements have keys that count: [0] = 0x81, 0: 129, x[0] = 129;
void read_numbered(const Text& text, Findings& findings);

// Proposes the bytes of the elements in each base that digits without a prefix may have.
void add_list(const List& list, std::string_view format, std::string_view body, Findings& findings);

// Puts the buffers of each side that were printed in part behind each other: the frame that is cut says how much of it
// is missing, where the program does not. A buffer behind it that begins with no frame is left out.
void bridge_cuts(Reading& reading);

// Proposes what the quoted strings of a piece of source mean: the bytes of their escapes, or the hex or base64 that
// they hold.
void read_string(const Text& text, Findings& findings);

// Proposes the same for escapes without quotes (\x81\x05Hello), and for percent-encoding (%81%05Hello).
void read_escapes(const Text& text, Findings& findings);

}  // namespace ws101::wsdump::input
