#!/bin/sh
# What `make lab1` ... `make lab8` and their relatives do: prepares the grader once, then calls it.
# usage: labs.sh grade N      LAB_DIR OWN SEED CSV from the environment
#        labs.sh all N        SUBMISSIONS CSV OWN SEED
#        labs.sh seed NAME    writes build/labs/NAME/
#        labs.sh check        skeletons fail everything, the reference passes everything, a sample of mistakes is caught
#        labs.sh report       all mistakes, and docs/labs/grader.md
# Exit status: 0 all passed, 1 not all, 2 wrong use.
set -u
cd "$(dirname "$0")/../.." || exit 2
: "${CMAKE:=cmake}" "${JOBS:=2}" "${CMAKE_FLAGS:=}" "${LAB_DIR:=}" "${OWN:=}" "${SEED:=}" "${CSV:=}" "${SUBMISSIONS:=}"

folder_for() { if [ "$1" -eq 6 ]; then echo build-labs-tsan; else echo build-labs; fi; }

# Lab 6 is about threads: it runs under ThreadSanitizer, the others under AddressSanitizer and UBSan.
prepare() {
  folder=$(folder_for "$1")
  sanitizers=address,undefined
  [ "$1" -ne 6 ] || sanitizers=thread
  mkdir -p "$folder"
  log=$folder/prepare.log
  kit=$folder/labs/kit$1.tsv
  grader=$folder/bin/wsgrade
  targets="labs_kit_$1"
  [ -z "$SEED" ] || [ "$1" -eq 6 ] || targets="$targets labs_seeded"
  if [ -x "$grader" ] && [ -f "$kit" ]; then
    # shellcheck disable=SC2086  # several targets
    sh tests/labs/build.sh "$log" $CMAKE --build "$folder" -j "$JOBS" --target $targets >/dev/null
  else
    echo "Building the grader and what lab $1 needs in $folder/. This is done once and takes a minute or two." >&2
    # shellcheck disable=SC2086  # several flags
    $CMAKE -B "$folder" -DWS101_LABS=ON -DWS101_TESTS=ON -DWS101_SANITIZE=$sanitizers \
      -DWS101_CATCH2_DIR="${WS101_CATCH2_DIR:-$PWD/build/_catch2}" $CMAKE_FLAGS >"$log" 2>&1 &&
      sh tests/labs/build.sh "$log" $CMAKE --build "$folder" -j "$JOBS" --target $targets >/dev/null
  fi || {
    tail -n 30 "$log" >&2
    echo "labs: the grader could not be built; all of it is in $log" >&2
    exit 2
  }
}

is_lab() { case $1 in [1-68]) ;; *) echo "labs: expected a lab from 1 to 6, or 8, got \"$1\"" >&2; exit 2 ;; esac; }

# One student's values, always the same for the same name.
seed() {
  case $1 in
    "" | .* | */*) echo "labs: expected a name without a slash: make labs SEED=name, got \"$1\"" >&2; exit 2 ;;
  esac
  mkdir -p "build/labs/$1"
  build-labs/bin/lab_values "$1" "build/labs/$1"
}

# What the teacher compares the worksheet with, in wsdump's words.
answers() {
  while read -r from frame; do
    echo "== sent by the $from: $frame"
    build/bin/wsdump explain --quiet --color never --bytes all --from "$from" "$frame"
    echo
  done <"build/labs/$1/frames.txt" >"build/labs/$1/answers.txt"
}

# Mechanical mistakes, made from the reference as it is; the same for the same reference. Some of them compute the same as
# the reference, and some do not compile, so that not all can be caught. made LAB COUNT prints the name of the file.
made() {
  command -v python3 >/dev/null || return 1
  python3 tests/labs/mutate.py "$1" --count "$2" >"$folder/labs/made$1.mutants" && echo "$folder/labs/made$1.mutants"
}

grade() {
  lab=$1
  shift
  set -- --kit "$kit" --lab "$lab" --jobs "$JOBS" "$@"
  [ -z "$OWN" ] || [ "$OWN" = 0 ] || set -- "$@" --own
  [ -z "$CSV" ] || set -- "$@" --csv "$CSV"
  if [ -n "$SEED" ] && [ "$lab" -ne 6 ]; then
    seed "$SEED"
    set -- "$@" --vectors "build/labs/$SEED/lab$lab.txt"
  fi
  "$grader" "$@"
}

[ $# -gt 0 ] || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
command=$1
case $command in
  grade)
    is_lab "${2:-}"
    prepare "$2"
    if [ -n "$LAB_DIR" ]; then
      grade "$2" --lab-dir "$LAB_DIR"
    else
      echo "LAB_DIR is not given, so this grades the empty skeletons. Yours: make lab$2 LAB_DIR=my-labs" >&2
      grade "$2"
    fi
    ;;
  all)
    is_lab "${2:-}"
    [ -n "$SUBMISSIONS" ] && [ -n "$CSV" ] || {
      echo "labs: expected SUBMISSIONS and CSV: make grade-all LAB=3 SUBMISSIONS=folder CSV=out.csv" >&2
      exit 2
    }
    prepare "$2"
    grade "$2" --submissions "$SUBMISSIONS"
    ;;
  seed)
    SEED=${2:-}
    prepare 1
    seed "${2:-}"
    answers "$2" || exit 1
    echo "build/labs/$2/: worksheet.txt for lab 0, answers.txt for the teacher, lab1.txt to lab5.txt and lab8.txt for make labN SEED=$2"
    ;;
  check)
    failed=0
    for lab in 1 2 3 4 5 6 8; do
      prepare $lab
      # A skeleton of lab 6 makes its tests wait, not work.
      crowd=$JOBS
      [ $lab -ne 6 ] || crowd=$((JOBS * 8))
      # Three mistakes of a machine say little of lab 6: many of its statements cost only time or memory when they are wrong.
      sample=
      [ $lab -eq 6 ] || sample=$(made $lab 3) || sample=
      for step in "--expect-nothing --werror --jobs $crowd" "--lab-dir src --werror" \
        "--mutants tests/labs/mutants/lab$lab.mutants --every 15" ${sample:+"--mutants $sample --least 50"}; do
        # shellcheck disable=SC2086  # several words
        "$grader" --kit "$kit" --lab $lab --jobs "$JOBS" $step >"$kit.out" && tail -n 1 "$kit.out" && continue
        failed=1
        cat "$kit.out"
      done
    done
    # Skeletons are for both compilers.
    if command -v clang++ >/dev/null; then
      find docs/labs -name '*.cpp' -exec clang++ -std=c++20 -fsyntax-only -Isrc -Wall -Wextra -Wpedantic -Wshadow -Wno-unused-private-field \
        -Werror {} + || failed=1
    fi
    [ $failed -eq 0 ] && echo "labs: the skeletons fail every graded test, the reference passes all, the sample is caught"
    exit $failed
    ;;
  report)
    status=0
    for lab in ${LAB:-1 2 3 4 5 6 8}; do
      prepare "$lab"
      "$grader" --kit "$kit" --lab "$lab" --jobs "$JOBS" --mutants "tests/labs/mutants/lab$lab.mutants" \
        --csv "build-labs/labs/mutants$lab.tsv" || status=$?
      list=$(made "$lab" 25) || continue
      "$grader" --kit "$kit" --lab "$lab" --jobs "$JOBS" --mutants "$list" --least 50 \
        --csv "build-labs/labs/made$lab.tsv" || status=$?
    done
    sh tests/labs/report.sh build-labs/labs >docs/labs/grader.md
    exit $status
    ;;
  *)
    echo "labs: unknown command $command" >&2
    exit 2
    ;;
esac
