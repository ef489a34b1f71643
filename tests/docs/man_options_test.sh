#!/bin/sh
# Every long option that a program's --help tells of is in its manual page, and the other way round.
# usage: man_options_test.sh [FOLDER WITH THE PROGRAMS]; ctest runs it in the build folder.
root=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
bin=${1:-${WS101_BIN:-$PWD/bin}}
export LC_ALL=C
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# The long options in a text, each once. In roff a hyphen of an option is written \-.
options() { sed 's/\\-/-/g' | grep -oE '(^|[^A-Za-z0-9-])--[a-z][a-z-]*' | sed 's/^[^-]*//' | sort -u; }

# compare NAME HELP PAGE: says what differs.
compare() {
  options <"$2" >"$work/help.txt"
  options <"$3" >"$work/page.txt"
  [ -s "$work/help.txt" ] || { echo "$1: --help tells of no option"; return 1; }
  diff "$work/help.txt" "$work/page.txt" >"$work/differs" && return 0
  sed -n "s/^< /$1: in --help, not in the page: /p; s/^> /$1: in the page, not in --help: /p" "$work/differs"
  return 1
}

# First: the comparison can fail, both ways.
printf '  --one N\n  --two\n' >"$work/h"
printf '.B \\-\\-one\n' >"$work/p"
compare self "$work/h" "$work/p" >/dev/null && { echo "man_options: a missing option was not noticed"; exit 1; }
compare self "$work/p" "$work/h" >/dev/null && { echo "man_options: an invented option was not noticed"; exit 1; }
compare self "$work/h" "$work/h" >/dev/null || { echo "man_options: equal options were called different"; exit 1; }

failed=0
count=0
for page in "$root"/docs/man/*.1; do
  name=$(basename "$page" .1)
  if [ ! -x "$bin/$name" ]; then
    echo "man_options: $bin/$name is not built"
    failed=1
    continue
  fi
  "$bin/$name" --help >"$work/$name.help" || { echo "$name --help failed"; failed=1; continue; }
  compare "$name" "$work/$name.help" "$page" || failed=1
  count=$((count + 1))
done
[ "$failed" -eq 0 ] && echo "man_options: $count pages agree with --help"
exit "$failed"
