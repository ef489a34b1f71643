#!/bin/sh
# check_links.sh on small documents: what it follows and what it leaves alone; then on the pages of this tree.
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/support/expect.sh
. "$here/../support/expect.sh"
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
mkdir "$work/deeper" && cd "$work" || exit 2

# expect STATUS WORDS: follows the links of the page that stands on standard input
expect() {
  cat >page.md
  said=$(sh "$here/check_links.sh" page.md 2>&1)
  status=$?
  judge "$1" "$2"
}

printf '# One `thing`, and [more](x)\n\n```sh\n# no heading\n```\n## 实验 0：手工\n## Twice\n## Twice\n' >deeper/other.md
expect 0 'every link leads somewhere' <<'END'
[a](deeper/other.md) [b](deeper) [`c`](deeper/other.md#one-thing-and-more) [d](#here) [e](https://example.com/none)
[f](deeper/other.md#实验-0手工) [g](deeper/other.md#twice-1)
## Here
`[not](a-link)`
```text
[nor](this)
```
END
expect 1 'page.md:2: deeper/gone.md: no such file' <<'END'
text
and [a](deeper/gone.md)
END
expect 1 'page.md:1: deeper/other.md#no-heading: no such heading' <<'END'
[a](deeper/other.md#no-heading)
END
expect 1 'page.md:1: #nowhere: no such heading' <<'END'
[a](#nowhere)
END

cd "$here/../.." || exit 2
if said=$(sh tests/docs/check_links.sh 2>&1); then
  pass
else
  fail "$said"
fi
verdict
