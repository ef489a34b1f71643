#!/bin/sh
# Runs each libFuzzer program of a folder for some seconds, starting from a copy of its corpus.
# usage: run.sh FOLDER [SECONDS]. Findings stay in FOLDER as crash-*; what was learnt is in FOLDER/NAME.corpus.
folder=$1
seconds=${2:-60}
here=$(cd "$(dirname "$0")" && pwd)
ran=0
for program in "$folder"/fuzz_*; do
  [ -x "$program" ] || continue
  name=$(basename "$program" | sed 's/^fuzz_//')
  mkdir -p "$folder/$name.corpus"
  echo "fuzzing $name for $seconds seconds"
  "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -verbosity=0 -print_final_stats=1 \
    -artifact_prefix="$folder/" "$folder/$name.corpus" "$here/corpus/$name" || exit 1
  ran=$((ran + 1))
done
if [ "$ran" -eq 0 ]; then
  echo "run.sh: no fuzz programs in $folder; build them with: make fuzz" >&2
  exit 2
fi
echo "$ran targets fuzzed, nothing found"
