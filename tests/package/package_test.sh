#!/bin/sh
# Uses ws101 as a stranger would: installs it, builds the examples against the package in an empty folder, with CMake and
# with pkg-config, builds them again with ws101 as a part of their project, and runs them all.
# usage: package_test.sh BUILD [--quick]    BUILD: the folder where all programs have been built. --quick: as a part of
# another project, only decode_frame is built. From the environment: CMAKE, CXX, and WS101_WERROR (ON: a warning fails).
set -u
: "${CMAKE:=cmake}" "${CXX:=c++}" "${WS101_WERROR:=OFF}"
source=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
build=$(cd "${1:?usage: package_test.sh BUILD [--quick]}" && pwd) || exit 2
quick=${2:-}
work=$(mktemp -d) || exit 2
servers=
end() {
  for pid in $servers; do kill "$pid" 2>/dev/null; done
  rm -rf "$work"
}
trap end EXIT
unset DESTDIR
cd "$work" || exit 2

fail() {
  echo "FAIL: $*"
  exit 1
}

# quietly WHAT COMMAND...: shows what the command printed only if it fails
quietly() {
  what=$1
  shift
  "$@" >log 2>&1 || { cat log; fail "$what"; }
  [ "$WS101_WERROR" != ON ] || ! grep -i 'warning' log || fail "$what: a warning"
}

# wait_for FILE WORDS: until a line of the file has the words; ten seconds at most
wait_for() {
  tries=0
  until grep -q -- "$2" "$1"; do
    tries=$((tries + 1))
    [ $tries -lt 200 ] || { cat "$1"; fail "no \"$2\" in the output"; }
    sleep 0.05
  done
}

# start PROGRAM: a server of the examples; sets $url
start() {
  : >server.out  # what an earlier server said must not be taken for this one's words
  "$1" 0 >server.out 2>&1 &
  servers="$servers $!"
  wait_for server.out 'listening on'
  url=$(sed -n 's/^listening on //p' server.out)
}

# expect WORDS COMMAND...: the command succeeds, and the words are all that it prints
expect() {
  words=$1
  shift
  said=$("$@" 2>&1) || fail "$*: exit status $?: $said"
  [ "$said" = "$words" ] || fail "$*: expected \"$words\", got \"$said\""
}

# run_decode_frame FOLDER, run_servers FOLDER: the folder where the examples were built
run_decode_frame() {
  expect 'opcode 1, FIN, 5 bytes: Hello' "$1/decode_frame/decode_frame" 81 85 37 fa 21 3d 7f 9f 4d 51 58
  ! "$1/decode_frame/decode_frame" 81 05 48 65 6c 6c 6f >out 2>&1 || fail 'decode_frame takes an unmasked frame'
  grep -q 'section 5.1' out || { cat out; fail 'decode_frame does not name the rule'; }
}

run_servers() {
  start "$1/echo_server/echo_server"
  expect 'Hello' "$1/client/client" "$url" Hello

  start "$1/event_loop/event_loop"
  expect 'Hello' "$1/client/client" "$url" Hello

  start "$1/broadcast_server/broadcast_server"
  mkfifo keyboard
  : >heard
  "$prefix/bin/wscat" "$url" <keyboard >heard 2>&1 &
  exec 3>keyboard
  wait_for heard 'client 1 is here'
  expect 'client 2 is here' "$1/client/client" "$url" Hello
  wait_for heard 'client 2: Hello'
  wait_for heard 'client 2 has left'
  exec 3>&-
  rm keyboard
}

# --- installed -------------------------------------------------------------------------------------------------
prefix=$work/prefix
quietly 'install' "$CMAKE" --install "$build" --prefix "$prefix"
version=$(sed -n 's/.*kVersion = "\([^"]*\)".*/\1/p' "$source/src/ws101/version.hpp")
for program in wsecho wscat wsdump wscheck wsbench wsdemo; do
  expect "$program (ws101) $version" "$prefix/bin/$program" --version
  [ -f "$prefix/share/man/man1/$program.1" ] || fail "no manual page of $program"
done
[ -f "$prefix/share/doc/ws101/LICENSE" ] || fail 'the licence is not installed'

cp -R "$source/examples" installed
quietly 'configure against the package' "$CMAKE" -S installed -B installed/build -DCMAKE_PREFIX_PATH="$prefix" \
  -DCMAKE_CXX_COMPILER="$CXX" -DCMAKE_BUILD_TYPE=Debug
quietly 'build against the package' "$CMAKE" --build installed/build -j 2
run_decode_frame installed/build
run_servers installed/build

if command -v pkg-config >/dev/null; then
  PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name ws101.pc)")
  export PKG_CONFIG_PATH
  expect "$version" pkg-config --modversion ws101
  # shellcheck disable=SC2046  # several flags
  quietly 'build with pkg-config' "$CXX" -std=c++20 installed/client/client.cpp $(pkg-config --cflags --libs ws101) \
    -o pkg_client
  start installed/build/echo_server/echo_server
  expect 'Hello' ./pkg_client "$url" Hello
fi

# --- as a part of another project ------------------------------------------------------------------------------
mkdir parent
cp "$source/tests/package/parent.cmake" parent/CMakeLists.txt
cp -R "$source/examples" parent/examples
quietly 'configure as a part' "$CMAKE" -S parent -B parent/build -DWS101_SOURCE="$source" -DCMAKE_CXX_COMPILER="$CXX" \
  -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0
if [ "$quick" = --quick ]; then
  quietly 'build as a part' "$CMAKE" --build parent/build -j 2 --target decode_frame
else
  quietly 'build as a part' "$CMAKE" --build parent/build -j 2
  run_servers parent/build/examples
fi
run_decode_frame parent/build/examples

echo 'package: installed, found by CMake and pkg-config, and built as a part of another project; the examples run'
