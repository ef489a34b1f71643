// Fences, prompts and line numbers around bytes, and texts that only look as if they had them.
#include "wsdump/read/wrapping.hpp"

#include "pasted.hpp"

using namespace pasted;
using namespace ws101::wsdump::input;

TEST_CASE("wrapping: the block between Markdown's fences") {
  CHECK(all(read("Here it is:\n\n```hex\n81 85 37 fa 21 3d 7f 9f 4d 51 58\n```\nThanks!\n")) == kHello);
  CHECK(all(read("```c\nunsigned char f[] = {\n  0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f\n};\n```\n")) ==
        kReply);
  CHECK_FALSE(fenced_block("```\n81\n```\n```\n05\n```\n"));
  CHECK_FALSE(fenced_block("81 05"));
}

TEST_CASE("wrapping: what an interpreter printed, not what was typed") {
  CHECK(all(read(">>> b'\\x81\\x05Hello'.hex()\n'810548656c6c6f'\n>>> ")) == kReply);
  CHECK(all(read("1> <<129,5,\"Hello\">>.\n<<129,5,72,101,108,108,111>>\n2> ")) == kReply);
  CHECK(all(read("iex(1)> <<129, 5, 72, 101, 108, 108, 111>>")) == kReply);
  CHECK(all(read("irb(main):001> f\n=> \"\\x81\\x05Hello\"")) == kReply);
  CHECK(all(read("In [2]: f\nOut[2]: b'\\x81\\x05Hello'\n")) == kReply);
}

TEST_CASE("wrapping: arrows that mark a direction are no prompts") {
  CHECK(all(read(">>> 818537fa213d7f9f4d5158\n<<< 810548656c6c6f\n")) == ">" + kHello + "<" + kReply);
  CHECK(all(read(">>> 818537fa213d7f9f4d5158\n")) == ">" + kHello);
}

TEST_CASE("wrapping: line numbers in front") {
  CHECK(all(read("     1\t81 85 37 fa\n     2\t21 3d 7f 9f\n     3\t4d 51 58\n")) == kHello);
  CHECK(all(read("1:00000000: 8185 37fa 213d 7f9f  ..7.!=..\n2:00000008: 4d51 58              MQX\n")) ==
        kHello);
  CHECK(all(read("7  uint8_t f[] = {\n8    0x81, 0x05, 0x48, 0x65,\n9    0x6c, 0x6c, 0x6f\n10 };\n")) ==
        kReply);
  CHECK_FALSE(without_line_numbers("1 81\n3 05\n"));
  CHECK_FALSE(without_line_numbers("1 81 05\n"));
}

TEST_CASE("wrapping: shells") {
  for (const char* line :
       {"$", "user@host:~/x$ ", "[root@host x]# xxd f", "PS C:\\Users\\me> ", "me@mac ~ % xxd f"}) {
    INFO(line);
    CHECK(is_shell_prompt(line));
  }
  CHECK_FALSE(is_shell_prompt("81 85 37"));
  CHECK(all(read("user@host:~/x$ xxd f\n00000000: 8105 4865 6c6c 6f                        ..Hello\n"
                 "user@host:~/x$ ")) == kReply);
}
