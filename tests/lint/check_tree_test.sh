#!/bin/sh
# check_tree.sh must be able to fail: small trees, each with one thing wrong, and what has to be said about it.
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/support/expect.sh
. "$here/../support/expect.sh"
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# tree FILE LINE...: a tree whose one source file has these lines, after the comment that each file begins with
tree() {
  rm -rf "$work/tree"
  mkdir -p "$work/tree/src" "$work/tree/tools" "$work/tree/$(dirname "$1")"
  file=$work/tree/$1
  shift
  printf '%s\n' '// A file for a test.' '#pragma once' "$@" >"$file"
}

# expect STATUS WORDS: what check_tree.sh says about the tree
expect() {
  said=$(sh "$here/check_tree.sh" "$work/tree" 2>&1)
  status=$?
  judge "$1" "$2"
}

tree src/handshake/key.hpp '#include "sha1/sha1.hpp"' '#include <vector>'
expect 0 'keep the rules'
tree src/net/socket.hpp '#include "frame/mask.hpp"' '#include <sys/socket.h>' '#include <chrono>'
expect 0 'keep the rules'
tree src/frame/mask.hpp '// A comment may try to say anything, even throw.' 'int x;  // and catch'
expect 0 'keep the rules'

tree src/frame/mask.hpp '#include "handshake/key.hpp"'
expect 1 'src/frame/mask.hpp:3: include "handshake/key.hpp": no arrow leads from frame to handshake'
tree src/sha1/sha1.cpp '#  include "base64/base64.hpp"'
expect 1 'no arrow leads from sha1 to base64'
tree src/server/server.hpp '#include "sha1/sha1.hpp"'
expect 1 'no arrow leads from server to sha1'
tree src/frame/mask.cpp '#include "mask.hpp"'
expect 1 'written from src/'
tree src/frame/mask.cpp '#include <mutex>'
expect 1 'the core has no threads'
tree src/handshake/key.cpp '#include <random>'
expect 1 'include <random>'
tree src/base64/base64.cpp '#include <unistd.h>'
expect 1 'only net speaks to the operating system'
tree src/server/server.cpp '#include <sys/socket.h>'
expect 1 'only net speaks to the operating system'
tree src/frame/decoder.cpp 'void f() { throw 1; }'
expect 1 'errors are values in the core'
tree src/frame/frame_utils.cpp 'int x;'
expect 1 'a name says what a thing is'
tree src/extra/thing.cpp 'int x;'
expect 1 'not in the table of arrows'
tree src/frame/mask.hpp 'using namespace std;'
expect 1 'no using namespace in a header'
tree src/frame/mask.hpp "// TO""DO: later"
expect 1 'unfinished work'
tree src/frame/long.hpp "$(yes 'int x();' | head -n 150)"
expect 0 'warning: 152 lines, the aim is 120'
tree src/frame/mask.hpp
printf '#pragma once\n' >"$work/tree/src/frame/mask.hpp"
expect 1 'the first line is a comment'
tree src/frame/mask.hpp
printf '// A header without its guard.\n' >"$work/tree/src/frame/mask.hpp"
expect 1 'without #pragma once'

tree src/ws101/sha1.hpp '#include "sha1/sha1.hpp"'
expect 0 'keep the rules'
tree src/ws101/sha1.hpp '#include "base64/base64.hpp"'
expect 1 'no arrow leads from ws101 to base64'
tree src/ws101/sha1.hpp '#include "sha1/sha1.hpp"' 'int x;'
expect 1 'a header of src/ws101 only includes headers'
tree src/ws101/version.hpp 'inline constexpr std::string_view kVersion = "1.2.3";'
mkdir -p "$work/tree/tools/wsdemo/extension"
echo '  "version": "1.2.3",' >"$work/tree/tools/wsdemo/extension/manifest.json"
expect 0 'keep the rules'
echo '  "version": "1.2.4",' >"$work/tree/tools/wsdemo/extension/manifest.json"
expect 1 'its version is not "1.2.3"'

tree src/sha1/sha1.hpp
git -C "$work/tree" init -q
touch "$work/tree/notes.txt" "$work/tree/.editorconfig" "$work/tree/Makefile"
git -C "$work/tree" add src .editorconfig Makefile
expect 0 'keep the rules'
git -C "$work/tree" add notes.txt
expect 1 'notes.txt: not a name for the top of the tree'

rm -rf "$work/tree/src"/*
expect 2 'no source files'

verdict
