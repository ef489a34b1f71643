#!/bin/sh
# Measures wsecho against a raw TCP echo, side by side, the same echo with an event loop, and the pure functions against
# memcpy().
#
#   run_bench.sh BUILD [DOCUMENT]   prints the tables; writes them between the markers of DOCUMENT
#   run_bench.sh --smoke BUILD      runs everything once, very short: every byte is checked, nothing is timed
#
# BENCH_ROUNDS (25) and BENCH_TIME (200ms for each measurement) make it longer or shorter. BENCH_ONLY measures only the rows
# whose name matches, as `grep -E` does: BENCH_ONLY='^50|memory'.
set -eu

smoke=no
if [ "${1:-}" = --smoke ]; then
  smoke=yes
  shift
fi
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  echo "usage: run_bench.sh [--smoke] BUILD [DOCUMENT]" >&2
  exit 2
fi
build=$1
document=${2:-}
rounds=${BENCH_ROUNDS:-25}  # many and short: the speed of a shared machine changes within a second
time=${BENCH_TIME:-200ms}
warmup=100ms
handshakes=1000
idle=1000  # so many that what the first client costs, such as pages of the program, shows little
many=500
large=16M
if [ $smoke = yes ]; then
  rounds=1 time=30ms warmup=0ms handshakes=20 idle=5 many=20 large=1M
fi

work=$(mktemp -d)
raw_pid='' ws_pid='' loop_pid=''
stop_servers() {
  for pid in $raw_pid $ws_pid $loop_pid; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  raw_pid='' ws_pid='' loop_pid=''
}
trap 'stop_servers; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# The servers have one processor, the load has another: they do not take time from each other.
on_server='' on_load='' pinning='not pinned'
if taskset -c 0 true 2>/dev/null && taskset -c 1 true 2>/dev/null; then
  on_server='taskset -c 0' on_load='taskset -c 1'
  pinning='servers on processor 0, load on processor 1'
fi

# await FILE: prints the port that a server told in its first line.
await() {
  tries=0
  while ! grep -q listening "$1"; do
    tries=$((tries + 1))
    if [ $tries -gt 100 ]; then
      echo "run_bench.sh: a server did not start" >&2
      exit 1
    fi
    sleep 0.1
  done
  sed -n 's/.*:\([0-9][0-9]*\)\/.*/\1/p' "$1"
}

start_servers() {
  : >"$work/raw.out"
  : >"$work/ws.out"
  : >"$work/loop.out"
  $on_server "$build/bench/raw_echo" >"$work/raw.out" &
  raw_pid=$!
  $on_server "$build/bin/wsecho" --port 0 --quiet >"$work/ws.out" &
  ws_pid=$!
  $on_server "$build/bench/loop_echo" >"$work/loop.out" &
  loop_pid=$!
  raw_port=$(await "$work/raw.out")
  loop_port=$(await "$work/loop.out")
  ws_port=$(await "$work/ws.out")
}

# measure raw|loop|ws OPTIONS...: one line of JSON.
measure() {
  kind=$1
  shift
  if [ "$kind" = raw ]; then
    set -- "$@" --raw --pid "$raw_pid" "ws://127.0.0.1:$raw_port/"
  elif [ "$kind" = loop ]; then
    set -- "$@" --raw --pid "$loop_pid" "ws://127.0.0.1:$loop_port/"
  else
    set -- "$@" --pid "$ws_pid" "ws://127.0.0.1:$ws_port/"
  fi
  $on_load "$build/bin/wsbench" --json --quiet --seconds "$time" --warmup "$warmup" "$@"
}

field() { sed -n "s/.*\"$1\":\([0-9.]*\).*/\1/p" "$2"; }
median() { sort -n | awk '{ v[NR] = $1 } END { if (NR % 2) print v[(NR + 1) / 2]; else print (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
# How far the median may be from what many more rounds would give: its standard error, from the quartiles.
error_of_median() {
  sort -n | awk '{ v[NR] = $1 } END {
    print 1.25 * (v[int((3 * NR + 3) / 4)] - v[int((NR + 3) / 4)]) / 1.349 / sqrt(NR) }'
}
with_unit() {
  awk -v v="$1" 'BEGIN { if (v >= 1000) printf "%.2f ms", v / 1000; else printf "%.*f us", v < 10 ? 2 : 1, v }'
}

# wanted NAME: whether this row is to be measured.
wanted() { [ -z "${BENCH_ONLY:-}" ] || echo "$1" | grep -Eq "$BENCH_ONLY"; }

other=ws

# compare NAME GOAL RATE OPTIONS...: a row of the table, of the raw echo and $other. The two servers take turns, round by
# round, now the one first and now the other, so that a slow moment of the machine meets both; the ratio is the median
# of the rounds' ratios.
compare() {
  name=$1 goal=$2 rate=$3
  shift 3
  wanted "$name" || return 0
  [ ! -t 2 ] || echo "run_bench.sh: $name" >&2
  : >"$work/ratios"
  : >"$work/cpus"
  for kind in raw $other; do : >"$work/$kind.rates"; : >"$work/$kind.p99"; done
  round=0
  while [ $round -lt "$rounds" ]; do
    round=$((round + 1))
    order="raw $other"
    [ $((round % 2)) = 1 ] || order="$other raw"
    for kind in $order; do
      measure $kind "$@" >"$work/$kind.json"
      field "$rate" "$work/$kind.json" >>"$work/$kind.rates"
      field p99_us "$work/$kind.json" >>"$work/$kind.p99"
    done
    echo "$(field "$rate" "$work/raw.json") $(field "$rate" "$work/$other.json")" |
      awk '{ print ($1 > 0 ? $2 / $1 : 0) }' >>"$work/ratios"
    echo "$(field server_cpu_us "$work/raw.json") $(field server_cpu_us "$work/$other.json")" |
      awk '{ print ($1 > 0 ? $2 / $1 : 0) }' >>"$work/cpus"
  done
  printf '| %s | %.0f | %.0f | **%.2f** ± %.2f | %s | %.2f | %s | %s |\n' "$name" \
    "$(median <"$work/raw.rates")" "$(median <"$work/$other.rates")" "$(median <"$work/ratios")" \
    "$(error_of_median <"$work/ratios")" "$goal" \
    "$(median <"$work/cpus")" "$(with_unit "$(median <"$work/raw.p99")")" "$(with_unit "$(median <"$work/$other.p99")")"
}

memory_row() {
  wanted memory || return 0
  stop_servers
  start_servers  # anew: a server that has worked has memory left over, which would hide what a connection takes
  raw_memory=$(measure raw --idle $idle >"$work/idle.json" && field rss_per_connection "$work/idle.json")
  ws_memory=$(measure ws --idle $idle >"$work/idle.json" && field rss_per_connection "$work/idle.json")
  echo "$raw_memory $ws_memory" | awk -v n=$idle '{
    printf "| %d idle connections: resident memory of the server for each | %.1f KiB | %.1f KiB | **%.2f** | under 12 KiB |\n",
      n, $1 / 1024, $2 / 1024, ($1 > 0 ? $2 / $1 : 0) }'
}

tables() {
  processor=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)
  load=$(cut -d ' ' -f 1-3 /proc/loadavg 2>/dev/null || echo unknown)
  echo "Measured on $(date -u +%Y-%m-%d), $(uname -sr), ${processor:-unknown processor}, $(nproc 2>/dev/null || echo '?')"
  echo "processors, $pinning; $rounds rounds of $time; load average before: $load."
  echo
  echo '| load | raw echo, a second | wsecho, a second | ratio | floor | processor time for each, ratio | p99 raw | p99 wsecho |'
  echo '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |'
  start_servers
  compare '1 connection, 64 B, 1 in flight' 0.95 messages_per_second
  compare '1 connection, 64 B, 64 in flight' 0.85 messages_per_second --depth 64
  compare '50 connections, 64 B, 1 in flight' 0.95 messages_per_second --connections 50
  compare '50 connections, 64 B, 16 in flight' '0.92, p99 < 2 ms' messages_per_second --connections 50 --depth 16
  compare '8 connections, 64 KiB, 2 in flight' 0.90 messages_per_second --connections 8 --size 64K --depth 2
  compare "1 connection, ${large}iB, 1 in flight" 0.90 messages_per_second --size $large
  compare "$many connections, 64 B, 1 in flight" 0.95 messages_per_second --connections $many
  compare 'handshakes, one after the other' 0.85 handshakes_per_second --handshakes $handshakes
  compare 'handshakes, 16 at a time' 0.85 handshakes_per_second --handshakes $handshakes --connections 16
  echo
  echo '| load | raw echo, a second | event loop, a second | ratio | | processor time for each, ratio | p99 raw | p99 event loop |'
  echo '| --- | ---: | ---: | ---: | --- | ---: | ---: | ---: |'
  other=loop
  compare '1 connection, 64 B, 1 in flight: event loop' '' messages_per_second
  compare '50 connections, 64 B, 1 in flight: event loop' '' messages_per_second --connections 50
  compare '50 connections, 64 B, 16 in flight: event loop' '' messages_per_second --connections 50 --depth 16
  compare "$many connections, 64 B, 1 in flight: event loop" '' messages_per_second --connections $many
  other=ws
  echo
  echo '| memory | raw echo | wsecho | ratio | floor |'
  echo '| --- | ---: | ---: | ---: | ---: |'
  memory_row
  stop_servers
  echo
  if [ $smoke = yes ]; then
    "$build/bench/micro" --smoke
    return
  fi
  wanted functions || return 0
  $on_load "$build/bench/micro"
  if command -v openssl >/dev/null 2>&1; then
    # Its last line: "sha1  1234567.89k", in thousands of bytes a second.
    speed=$(openssl speed -seconds 1 -bytes 8192 sha1 2>/dev/null | sed -n 's/^sha1[^0-9]*\([0-9.]*\)k.*/\1/p')
    [ -z "$speed" ] || printf '\nSHA-1 of `openssl speed -bytes 8192 sha1` on this machine: %.0f MB/s.\n' \
      "$(echo "$speed" | awk '{ print $1 / 1000 }')"
  fi
}

# Not in a pipe and not in a condition: there the shell would go on after a failure inside.
tables >"$work/tables"
cat "$work/tables"

if [ -n "$document" ]; then
  awk -v tables="$work/tables" '
    /<!-- figures: end -->/ { inside = 0 }
    !inside { print }
    /<!-- figures: begin -->/ { inside = 1; print ""; while ((getline line < tables) > 0) print line; print "" }
  ' "$document" >"$work/document"
  cat "$work/document" >"$document"
  echo "run_bench.sh: written to $document" >&2
fi
