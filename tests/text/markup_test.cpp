#include "text/markup.hpp"

#include "support/catch.hpp"

namespace ws101 {
namespace {

TEST_CASE("nothing a peer says becomes markup") {
  CHECK(markup_text("plain, \xC3\xA9\n") == "plain, \xC3\xA9\n");
  CHECK(markup_text("<script>\"a\" & 'b'</script>") ==
        "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;");
  CHECK(markup_text(std::string_view("\0\x1b\xFF", 3)) == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(markup_text("\xEF\xBF\xBF") == "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace ws101
