#!/bin/sh
# conformance.sh on a small tree: it accepts what agrees, and each way to disagree is found.
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/support/expect.sh
. "$here/../support/expect.sh"
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# A tree whose page, tables and tests agree.
fresh() {
  rm -rf "$work/tree"
  mkdir -p "$work/tree/docs" "$work/tree/src/frame" "$work/tree/src/handshake" "$work/tree/tests"
  cat >"$work/tree/src/frame/violation.cpp" <<'END'
    ViolationInfo{Violation::ReservedBitSet, "rsv", Severity::Error, "5.2"},
    ViolationInfo{Violation::ControlTooLong,
                  "control-too-long", Severity::Error},
END
  printf '    {V::MethodNotGet, {"hs-method", "6455", "4.1"}},\n' >"$work/tree/src/handshake/handshake_violation.cpp"
  cat >"$work/tree/docs/conformance.md" <<'END'
| case | what happens | outcome | id |
|---|---|---|---|
| F3 | RSV1 | 1002 | `rsv` |
| F7 | a long ping | 1002 | `control-too-long` |
| H4 | POST | 405 | `hs-method` |
END
  cat >"$work/tree/tests/frames_test.cpp" <<'END'
TEST_CASE("F3 F7 two rows in one test",
          "[rfc6455-5.2][rsv][control-too-long]") {
}
TEST_CASE_METHOD(NothingLeft, "H4 a method", "[hs-method]") {
}
TEST_CASE("no row, U+10FFFF and 16 MiB", "[utf8]") {
}
END
}
page() { printf '%s\n' "$1" >>"$work/tree/docs/conformance.md"; }
a_test() { printf '%s {\n}\n' "$1" >>"$work/tree/tests/frames_test.cpp"; }

# expect STATUS WORDS: what conformance.sh says about the tree; then the tree is as new
expect() {
  said=$(sh "$here/conformance.sh" "$work/tree" 2>&1)
  status=$?
  judge "$1" "$2"
  fresh
}

fresh
expect 0 '3 rows and 3 ids, each with a test'
page '| F9 | a ping | a pong | |'
expect 1 'docs/conformance.md:6: no test names F9'
page '| F3 | again | 1002 | `rsv` |'
expect 1 'F3 is there twice'
page '| F3 | again | 1002 | `rvs` |'
expect 1 '`rvs` is no id of a violation'
a_test 'TEST_CASE("F15 of another table", "[rsv]")'
expect 1 'tests/frames_test.cpp:8: the tables have no row F15'
a_test 'TEST_CASE("a typing error", "[control-to-long]")'
expect 1 'the tag [control-to-long] is no id'
a_test 'TEST_CASE("folded", "[control-"
"too-long]")'
expect 1 'a tag is broken over two lines'
sed -i 's/\[hs-method\]/[http]/' "$work/tree/tests/frames_test.cpp"
expect 1 'no test has the tag [hs-method]'
printf '' >"$work/tree/docs/conformance.md"
expect 1 'the tables have no row'
rm "$work/tree/docs/conformance.md"
expect 2 'is not there'

verdict
