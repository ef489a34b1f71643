#!/bin/sh
# Tests mirror sources: src/frame/mask.cpp is tested in tests/frame/, tools/wscat/plan.cpp in tests/tools/wscat/, by a file
# of its name (mask_test.cpp, plan_test.cpp) there or in a folder below. Sources without one are listed in
# tests/lint/no_test_file.tsv: path, tab, reason. A path of tools/ may be a folder, with a slash at its end: then it speaks
# for the sources in it (not below) that have no test file. usage: no_test_file.sh [--list] [ROOT]
#   --list    only print the sources without a test file
# Exit status 1: a source is missing in the table, or the table lists one that has a test file or is not there.
list=0
[ "$1" = --list ] && { list=1; shift; }
cd "${1:-.}" || exit 2
export LC_ALL=C
table=tests/lint/no_test_file.tsv
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

find tests -name '*_test.cpp' | sort >"$work/tests"
find src tools -name '*.cpp' | sort >"$work/sources"
[ -s "$work/sources" ] || { echo "no_test_file: no source files in $(pwd)" >&2; exit 2; }

awk '
  { file = $0 }
  FILENAME ~ /\/tests$/ {
    base = file
    sub(/.*\//, "", base)
    for (folder = file; sub(/\/[^\/]*$/, "", folder);) has_test[folder, base] = 1
    next
  }
  {
    count = split(file, step, "/")
    base = step[count]
    sub(/\.cpp$/, "_test.cpp", base)
    folder = step[1] == "src" ? "tests" : "tests/tools"
    # A program that is one file, such as tools/wsecho.cpp, may have a folder of its name.
    if (count == 2) sub(/\.cpp$/, "", step[2])
    if (!((folder "/" step[2], base) in has_test)) print file
  }
' "$work/tests" "$work/sources" >"$work/untested"

if [ "$list" = 1 ]; then
  cat "$work/untested"
  exit 0
fi
[ -f "$table" ] || { echo "no_test_file: $table is not there" >&2; exit 2; }
awk -F '\t' -v table="$table" '
  function wrong(words) {
    print "no_test_file: " words
    failed = 1
  }
  FILENAME ~ /\/sources$/ { is_source[$1] = 1; next }
  FILENAME ~ /\/untested$/ { untested[$1] = 1; next }
  /^#/ || /^$/ { next }
  NF != 2 || $2 == "" { wrong(table ":" FNR ": expected a path and a reason, with a tab between"); next }
  $1 in line_of { wrong(table ":" FNR ": " $1 " is there twice"); next }
  {
    line_of[$1] = FNR
    if ($1 ~ /\/$/) {
      if ($1 !~ /^tools\//) wrong(table ":" FNR ": only a folder of tools may be listed as a whole")
    } else if (!($1 in is_source)) {
      wrong(table ":" FNR ": " $1 " is not there")
    } else if (!($1 in untested)) {
      wrong(table ":" FNR ": " $1 " has a test file: take it off the list")
    }
  }
  END {
    for (file in untested) {
      ++count
      folder = file
      sub(/[^\/]*$/, "", folder)
      if (folder in line_of) used[folder] = 1
      else if (!(file in line_of)) wrong(file " has no test file of its name, and " table " gives no reason")
    }
    for (row in line_of) {
      if (row ~ /\/$/ && !(row in used)) wrong(table ":" line_of[row] ": every source in " row " has a test file, or there is none")
    }
    if (!failed) print "no_test_file: " count + 0 " sources without a test file of their name, each with a reason"
    exit failed
  }
' "$work/sources" "$work/untested" "$table"
