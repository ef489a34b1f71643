// Text that holds no bytes, or has lost some: what it is, and what to give instead.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/bytes.hpp"
#include "wsdump/read/reading.hpp"

namespace ws101::wsdump::input {

inline constexpr const char* kPlainHex = "give the bytes as plain hex: 81 05 48 ...";

// What a text is in place of bytes, and what to do instead.
struct NoBytes {
  std::string what;
  std::string instead;
};
ReadError refusal_of(const NoBytes& text);

// The refusal of a text that shows bytes in a form that cannot be read or has lost some; nothing for any other text.
std::optional<ReadError> refuse_by_look(std::string_view body);

// The refusal of TLS records and HTTP/2, which do not show WebSocket frames directly.
std::optional<ReadError> refuse_stream(Bytes bytes);

// What an error message, or the name that a program printed instead of bytes, means; nothing for any other text.
std::optional<NoBytes> known_message(std::string_view body);

// A tool's view that shows text alone, such as that of tcpdump -A.
std::optional<NoBytes> text_view(std::string_view body);

// The refusal of bytes that people can read, and that are neither frames nor HTTP: what a program was given, or gave,
// as a message.
std::optional<ReadError> refuse_payload(const Reading& reading);

// Says of bytes that will be read as frames that they probably are none.
void note_doubt(Reading& reading);

// The refusal of any other text: the first word that is not hex, and what it may mean.
ReadError unrecognised(std::string_view body);

}  // namespace ws101::wsdump::input
