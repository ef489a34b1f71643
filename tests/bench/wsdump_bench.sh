#!/bin/sh
# Measures wsdump beside tshark on files of 50 MB: wsdump_bench.sh [build/bin/wsdump] [DIR] [RUNS]
# For each file the median wall time of RUNS (5) runs and the largest memory. Run it when the machine is otherwise idle.
program=${1:-build/bin/wsdump}
directory=${2:-/tmp/wsdump-bench}
runs=${3:-5}
here=$(cd "$(dirname "$0")" && pwd)
[ -x "$program" ] || { echo "wsdump_bench.sh: no program $program: build it first" >&2; exit 2; }
[ -x /usr/bin/time ] || { echo "wsdump_bench.sh: needs GNU time (/usr/bin/time)" >&2; exit 2; }
[ -f "$directory/large.pcap" ] || python3 "$here/make_captures.py" "$directory" 50 || exit 2

# measure COMMAND...: prints median seconds and peak KiB
measure() {
  for _ in $(seq "$runs"); do
    /usr/bin/time -o "$directory/time" -f '%e %M' "$@" >/dev/null 2>&1
    tail -1 "$directory/time"
  done | sort -n | awk '{ s[NR] = $1; if ($2 > m) m = $2 } END { print s[int((NR + 1) / 2)], m }'
}

uptime
printf '%-14s %-8s %10s %10s %14s %10s\n' file program seconds "peak MiB" frames/s MB/s
for name in small-packed small-single large; do
  file=$directory/$name.pcap
  frames=$("$program" list -q --json "$file" | tail -1 | sed 's/.*"frames":\([0-9]*\).*/\1/')
  for tool in wsdump tshark; do
    if [ $tool = wsdump ]; then
      result=$(measure "$program" list "$file")
    elif command -v tshark >/dev/null; then
      result=$(measure tshark -r "$file" -d tcp.port==9001,http -T fields -e frame.number -e websocket.opcode -e websocket.payload_length)
    else
      continue
    fi
    echo "$result" | awk -v name=$name -v tool=$tool -v frames="$frames" '{
      printf "%-14s %-8s %10.2f %10.1f %14.0f %10.0f\n", name, tool, $1, $2 / 1024, frames / ($1 + 1e-9), 50 / ($1 + 1e-9) }'
  done
done
small=$here/../captures/01-hello.pcapng
echo "start to end, small file (all of it, median of $runs): wsdump $(measure "$program" list "$small") tshark $(measure tshark -r "$small" -T fields -e frame.number) (seconds, KiB)"
