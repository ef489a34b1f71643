#!/bin/sh
# Measures wsdump beside tshark on files of 50 MB: wsdump_bench.sh [build/bin/wsdump] [DIR] [RUNS]
# For each file the median wall time of RUNS (5) runs and the largest memory. Run it when the machine is otherwise idle.
program=${1:-build/bin/wsdump}
directory=${2:-/tmp/wsdump-bench}
runs=${3:-5}
here=$(cd "$(dirname "$0")" && pwd)
[ -x "$program" ] || { echo "wsdump_bench.sh: no program $program: build it first" >&2; exit 2; }
[ -x /usr/bin/time ] || { echo "wsdump_bench.sh: needs GNU time (/usr/bin/time)" >&2; exit 2; }
[ -f "$directory/small-binary.pcap" ] && [ -f "$directory/large.pcap" ] || python3 "$here/make_captures.py" "$directory" 50 || exit 2

# measure COMMAND...: prints median seconds and peak KiB
measure() {
  for _ in $(seq "$runs"); do
    /usr/bin/time -o "$directory/time" -f '%e %M' "$@" >/dev/null 2>&1
    tail -1 "$directory/time"
  done | sort -n | awk '{ s[NR] = $1; if ($2 > m) m = $2 } END { print s[int((NR + 1) / 2)], m }'
}

uptime
printf '%-14s %-12s %9s %9s %13s %8s %9s\n' file command seconds "peak MiB" frames/s MB/s "x tshark"
for name in small-packed small-single small-json small-utf8 small-binary large; do
  file=$directory/$name.pcap
  frames=$("$program" list -q --json "$file" | tail -1 | sed 's/.*"frames":\([0-9]*\).*/\1/')
  if command -v tshark >/dev/null; then
    tshark=$(measure tshark -r "$file" -d tcp.port==9001,http -T fields -e frame.number -e websocket.opcode -e websocket.payload_length)
  else
    tshark="0 0"
  fi
  line() {  # COMMAND SECONDS KIB
    echo "$2 $3" | awk -v name="$name" -v command="$1" -v frames="$frames" -v other="${tshark%% *}" '{
      printf "%-14s %-12s %9.2f %9.1f %13.0f %8.0f %9.1f\n", name, command, $1, $2 / 1024, frames / ($1 + 1e-9),
             50 / ($1 + 1e-9), other / ($1 + 1e-9) }'
  }
  # shellcheck disable=SC2046,SC2086  # seconds and KiB are two words
  {
    line tshark $tshark
    line list $(measure "$program" list "$file")
    line check $(measure "$program" check "$file")
    line "list --json" $(measure "$program" list --json "$file")
  }
done
small=$here/../captures/01-hello.pcapng
echo "start to end, small file (all of it, median of $runs): wsdump $(measure "$program" list "$small") tshark $(measure tshark -r "$small" -T fields -e frame.number) (seconds, KiB)"
