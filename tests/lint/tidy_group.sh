#!/bin/sh
# clang-tidy over several sources as if they were one file: most of its time goes to the headers of the standard library,
# which it then follows once. Sources that do not go with those before them, because they name a helper alike, form the
# next group. usage: tidy_group.sh BUILD CHECKS SOURCE..., from the top of the tree; BUILD has compile_commands.json, and
# all sources are compiled with the same flags. Not for checks that look at the main file alone: clang-analyzer-* and
# misc-unused-using-decls.
build=$1
checks=$2
shift 2
mkdir -p "$build/groups"
group=$build/groups/$$.cpp
trap 'rm -f "$group" "$group.errors"' EXIT

# The flags of the last source, without compiler, output and source. Whether it compiles at all is seen below.
for source in "$@"; do :; done
flags=$(sed -n "s|.*\"command\": \"[^ ]* \(.*\) -o [^ ]* -c $PWD/$source\",\$|\1|p" "$build/compile_commands.json")
[ -n "$flags" ] || { echo "tidy_group: $source is not in $build/compile_commands.json"; exit 2; }

# Writes the sources to $group; sets $apart to those with errors.
collisions() {
  printf "#include \"$PWD/%s\"  // NOLINT\n" "$@" >"$group"
  # shellcheck disable=SC2086  # several words
  clang++ $flags -w -fsyntax-only -ferror-limit=0 -fno-caret-diagnostics "$group" 2>"$group.errors"
  apart=$(sed -n "s|^$PWD/\([^: ]*\.cpp\):[0-9]*:[0-9]*: .*error: .*|\1|p" "$group.errors" | sort -u)
}

status=0
while [ $# -gt 1 ]; do
  collisions "$@"
  next=
  while [ -n "$apart" ] && [ $# -gt 1 ]; do
    together=$(printf '%s\n' "$@" | grep -vxF "$apart")
    next="$next $apart"
    # shellcheck disable=SC2086  # several sources
    set -- $together
    [ $# -gt 0 ] && collisions "$@"
  done
  if [ $# -gt 1 ] && [ ! -s "$group.errors" ]; then
    # shellcheck disable=SC2086  # several words
    clang-tidy --config-file=.clang-tidy --quiet "--checks=$checks" '--header-filter=/(src|tools)/.*\.[ch]pp$' "$group" \
      -- $flags || status=1
    set --
  fi
  # What is left in "$@" goes with no other.
  for source in "$@"; do
    clang-tidy -p "$build" --quiet "--checks=$checks" "$source" || status=1
  done
  # shellcheck disable=SC2086  # several sources
  set -- $next
done
for source in "$@"; do
  clang-tidy -p "$build" --quiet "--checks=$checks" "$source" || status=1
done
exit $status
