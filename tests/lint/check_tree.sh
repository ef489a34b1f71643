#!/bin/sh
# The rules of the tree that a compiler does not know: the arrows between modules, what the core may include, file sizes
# and names, what is at the top of the tree. usage: check_tree.sh [ROOT]; exit status 1 when a rule is broken. Sizes are only warned about.
root=${1:-.}
cd "$root" || exit 2
export LC_ALL=C

files=$(find src tools examples -name '*.hpp' -o -name '*.cpp' 2>/dev/null | sort)
if [ -z "$files" ]; then
  echo "check_tree: no source files in $(pwd)/src; is this the root of the tree?" >&2
  exit 2
fi

# shellcheck disable=SC2086  # no file name of this tree has a space in it; the check of names below sees to that
awk '
  BEGIN {
    # The one table of arrows: a module may include itself and what stands after its colon.
    table = "sha1: ; base64: ; text: ; deflate: ; frame: text; describe: frame text;" \
            "handshake: sha1 base64 text; net: frame handshake text deflate; server: net frame handshake text;" \
            "client: net frame handshake text"
    core = " sha1 base64 text deflate frame describe handshake "
    # What would let the core wait, print, or see a clock.
    forbidden = " atomic barrier chrono condition_variable csignal cstdio ctime execution filesystem format fstream " \
                "future iostream istream iomanip latch mutex ostream print random semaphore shared_mutex stop_token " \
                "syncstream thread "
    rows = split(table, row, ";")
    for (i = 1; i <= rows; ++i) {
      split(row[i], part, ":")
      gsub(/ /, "", part[1])
      allowed[part[1]] = " " part[1] " " part[2] " "
    }
  }
  function broken(what) {
    print FILENAME ":" FNR ": " what
    failures++
  }
  function base(file) {
    sub(/.*\//, "", file)
    sub(/\.[a-z.]*$/, "", file)
    return file
  }
  function finish_file() {
    if (previous == "") return
    limit = previous ~ /\.hpp$/ ? 120 : 300
    if (lines > limit && previous !~ /\.html\.hpp$/) print previous ": warning: " lines " lines, the aim is " limit
  }
  FNR == 1 {
    finish_file()
    previous = FILENAME
    count = split(FILENAME, path, "/")
    module = path[1] == "src" ? path[2] : ""
    # src/ws101/NAME.hpp, for programs that use the libraries, shows what module NAME offers and nothing more.
    front = module == "ws101"
    if (front) allowed[module] = " " base(path[3]) " "
    in_core = index(core, " " module " ") > 0
    if (module != "" && !(module in allowed)) broken("module \"" module "\" is not in the table of arrows")
    if (FILENAME ~ /(^|[\/_.])(util|utils|common|misc|helper|helpers|manager)([\/_.]|$)/)
      broken("a name says what a thing is: not util, common, misc, helper or manager")
    if (FILENAME ~ /[^A-Za-z0-9_.\/-]/) broken("only letters, digits, _ and - in file names")
    if ($0 !~ /^\/\/ ?[^ ]/) {
      # A .cpp that begins with its own header is told about there.
      if ($0 !~ "^#include \"" path[2] "/.*" base(FILENAME) "\\.hpp\"")
        broken("the first line is a comment that says in one sentence what this file is")
    }
    has_guard = 0
  }
  { lines = FNR }
  # Inside the raw string of a page nothing is C++.
  FILENAME ~ /\.html\.hpp$/ { next }
  # Code ends at column 110, as clang-format has it, which leaves comments alone.
  length($0) > 120 { broken("longer than 120 columns") }
  /^[ \t]*#[ \t]*include[ \t]*"/ {
    split($0, quoted, "\"")
    target = quoted[2]
    if (module != "" && module in allowed) {
      if (target !~ /\//) {
        broken("include \"" target "\": written from src/, as \"" module "/" target "\"")
      } else {
        split(target, step, "/")
        if (index(allowed[module], " " step[1] " ") == 0)
          broken("include \"" target "\": no arrow leads from " module " to " step[1])
      }
    }
  }
  /^[ \t]*#[ \t]*include[ \t]*</ {
    header = $0
    sub(/^[^<]*</, "", header)
    sub(/>.*/, "", header)
    if (in_core && index(forbidden, " " header " ") > 0)
      broken("include <" header ">: the core has no threads, clocks, randomness or input and output")
    if (module != "" && module != "net" && header ~ /\.h$/)
      broken("include <" header ">: only net speaks to the operating system")
    if (header ~ /^catch2/) broken("include <" header ">: tests include \"support/catch.hpp\", nothing else includes Catch2")
  }
  front && FILENAME !~ /\/version\.hpp$/ && !/^(\/\/|#pragma once|#include "|$)/ {
    broken("a header of src/ws101 only includes headers of the module with its name")
  }
  {
    code = $0
    sub(/\/\/.*/, "", code)
    gsub(/"([^"\\]|\\.)*"/, "\"\"", code)
    sub(/throw std::bad_alloc\(\)/, "", code)  # what new would do; memory that ran out is no outcome of parsing
    if (in_core && code ~ /(^|[^A-Za-z0-9_])(throw|try|catch)([^A-Za-z0-9_]|$)/)
      broken("errors are values in the core: no throw, try or catch")
    if (FILENAME ~ /\.hpp$/ && code ~ /^using namespace/) broken("no using namespace in a header")
    if ($0 ~ /TO[D]O|FIX[M]E|XX[X]/) broken("unfinished work is finished or removed, not marked")
  }
  END {
    finish_file()
    if (failures) {
      print "check_tree: " failures " broken"
      exit 1
    }
    print "check_tree: " ARGC - 1 " files keep the rules"
  }
' $files || exit 1

# Every header can be included twice.
missing=$(for file in $files; do case $file in *.hpp) grep -L '^#pragma once' "$file" ;; esac; done)
if [ -n "$missing" ]; then
  echo "check_tree: without #pragma once:" $missing
  exit 1
fi

# The top of the tree is what a visitor sees first. Only what git knows counts: a build folder may have any name.
top=" src tools examples tests docs cmake Makefile CMakeLists.txt CMakePresets.json README.md README.zh-CN.md LICENSE
  CHANGELOG.md CONTRIBUTING.md "
if [ "$(git rev-parse --show-prefix 2>/dev/null; echo "$?")" = "$(printf '\n0')" ]; then
  for name in $(git ls-files | sed 's,/.*,,' | sort -u); do
    case $name in .*) continue ;; esac
    case $top in
      *[[:space:]]"$name"[[:space:]]*) ;;
      *)
        echo "check_tree: $name: not a name for the top of the tree; there may be:" $top
        exit 1
        ;;
    esac
  done
fi

# The browser extension goes with the programs.
extension=tools/wsdemo/extension/manifest.json
if [ -f "$extension" ] && [ -f src/ws101/version.hpp ]; then
  version=$(sed -n 's/.*kVersion = \("[^"]*"\);.*/\1/p' src/ws101/version.hpp)
  grep -q "\"version\": $version," "$extension" || {
    echo "check_tree: $extension: its version is not $version, the one of src/ws101/version.hpp"
    exit 1
  }
fi
