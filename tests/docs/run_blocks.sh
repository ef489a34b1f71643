#!/bin/sh
# Runs the shell blocks of Markdown files, so that no document promises what does not work.
# usage: run_blocks.sh BIN FILE.md...    BIN: the folder of the programs, put first on PATH
#
#   ```sh        is run with `sh -e` in a scratch copy of the tree, with a time limit (BLOCK_SECONDS, 600)
#   ```text      directly after it (only blank lines and </details> between) is what it must print on standard output; "..." stands
#                for any text in a line, and alone on a line for any lines
#   ```console   and every other language is for reading only: interactive, or output that differs each time
#
# Blocks of all files share the scratch copy, in order, but no shell: each begins at the top of the tree. What a block
# leaves running is ended with it.
if [ $# -lt 2 ]; then
  echo "usage: run_blocks.sh BIN FILE.md..." >&2
  exit 2
fi
bin=$(cd "$1" && pwd) || exit 2
shift
limit=${BLOCK_SECONDS:-600}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
mkdir "$work/tree" "$work/blocks"

for file in "$@"; do
  [ -f "$file" ] || { echo "run_blocks: $file is not there" >&2; exit 2; }
done

# The scratch copy: what git knows or could know of, and an unpacked Catch2 so that `make test` needs no network.
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
  git ls-files -z --cached --others --exclude-standard | xargs -0 -r cp -P --parents -t "$work/tree" 2>/dev/null
else
  cp -R . "$work/tree" && rm -rf "$work/tree"/build "$work/tree"/build-*
fi
if [ -d build/_catch2 ]; then
  mkdir -p "$work/tree/build" && cp -R build/_catch2 "$work/tree/build/"
fi

# Cuts a file into NNN.sh and, where output is promised, NNN.text; NNN.where says where the block stands.
cut_blocks() {
  awk -v file="$1" -v out="$work/blocks" -v first="$2" '
    BEGIN { number = first }
    !inside && /^```/ {
      language = $0
      sub(/^```/, "", language)
      sub(/[ \t{].*/, "", language)
      inside = 1
      target = ""
      if (language == "sh") {
        name = sprintf("%s/%04d", out, ++number)
        target = name ".sh"
        print file ":" FNR > (name ".where")
        printf "" > target
      } else if (language == "text" && after_sh) {
        target = name ".text"
        printf "" > target
      }
      after_sh = 0
      next
    }
    inside && /^```[ \t]*$/ {
      inside = 0
      after_sh = language == "sh"
      next
    }
    inside && target != "" { print > target }
    !inside && !/^([ \t]*|<\/details>)$/ { after_sh = 0 }
    END {
      if (inside) {
        print file ": a block is not closed" > "/dev/stderr"
        exit 1
      }
      print number
    }
  ' "$1"
}

# matches EXPECTED ACTUAL: compares with "..." as described above
matches() {
  awk '
    function pattern(line) {
      sub(/[ \t\r]+$/, "", line)
      gsub(/[][\\.^$*+?(){}|\/]/, "\\\\&", line)
      gsub(/\\\.\\\.\\\./, ".*", line)
      return "^" line "$"
    }
    function match_from(i, j) {
      if (i > wanted) return j > got
      if (want[i] == "...") {
        for (; j <= got + 1; ++j) if (match_from(i + 1, j)) return 1
        return 0
      }
      return j <= got && have[j] ~ pattern(want[i]) && match_from(i + 1, j + 1)
    }
    NR == FNR { want[++wanted] = $0; next }
    { sub(/[ \t\r]+$/, ""); have[++got] = $0 }
    END { exit !match_from(1, 1) }
  ' "$1" "$2"
}

count=0
for file in "$@"; do
  count=$(cut_blocks "$file" "$count") || exit 2
done
if [ "$count" -eq 0 ]; then
  echo "run_blocks: no sh block in $*" >&2
  exit 2
fi

passed=0
failed=0
for block in "$work"/blocks/*.sh; do
  name=${block%.sh}
  where=$(cat "$name.where")
  # A session of its own, so that whatever it leaves running can be ended as one group.
  (cd "$work/tree" && PATH="$bin:$PATH" NO_COLOR=1 exec setsid timeout --foreground "$limit" sh -e "$block") \
    >"$name.out" 2>"$name.err" </dev/null &
  pid=$!
  wait "$pid"
  status=$?
  kill -s TERM -- "-$pid" 2>/dev/null
  if [ "$status" -eq 124 ]; then
    problem="still running after $limit seconds"
  elif [ "$status" -ne 0 ]; then
    problem="exit status $status"
  elif [ -f "$name.text" ] && ! matches "$name.text" "$name.out"; then
    problem="prints something else than promised"
  else
    passed=$((passed + 1))
    continue
  fi
  failed=$((failed + 1))
  echo "FAIL $where: $problem"
  sed 's/^/  block | /' "$block"
  [ -f "$name.text" ] && sed 's/^/  promised | /' "$name.text"
  tail -n 30 "$name.out" | sed 's/^/  output | /'
  tail -n 30 "$name.err" | sed 's/^/  errors | /'
done
echo "blocks: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
