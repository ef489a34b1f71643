#!/bin/sh
# Writes the golden outputs of wsdump anew: regenerate.sh [build/bin/wsdump]. Read the difference before you commit it.
here=$(cd "$(dirname "$0")" && pwd)
program=$(cd "$(dirname "${1:-$here/../../../build/bin/wsdump}")" && pwd)/$(basename "${1:-wsdump}")
[ -x "$program" ] || { echo "regenerate.sh: no program $program: build it first, or name it" >&2; exit 2; }
cd "$here/../../captures" || exit 2
grep -v '^#' "$here/cases.tsv" | while IFS='	' read -r name arguments; do
  # shellcheck disable=SC2086  # the arguments are words without spaces in them
  { "$program" $arguments 2>/dev/null </dev/null; echo "exit $?"; } >"$here/$name.txt"
done
