#!/bin/sh
# run_blocks.sh on small documents: what it runs, what it compares, and that it can fail.
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/support/expect.sh
. "$here/../support/expect.sh"
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bin" "$work/tree/docs"
printf '#!/bin/sh\necho "tool says $*"\n' >"$work/bin/tool"
chmod +x "$work/bin/tool"
cd "$work/tree" || exit 2

# expect STATUS WORDS: runs the document that stands on standard input
expect() {
  sed 's/^|//' >docs/page.md
  said=$(BLOCK_SECONDS=2 sh "$here/run_blocks.sh" "$work/bin" docs/page.md 2>&1)
  status=$?
  judge "$1" "$2"
}

expect 0 'blocks: 2 passed, 0 failed' <<'END'
|```sh
|tool one | tee made
|```
|
|```text
|tool says one
|```
|Prose.
|```sh
|test -f made
|printf 'a\nb 17 ms\nc\nd (x*)\n'
|```
|```text
|a
|b ... ms
|...
|d (x*)
|```
|```console
|$ false
|```
END
expect 1 'prints something else than promised' <<'END'
|<details><summary>The program</summary>
|
|```sh
|tool one
|```
|
|</details>
|
|```text
|tool says two
|```
END
expect 1 'FAIL docs/page.md:2: exit status 3' <<'END'
|text
|```sh
|exit 3
|```
END
expect 1 'prints something else than promised' <<'END'
|```sh
|tool one
|```
|```text
|tool says two
|```
END
expect 1 'prints something else than promised' <<'END'
|```sh
|printf 'a\nb\n'
|```
|```text
|a
|```
END
expect 0 'blocks: 1 passed' <<'END'
|```sh
|tool one
|```
|A text block that belongs to something else:
|```text
|two
|```
END
expect 1 'still running after 2 seconds' <<'END'
|```sh
|sleep 60
|```
END
expect 1 'exit status' <<'END'
|```sh
|false
|true
|```
END
expect 2 'no sh block' <<'END'
|nothing here
END
expect 2 'not closed' <<'END'
|```sh
|true
END
# What a block leaves running is ended with it.
expect 0 'blocks: 1 passed' <<END
|\`\`\`sh
|sleep 987 >/dev/null 2>&1 &
|echo \$! >$work/left
|\`\`\`
END
# A process that is dead but not yet collected (Z) has ended.
for try in 1 2 3 4 5 6 7 8 9 10; do
  state=$(ps -o stat= -p "$(cat "$work/left")" 2>/dev/null)
  case $state in '' | Z*) break ;; esac
  sleep 0.1
done
case $state in
  '' | Z*) pass ;;
  *) fail "a process that the block started is still running (after $try looks)" ;;
esac

verdict
