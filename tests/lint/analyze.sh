#!/bin/sh
# clang-tidy and cppcheck over src and tools; any finding fails. usage: analyze.sh BUILD-FOLDER [JOBS [FOLDERS]], where the folder
# holds compile_commands.json. An installed tool is needed, not optional: without it this fails. The checks that follow every
# path (clang-analyzer) take six times as long as all others, so they run over src only; WS101_ANALYZER=all runs them over the
# tools too, WS101_ANALYZER=none nowhere, and it leaves out some others that take a quarter of the rest and find the least; what is left
# looks at many files at once (tidy_group.sh).
build=$1
jobs=${2:-2}
folders=${3:-src tools}
for tool in clang-tidy cppcheck; do
  command -v "$tool" >/dev/null || { echo "analyze: $tool is missing; Debian: apt-get install $tool" >&2; exit 2; }
done
[ -f "$build/compile_commands.json" ] || { echo "analyze: no compile_commands.json in $build" >&2; exit 2; }

status=0
sources=$(find $folders -name '*.cpp' | sort)
echo "clang-tidy: $(echo "$sources" | wc -l) files"
tidy() {
  xargs -r -P "$jobs" -n 1 clang-tidy -p "$build" --quiet "$@" 2>>"$build/clang-tidy.log"
}
: >"$build/clang-tidy.log"
case ${WS101_ANALYZER:-src} in
  all) deep='.' ;;
  none) deep='^$' ;;
  *) deep='^src/' ;;
esac
few='-clang-analyzer-*'
if [ "$deep" = '^$' ]; then
  for check in misc-unused-using-decls misc-definitions-in-headers readability-container-size-empty \
    readability-redundant-control-flow bugprone-infinite-loop bugprone-unused-raii bugprone-sizeof-expression \
    bugprone-not-null-terminated-result modernize-use-nullptr; do
    few="$few,-$check"
  done
fi
if [ "$deep" = '^$' ]; then
  # Many at once, from one folder, for its files are compiled with the same flags.
  here=$(dirname "$0")
  for folder in $folders; do
    echo "$sources" | grep "^$folder/" |
      xargs -r -P "$jobs" -n 24 sh "$here/tidy_group.sh" "$build" "$few" 2>>"$build/clang-tidy.log" || status=1
  done
else
  echo "$sources" | grep "$deep" | tidy || status=1
  echo "$sources" | grep -v "$deep" | tidy "--checks=$few" || status=1
fi
[ "$status" -eq 0 ] || grep -v 'warnings generated' "$build/clang-tidy.log"

# Suppressed: headers of the system are not followed, and a member named log is taken for the C library's.
echo "cppcheck: $(echo "$sources" | wc -l) files"
cppcheck --quiet -j "$jobs" --std=c++20 --language=c++ --enable=warning,performance,portability --inline-suppr \
  --suppress=missingInclude --suppress=missingIncludeSystem --suppress=internalAstError \
  --suppress=ignoredReturnValue \
  --error-exitcode=1 -I src -I tools -I . $folders || status=1

[ "$status" -eq 0 ] && echo "analyze: no findings"
exit "$status"
