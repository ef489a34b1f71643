#!/bin/sh
# rfc_map.sh on a small tree: what it collects, and that its check can fail.
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/support/expect.sh
. "$here/../support/expect.sh"
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/src/frame" "$work/tests/frame" "$work/tests/server" "$work/docs"

cat >"$work/src/frame/header.cpp" <<'END'
// A file for a test.
namespace ws101 {
// RFC 6455 5.5: "All control frames MUST have a payload length of 125 bytes or less
// and MUST NOT be fragmented."
bool judge_control(int x) {
  // RFC 6455 5.4: "Control frames themselves MUST NOT be fragmented."
  // RFC 6455 5.5: "less < than 126"
  if (x > 125) return Violation::ControlTooLong;
  if (x) return false;  // RFC 6455 5.2: "MUST be 0 unless an extension is negotiated | so"

  return Violation::ReservedBitSet;
}
enum class Violation {
  // RFC 6455 10.2: "a later section"
  First,
};
}  // namespace ws101
END
cat >"$work/src/frame/violation.cpp" <<'END'
    ViolationInfo{Violation::ReservedBitSet, "rsv", Severity::Error, "5.2"},
    ViolationInfo{Violation::ControlTooLong,
                  "control-too-long", Severity::Error},
END
cat >"$work/tests/frame/header_test.cpp" <<'END'
TEST_CASE("F7 a control frame over 125 bytes",
          "[frame][rfc6455-5.5]"
          "[rfc6455-10.2]") {
}
END
cat >"$work/tests/frame/other_test.cpp" <<'END'
TEST_CASE("by its violation", "[control-too-long]") {
}
TEST_CASE("not of the source's name", "[rfc6455-5.5][rsv]") {
}
END
cat >"$work/tests/server/server_test.cpp" <<'END'
TEST_CASE_METHOD(NothingLeft, "in another module", "[rfc6455-5.5]") {
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
expect 0 '5 requirements quoted, 1 that do not apply' "$work/said"
expect 0 'no test names: RFC 6455 5.2' "$work/said"
map=$work/docs/rfc-map.md

# block QUOTE: what follows the quote, up to the next one, in one line
block() {
  awk -v quote="> $1" '$0 == quote { inside = 1; next } /^(>|#)/ { inside = 0 } inside && NF' "$map" | tr '\n' ' ' >"$work/block"
}
block 'All control frames MUST have a payload length of 125 bytes or less and MUST NOT be fragmented.'
expect 0 '[src/frame/header.cpp](../src/frame/header.cpp) `judge_control()` - F7 a control frame over 125 bytes ([header_test](../tests/frame/header_test.cpp)) ' "$work/block"
block 'less \< than 126'
expect 0 '`judge_control()`, `control-too-long` - by its violation ([other_test](../tests/frame/other_test.cpp)) ' "$work/block"
block 'Control frames themselves MUST NOT be fragmented.'
expect 0 '`judge_control()`, `control-too-long` - by its violation' "$work/block"
block 'MUST be 0 unless an extension is negotiated | so'
expect 0 '`judge_control()` - no test names it' "$work/block"
block 'a later section'
expect 0 '`Violation` - F7 a control frame' "$work/block"
for words in "not of the source's name" 'in another module'; do
  if grep -q "$words" "$map"; then fail "a test far from the source is listed though a near one is there: $words"; else pass; fi
done
expect 0 '| 6455 7.1 | some sentence | some reason |' "$map"
if [ "$(grep -n 'section-10.2' "$map" | cut -d: -f1)" -gt "$(grep -n 'section-5.5)' "$map" | cut -d: -f1)" ]; then
  pass
else
  fail "section 10.2 comes before 5.5"
fi

# Without a test in the file of its name, those of the module count; without those, all.
rm "$work/tests/frame/header_test.cpp"
run
expect 0 "not of the source's name" "$map"
rm "$work/tests/frame/other_test.cpp"
run
expect 0 'in another module' "$map"
run --check
expect 0 '5 requirements' "$work/said"
STRICT=1
export STRICT
run --check
expect 1 '2 requirements without a test' "$work/said"
STRICT=0
printf 'RFC 6455 7.1 no tabs here\n' >>"$work/docs/rfc-not-applicable.tsv"
run
expect 1 'with tabs between' "$work/said"
printf '' >"$work/docs/rfc-not-applicable.tsv"
printf '// RFC 6455 5.6: "never closed\nint x;\n' >>"$work/src/frame/header.cpp"
run
expect 1 'no closing quotation mark' "$work/said"

verdict
