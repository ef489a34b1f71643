#!/bin/sh
# Code that a document quotes stands in the source that it names, line by line. A quote is a fenced block behind a line
#   From [`tools/x.cpp`](../tools/x.cpp):
# Its lines must follow each other there; only the indentation may differ, and a line "..." stands for any lines.
# usage: quotes_test.sh [ROOT]
root=${1:-$(cd "$(dirname "$0")/../.." && pwd)} || exit 2
export LC_ALL=C
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# check FILE.md: says which quotes are wrong, and counts those that are right in $work/count.
check() {
  awk -v root="$root" -v counted="$work/count" '
    function strip(line) {
      gsub(/^[ \t]+|[ \t\r]+$/, "", line)
      return line
    }
    function read_source(path,    line) {
      lines = 0
      while ((getline line < (root "/" path)) > 0) source[++lines] = strip(line)
      close(root "/" path)
    }
    function stands_at(i, at) {
      while (i <= size) {
        if (quote[i] == "...") {
          for (; at <= lines + 1; ++at) if (stands_at(i + 1, at)) return 1
          return 0
        }
        if (at > lines || source[at] != quote[i]) return 0
        ++i
        ++at
      }
      return 1
    }
    function judge(    at) {
      read_source(path)
      for (at = 1; at <= lines; ++at) {
        if (stands_at(1, at)) {
          ++right
          return
        }
      }
      print FILENAME ":" begun ": " (lines ? "these lines do not stand in " path : path " is not there")
      wrong = 1
    }
    inside && /^```/ {
      inside = 0
      if (path != "") judge()
      path = ""
      next
    }
    inside { quote[++size] = strip($0); next }
    /^```/ { inside = 1; size = 0; begun = FNR; next }
    /^From \[.*\]\(\.\.\/[^)]*\).*:$/ {
      path = $0
      sub(/^[^(]*\(\.\.\//, "", path)
      sub(/\).*/, "", path)
      next
    }
    !/^[ \t]*$/ { path = "" }
    END {
      print right + 0 > counted
      exit wrong
    }
  ' "$1"
}

# First: the check can fail.
sample() {
  printf 'From [`x`](../tests/docs/quotes_test.sh):\n\n```sh\n%s\n```\n' "$1" >"$work/sample.md"
  check "$work/sample.md" >/dev/null
}
sample 'export LC_ALL=C
work=$(mktemp -d) || exit 2' || { echo "quotes: two lines that stand here were not found"; exit 1; }
sample '#!/bin/sh
...
sample() {' || { echo "quotes: lines with others between were not found"; exit 1; }
sample 'export LC_ALL=D' && { echo "quotes: an invented line was not noticed"; exit 1; }
sample 'export LC_ALL=C
sample() {' && { echo "quotes: left-out lines were not noticed"; exit 1; }

failed=0
total=0
for page in "$root"/docs/*.md "$root"/README.md; do
  check "$page" || failed=1
  total=$((total + $(cat "$work/count")))
done
[ "$failed" -eq 0 ] && echo "quotes: $total stand in the sources"
exit "$failed"
