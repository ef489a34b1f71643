#!/bin/sh
# What docs/architecture.md tells of the life of a message: each function that it names beside a file is defined in that
# file, and its program life.cpp prints the bytes that the page promises. usage: life_test.sh [ROOT]
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/support/expect.sh
. "$here/../support/expect.sh"
cd "${1:-$here/../..}" || exit 2
page=docs/architecture.md
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# The section, its lines joined, so that a name and its file may be on two lines.
awk '/^## / { inside = $0 == "## The life of one message" } inside' "$page" >"$work/section"
# shellcheck disable=SC2016  # the backquotes are those of the page
tr '\n' ' ' <"$work/section" | tr -s ' ' | grep -oE '`[A-Za-z0-9_:]+\(\)` \(`src/[^`]*`\)' | tr -d '`()' >"$work/named"

# defined FUNCTION FILE: FILE has a line, or two that clang-format broke, that begins the definition of FUNCTION.
defined() {
  grep -qE "^[A-Za-z].*[ *&]$1\(" "$2"
}
while read -r function file; do
  if defined "$function" "$file"; then
    pass
  else
    fail "$page: $function is not defined in $file"
  fi
done <"$work/named"

# The check can fail, and it found the names at all.
defined Receiver::nothing src/frame/receiver.cpp && fail "a function that does not exist was found"
[ "$(wc -l <"$work/named")" -ge 15 ] || fail "$page: fewer than 15 functions with their files"

# The program between << 'END' and END, and the first text block behind it.
awk '/^cat > life\.cpp/ { inside = 1; next } inside && /^END$/ { exit } inside' "$work/section" >"$work/life.cpp"
awk '/^\.\/life$/ { ran = 1 } ran && /^```text/ { inside = 1; next } inside && /^```/ { exit } inside' "$work/section" \
  >"$work/promised"
said=$("${CXX:-c++}" -std=c++20 -Isrc "$work/life.cpp" src/frame/*.cpp src/text/*.cpp -o "$work/life" 2>&1 &&
  "$work/life" | sed 's/ *$//')
if [ -s "$work/promised" ] && [ "$said" = "$(cat "$work/promised")" ]; then
  pass
else
  fail "life.cpp: promised \"$(cat "$work/promised")\", and said: $said"
fi
verdict
