#!/bin/sh
# A chapter that links to a .cpp file which a lab asks for says "(after lab N)" behind the link, so that nobody is sent to
# the answer unawares. usage: after_lab_test.sh [ROOT]
root=${1:-$(cd "$(dirname "$0")/../.." && pwd)} || exit 2
export LC_ALL=C
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# FILE LAB, for each file that a lab asks for.
for lab in 1 2 3 4 5 6; do
  awk -F '\t' -v lab=$lab '$1 == "file" { print $2, lab }' "$root/tests/labs/lab$lab.tsv"
done >"$work/files"
[ "$(wc -l <"$work/files")" -ge 15 ] || { echo "after_lab: the labs ask for hardly any file"; exit 1; }

# check FILE.md: names the links without the words, and counts those that have them in $work/count.
check() {
  tr '\n' ' ' <"$1" | sed 's/  */ /g' | awk -v page="$1" -v files="$work/files" -v counted="$work/count" '
    BEGIN { while ((getline line < files) > 0) { split(line, part, " "); lab[part[1]] = part[2] } }
    {
      while (match($0, /\]\(\.\.\/src\/[^)#]*\.cpp\)/)) {
        name = substr($0, RSTART + 9, RLENGTH - 10)
        $0 = substr($0, RSTART + RLENGTH)
        if (!(name in lab)) continue
        if ($0 ~ "^( \\(|, )after lab " lab[name] "\\)") ++right
        else { print page ": the link to src/" name " needs \"(after lab " lab[name] ")\""; wrong = 1 }
      }
    }
    END { print right + 0 >>counted; exit wrong }'
}

# First: the check can fail, and it can pass.
: >"$work/count"
printf 'See [x](../src/frame/mask.cpp) (after\nlab 2).\n' >"$work/right.md"
printf 'See [x](../src/frame/mask.cpp) (after lab 3).\n' >"$work/wrong.md"
check "$work/right.md" >/dev/null || { echo "after_lab: a link with the words was refused"; exit 1; }
check "$work/wrong.md" >/dev/null && { echo "after_lab: a link without the words was not noticed"; exit 1; }

: >"$work/count"
failed=0
for page in "$root"/docs/[01]*.md "$root/docs/mistakes.md"; do check "$page" || failed=1; done
count=$(awk '{ sum += $1 } END { print sum + 0 }' "$work/count")
[ "$count" -gt 0 ] || { echo "after_lab: no link was looked at"; failed=1; }
[ "$failed" -eq 0 ] && echo "after_lab: $count links to what a lab asks for say so"
exit "$failed"
