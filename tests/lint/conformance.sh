#!/bin/sh
# Tests and docs/conformance.md name the same cases. usage: conformance.sh [ROOT]; exit status 1 when they do not:
#   - each row of the tables (| F7 | ...) is named by a test, and each case that begins a test's name is a row
#   - each id in the last column, and each tag with a hyphen ([control-too-long]; not [rfc6455-5.2]), is an id that
#     src/ defines
#   - each id that src/ defines is the tag of a test
#   - no tag is broken over two lines, where a search would miss it
cd "${1:-.}" || exit 2
export LC_ALL=C
page=docs/conformance.md
tables='src/frame/violation.cpp src/handshake/handshake_violation.cpp'
for file in $page $tables; do
  [ -f "$file" ] || { echo "conformance: $file is not there" >&2; exit 2; }
done
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# The ids: the first string of each row in the tables of violations, maybe on the line after the enumerator.
for file in $tables; do tr '\n' ' ' <"$file"; done |
  grep -oE '(Violation|V)::[A-Za-z0-9]+, *\{?"[a-z0-9-]+"' | sed 's/.*"\(.*\)"/\1/' | sort -u >"$work/ids"

find tests -name '*.cpp' | sort | while read -r file; do
  awk -v file="$file" '
    /^(TEST_CASE|SCENARIO|TEMPLATE_TEST_CASE|TEST_CASE_METHOD)\(/ { inside = 1; text = ""; began = FNR }
    inside {
      text = text $0
      if ($0 ~ /\[[a-z0-9-]*"$/) print "broken\t" file ":" FNR
      if (!/\{[ \t]*$/ && !/\{.*\}/) next
      inside = 0
      name = text
      sub(/^[^"]*"/, "", name)
      tags = name
      sub(/".*/, "", name)
      count = split(name, word, " ")
      for (i = 1; i <= count && word[i] ~ /^[A-Z][0-9]+$/; ++i) print "case\t" word[i] "\t" file ":" began
      sub(/^[^"]*"/, "", tags)
      while (match(tags, /\[[a-z0-9.-]+\]/)) {
        print "tag\t" substr(tags, RSTART + 1, RLENGTH - 2) "\t" file ":" began
        tags = substr(tags, RSTART + RLENGTH)
      }
    }
  ' "$file"
done >"$work/tests"

awk -F '\t' '
  function wrong(words) {
    print "conformance: " words
    failed = 1
  }
  FILENAME ~ /\/ids$/ { is_id[$0] = 1; next }
  FILENAME ~ /\/tests$/ {
    if ($1 == "broken") wrong($2 ": a tag is broken over two lines")
    if ($1 == "case" && !($2 in used_by)) used_by[$2] = $3
    if ($1 == "tag") tagged[$2] = 1
    if ($1 == "tag" && $2 ~ /-/ && $2 !~ /^rfc[0-9]+-/ && !($2 in is_id))
      wrong($3 ": the tag [" $2 "] is no id of a violation")
    next
  }
  /^\| [A-Z][0-9]+ \|/ {
    columns = split($0, column, "|")
    row = column[2]
    gsub(/ /, "", row)
    if (row in rows) wrong(FILENAME ":" FNR ": " row " is there twice")
    rows[row] = 1
    ++count
    if (!(row in used_by)) wrong(FILENAME ":" FNR ": no test names " row)
    ids = split(column[columns - 1], id, "`")
    for (i = 2; i <= ids; i += 2) {
      if (!(id[i] in is_id)) wrong(FILENAME ":" FNR ": `" id[i] "` is no id of a violation")
    }
  }
  END {
    for (row in used_by) if (!(row in rows)) wrong(used_by[row] ": the tables have no row " row)
    for (name in is_id) {
      ++names
      if (!(name in tagged)) wrong("no test has the tag [" name "]")
    }
    if (!count || !names) wrong("no rows or no ids were found")
    if (!failed) print "conformance: " count " rows and " names " ids, each with a test"
    exit failed
  }
' "$work/ids" "$work/tests" "$page"
