// A wrong solution, as it stands in tutorials: wait for the empty line, cut at ": ", judge nothing, know no limit.
#include "handshake/http_head.hpp"

#include "handshake/http_start_line.hpp"

namespace ws101 {

template <class Head>
HeadParser<Head>::HeadParser(HeadLimits limits, HeadRigour rigour) : limits_(limits), rigour_(rigour) {}

template <class Head>
std::variant<NeedMore, Head, HandshakeIssue> HeadParser<Head>::parse(std::string_view received) {
  const std::size_t end = received.find("\r\n\r\n");
  if (end == std::string_view::npos) return NeedMore{};
  Head head;
  std::string_view text = received.substr(0, end);
  bool first = true;
  while (!text.empty()) {
    const std::size_t line_end = std::min(text.find("\r\n"), text.size());
    const std::string_view line = text.substr(0, line_end);
    text.remove_prefix(std::min(line_end + 2, text.size()));
    const std::size_t colon = line.find(": ");
    if (first) {
      if (auto issue = read_start_line(line, head)) return *issue;
    } else if (colon != std::string_view::npos) {
      head.fields.add(std::string(line.substr(0, colon)), std::string(line.substr(colon + 2)));
    }
    first = false;
  }
  head.size = received.size();
  return head;
}

template class HeadParser<RequestHead>;
template class HeadParser<ResponseHead>;

}  // namespace ws101
