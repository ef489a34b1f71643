#!/bin/sh
# no_test_file.sh on a small tree: a right list passes, and each way to be wrong is found.
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/support/expect.sh
. "$here/../support/expect.sh"
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
tree=$work/tree

fresh() {
  rm -rf "$tree"
  mkdir -p "$tree/src/frame" "$tree/tools/wscat/read" "$tree/tests/frame/deep" "$tree/tests/tools/wscat" \
    "$tree/tests/lint"
  touch "$tree/src/frame/mask.cpp" "$tree/src/frame/header.cpp" "$tree/src/frame/twin.cpp" "$tree/tools/wscat/plan.cpp" \
    "$tree/tools/wscat/main.cpp" "$tree/tools/wscat/read/a.cpp" "$tree/tools/wscat/read/b.cpp" "$tree/tools/wsecho.cpp" \
    "$tree/tests/frame/mask_test.cpp" "$tree/tests/frame/deep/header_test.cpp" "$tree/tests/tools/wscat/plan_test.cpp"
  printf '# comment\nsrc/frame/twin.cpp\tequal to mask\ntools/wscat/main.cpp\tmain\ntools/wscat/read/\tone grammar\n' \
    >"$tree/tests/lint/no_test_file.tsv"
  printf 'tools/wsecho.cpp\tsmall\n' >>"$tree/tests/lint/no_test_file.tsv"
}
row() { printf '%b\n' "$1" >>"$tree/tests/lint/no_test_file.tsv"; }

# expect STATUS WORDS: what the script says about the tree; then the tree is as new
expect() {
  said=$(sh "$here/no_test_file.sh" "$tree" 2>&1)
  status=$?
  judge "$1" "$2"
  fresh
}

fresh
expect 0 '5 sources without a test file of their name, each with a reason'
touch "$tree/src/frame/new.cpp"
expect 1 'src/frame/new.cpp has no test file of its name'
# A test of the same name in another module does not count.
touch "$tree/src/frame/plan.cpp"
expect 1 'src/frame/plan.cpp has no test file'
touch "$tree/tools/wscat/new.cpp"
expect 1 'tools/wscat/new.cpp has no test file'
touch "$tree/tests/frame/twin_test.cpp"
expect 1 'no_test_file.tsv:2: src/frame/twin.cpp has a test file: take it off the list'
rm "$tree/src/frame/twin.cpp"
expect 1 'src/frame/twin.cpp is not there'
touch "$tree/tests/tools/wscat/a_test.cpp" "$tree/tests/tools/wscat/b_test.cpp"
expect 1 'every source in tools/wscat/read/ has a test file'
row 'src/frame/\ta whole module'
expect 1 'only a folder of tools may be listed as a whole'
row 'tools/wscat/main.cpp\tagain'
expect 1 'tools/wscat/main.cpp is there twice'
row 'tools/wscat/main.cpp'
expect 1 'expected a path and a reason'
rm "$tree/tests/lint/no_test_file.tsv"
expect 2 'is not there'

said=$(sh "$here/no_test_file.sh" --list "$tree" 2>&1 | tr '\n' ' ')
status=$?
judge 0 'src/frame/twin.cpp tools/wscat/main.cpp tools/wscat/read/a.cpp tools/wscat/read/b.cpp tools/wsecho.cpp '
touch "$tree/tests/tools/wsecho_test.cpp"
expect 0 '5 sources'
mkdir -p "$tree/tests/tools/wsecho"
touch "$tree/tests/tools/wsecho/wsecho_test.cpp"
expect 1 'tools/wsecho.cpp has a test file'
rm -r "$tree/src" "$tree/tools"
mkdir "$tree/src" "$tree/tools"
expect 2 'no source files'

verdict
