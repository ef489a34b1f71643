// labN.tsv: the files of a lab, and its points.
#include "wsgrade/manifest.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "support/catch.hpp"

namespace ws101::labs {
namespace {

namespace fs = std::filesystem;

struct Tree {
  const fs::path root = fs::temp_directory_path() / ("wsgrade-manifest-" + std::to_string(::getpid()));
  Tree() { fs::create_directories(root / "tests/labs"); }
  ~Tree() { fs::remove_all(root); }
  Lab read(const std::string& text) const {
    std::ofstream(root / "tests/labs/lab1.tsv") << text;
    return read_lab(root.string(), 1);
  }
};

}  // namespace

TEST_CASE("A lab has files, and topics with points and tests", "[wsgrade]") {
  const Tree tree;
  const Lab lab = tree.read(
      "# a comment\n\nlab\tSHA-1\nseconds\t9\nfile\tsha1/sha1.cpp\n"
      "topic\tpadding\t40\tPadding\tchapter 3\ntest\ttests/sha1/sha1_test.cpp\tthe empty text\n");
  CHECK(lab.title == "SHA-1");
  CHECK(lab.seconds == 9);
  CHECK(lab.files == std::vector<std::string>{"sha1/sha1.cpp"});
  REQUIRE(lab.topics.size() == 1);
  CHECK(lab.points() == 40);
  CHECK(lab.topics[0].tests[0].name == "the empty text");
}

TEST_CASE("A line of a lab that cannot be read is named", "[wsgrade]") {
  const Tree tree;
  for (const std::string wrong : {"seconds\tsome", "seconds\t9s", "topic\tpadding\tmany\tPadding\tchapter 3",
                                  "test\tfile\tbefore any topic", "nonsense"}) {
    INFO(wrong);
    CHECK_THROWS_WITH(tree.read("lab\tSHA-1\n" + wrong + "\n"),
                      Catch::Matchers::EndsWith("lab1.tsv:2: not a line of this format: " + wrong));
  }
  CHECK_THROWS_AS(read_lab((tree.root / "nowhere").string(), 1), std::runtime_error);
}

}  // namespace ws101::labs
