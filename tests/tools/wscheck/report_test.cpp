// The four reports of the same results.
#include "wscheck/report.hpp"

#include "support/catch.hpp"

namespace ws101::wscheck {
namespace {

const Case kGood{"framing/good", "a good message comes back", "why not", "5.2", [](Talk&) {}};
const Case kBad{"closing/bad", "a <bad> one fails", "because", "7692 7.2", [](Talk&) {}};

Results sample() {
  Results results;
  results.asked = 3;
  results.all.push_back({&kGood, Verdict::Pass, "", "", "", std::chrono::milliseconds(5)});
  results.all.push_back({&kBad, Verdict::Fail, "saw <b>\"x\"</b>", "something & more",
                         "> text\n< (TCP ended)\n", std::chrono::milliseconds(1'234)});
  results.notes = {"a note"};
  return results;
}

const std::vector<Diagnosis> kDiagnoses = {
    {"some-mistake", "the server does <this>", false, 6, {"closing/bad"}}};

TEST_CASE("the text begins with what is wrong and ends with the table") {
  const Results results = sample();
  const std::string text = report_text({"ws://a/", results, kDiagnoses}, Detail::Usual, false);
  CHECK(text.starts_with(
      "What seems to be wrong\n  1. the server does <this> (docs/mistakes.md, exhibit 6)\n"));
  CHECK(text.find("fail        closing/bad") != std::string::npos);
  CHECK(text.find("    seen      saw <b>\"x\"</b>\n    expected  something & more\n    why       because\n"
                  "    rule      RFC 7692 7.2\n      > text\n      < (TCP ended)\n") != std::string::npos);
  CHECK(text.find("framing/good") == std::string::npos);
  CHECK(text.find("Interrupted: 1 cases were not run.\n") != std::string::npos);
  CHECK(text.ends_with("ws://a/: 1 failed of 2 cases in 0.0 s\n"));
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(report_text({"ws://a/", results, {}}, Detail::Brief, false).find("> text") == std::string::npos);
  CHECK(report_text({"ws://a/", results, {}}, Detail::Verbose, true).find("\x1b[32mpass") !=
        std::string::npos);
}

TEST_CASE("the JSON can be read, and says the same") {
  const Results results = sample();
  const std::string text = report_json({"ws://a/", results, kDiagnoses});
  CHECK(text.find("\"verdicts\":{\"pass\":1,\"fail\":1,\"lenient\":0,\"unsupported\":0,\"not judged\":0}") !=
        std::string::npos);
  CHECK(text.find("\"scores\":{\"framing\":\"1/1\",\"closing\":\"0/1\",\"all\":\"1/2\"}") !=
        std::string::npos);
  CHECK(text.find("\"mistake\":\"some-mistake\"") != std::string::npos);
  CHECK(text.find("\"id\":\"closing/bad\"") != std::string::npos);
  CHECK(text.find("\"story\":\"> text\\n< (TCP ended)\\n\"") != std::string::npos);
}

TEST_CASE("in JUnit and HTML everything is escaped") {
  const Results results = sample();
  const std::string xml = report_junit({"ws://a/", results, kDiagnoses});
  CHECK(
      xml.find("<failure message=\"saw &lt;b&gt;&quot;x&quot;&lt;/b&gt;\">expected: something &amp; more") !=
      std::string::npos);
  CHECK(xml.find("<testsuite name=\"closing\" hostname=\"ws://a/\" tests=\"1\" failures=\"1\"") !=
        std::string::npos);
  CHECK(xml.find("time=\"1.234\"") != std::string::npos);
  const std::string page = report_html({"ws://a/", results, kDiagnoses});
  CHECK(page.find("<b>") == std::string::npos);
  CHECK(page.find("a &lt;bad&gt; one fails") != std::string::npos);
  CHECK(page.find("the server does &lt;this&gt; (docs/mistakes.md, exhibit 6)") != std::string::npos);
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("http://") == std::string::npos);
}

}  // namespace
}  // namespace ws101::wscheck
