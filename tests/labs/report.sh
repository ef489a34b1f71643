#!/bin/sh
# Writes docs/labs/grader.md to standard output from what `wsgrade --mutants` left. usage: report.sh FOLDER
cat <<'END'
# How good is the grader?

If a grader accepts a mistake, the student never learns of it. So the grader is measured with wrong solutions: each is the
reference with one mistake, and is graded like a student's files. A mutant is caught if a graded test fails. It is
reported right if the first topic that fails is the one that the mistake is about, because a student reads this one first.

This page is written by `make grader-report` (all labs take half an hour; `make grader-report LAB=3` renews one). The
mutants are in `tests/labs/mutants/`: a text in the reference, and its replacement. If the text does not occur exactly once,
this is an error, so that the mutants keep up with the reference. Some replace a whole module by one as in tutorials
(`tests/labs/mutants/museum/`); those named "museum N" are number N of the
[museum of mistakes](../mistakes.md).

END
cat "$1"/mutants[1-8].tsv | awk -F '\t' '
  {
    lab = $1
    ++all[lab]; ++sum
    if ($4 != "-") { ++caught[lab]; ++sum_caught }
    if ($4 == $3) { ++right[lab]; ++sum_right }
    if (!((lab, $3) in topic)) topics[lab] = topics[lab] (topics[lab] == "" ? "" : " ") $3
    ++topic[lab, $3]
    rows[lab] = rows[lab] "| " $2 " | " $5 " | " $3 " | " ($4 == $3 ? "yes" : $4 == "-" ? "**survived**" : "in " $4) " |\n"
  }
  END {
    print "| lab | mutants | caught | first failing topic is the right one | by topic |"
    print "| --- | --- | --- | --- | --- |"
    for (lab = 1; lab <= 8; ++lab) {
      if (!all[lab]) continue
      line = ""
      count = split(topics[lab], name, " ")
      for (i = 1; i <= count; ++i) line = line (i > 1 ? ", " : "") name[i] " " topic[lab, name[i]]
      print "| " lab " | " all[lab] " | " caught[lab] + 0 " | " right[lab] + 0 " | " line " |"
    }
    print "| all | " sum " | " sum_caught + 0 " | " sum_right + 0 " | |"
    for (lab = 1; lab <= 8; ++lab) {
      if (!all[lab]) continue
      print "\n## Lab " lab "\n"
      print "| mutant | the mistake | topic | caught there |"
      print "| --- | --- | --- | --- |"
      printf "%s", rows[lab]
    }
  }'
cat <<'END'

## Mistakes that a program makes

The mutants above are mistakes that students make. To find others, `tests/labs/mutate.py` changes the current reference: one
operator or number, or one deleted statement. Mutants that do not compile are left out, and a person reads those that survive.
Each of them computes the same (a limit that is never reached, a loop that runs once more and finds nothing), or costs only
time or memory, or a test is missing.

END
cat "$1"/made[1-8].tsv | awk -F '\t' '
  {
    ++all[$1]
    gsub(/[|]/, "\\|", $5)
    if ($4 != "-") ++caught[$1]
    else survived[$1] = survived[$1] (survived[$1] == "" ? "" : "; ") "`" $5 "`"
  }
  END {
    print "| lab | made | caught | what survived |"
    print "| --- | --- | --- | --- |"
    for (lab = 1; lab <= 8; ++lab) {
      if (all[lab]) print "| " lab " | " all[lab] " | " caught[lab] + 0 " | " (survived[lab] == "" ? "-" : survived[lab]) " |"
    }
  }'
cat <<'END'

## What the grader cannot see

- Speed. A slow solution passes as long as a test ends within its time (6 s of processor time; lab 5: 15 s, lab 6: 20 s).
- A race that did not happen. ThreadSanitizer detects a race if both sides run, in any order; it does not detect a missing lock
  where the tests never run two threads at the same time.
- A reset. A server that closes TCP with unread bytes loses its last bytes only if they are still on their way, which does not
  happen on one machine.
- Whether the comments are true, and whether the code is readable. The teacher must judge that.
- Malice: files are compiled and run with the rights of the person who grades. Grade strangers' files in a container.
END
