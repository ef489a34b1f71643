#!/bin/sh
# rfc_map.sh on a small tree: what it collects, and that its check can fail.
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/support/expect.sh
. "$here/../support/expect.sh"
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/src/frame" "$work/tests/frame" "$work/docs"

cat >"$work/src/frame/header.cpp" <<'END'
// A file for a test.
namespace ws101 {
// RFC 6455 5.5: "All control frames MUST have a payload length of 125 bytes or less
// and MUST NOT be fragmented."
bool judge_control(int x) {
  if (x) return false;  // RFC 6455 5.2: "MUST be 0 unless an extension is negotiated | so"
  return true;
}
enum class Violation {
  // RFC 6455 10.2: "a later section"
  First,
};
}  // namespace ws101
END
cat >"$work/tests/frame/header_test.cpp" <<'END'
TEST_CASE("F7 a control frame over 125 bytes",
          "[frame][rfc6455-5.5]") {
}
END
printf '# comment\nRFC 6455 7.1\tsome sentence\tsome reason\n' >"$work/docs/rfc-not-applicable.tsv"

expect() {  # expect STATUS WORDS FILE: the last status, and a line of the file
  said=$(cat "$3")
  judge "$1" "$2"
}
run() {
  sh "$here/rfc_map.sh" "$@" "$work" >"$work/said" 2>&1
  status=$?
}

run --check
expect 1 'not fresh' "$work/said"
run
expect 0 '3 requirements quoted, 1 that do not apply' "$work/said"
expect 0 'no test names: RFC 6455 5.2' "$work/said"
map=$work/docs/rfc-map.md
expect 0 '125 bytes or less and MUST NOT be fragmented. | [src/frame/header.cpp](../src/frame/header.cpp) `judge_control()` | [tests/frame/header_test.cpp]' "$map"
expect 0 'negotiated \| so | [src/frame/header.cpp](../src/frame/header.cpp) `judge_control()` | none |' "$map"
expect 0 '`Violation` | none' "$map"
expect 0 '| 6455 7.1 | some sentence | some reason |' "$map"
if [ "$(grep -n 'section-10.2' "$map" | cut -d: -f1)" -gt "$(grep -n 'section-5.5)' "$map" | cut -d: -f1)" ]; then
  pass
else
  fail "section 10.2 stands before 5.5"
fi
run --check
expect 0 '3 requirements' "$work/said"
STRICT=1
export STRICT
run --check
expect 1 '1 requirements without a test' "$work/said"
STRICT=0
printf 'RFC 6455 7.1 no tabs here\n' >>"$work/docs/rfc-not-applicable.tsv"
run
expect 1 'with tabs between' "$work/said"
printf '' >"$work/docs/rfc-not-applicable.tsv"
printf '// RFC 6455 5.6: "never closed\nint x;\n' >>"$work/src/frame/header.cpp"
run
expect 1 'no closing quotation mark' "$work/said"

verdict
