#!/bin/sh
# Writes docs/labs/grader.md to standard output from what `wsgrade --mutants` left. usage: report.sh FOLDER
cat <<'END'
# How good is the grader?

A grader that lets mistakes pass teaches them. So it is measured: wrong solutions, each the reference with one mistake in
it, go through the same grading as a student's files. A mutant is caught when a graded test fails, and it is told right
when the first topic that fails is the one that the mistake is about: that is the first thing that a student reads.

This page is written by `make grader-report` (all labs take half an hour; `make grader-report LAB=3` renews one). The
mutants are in `tests/labs/mutants/`, as text to be found in the reference and what stands there instead; one whose text is
no longer found exactly once is an error, so that they keep up with the reference. Some replace a whole module by one as it
stands in tutorials (`tests/labs/mutants/museum/`); those named "museum N" are number N of the
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

The mutants above are mistakes that students make. To see what nobody has thought of, `tests/labs/mutate.py` makes others from
the reference as it is: one changed operator or number, or one deleted statement. Those that do not compile are left out, and
what survives is read by a person. It is one of three things: it computes the same (a limit that is never reached, a loop that
ends one round later and finds nothing), it costs only time or memory, or a test is missing.

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
- A race that did not happen. ThreadSanitizer sees a race when both sides run, whichever comes first; a lock that is missing
  where the tests never go at once is not seen.
- A reset. A server that closes TCP with unread bytes in it loses its last words only if they are still on their way, and on one
  machine they are not.
- Whether the comments are true, and whether the code can be read. That is the teacher's part.
- Intent: files are compiled and run as they are, with the rights of whoever grades. Grade strangers' files in a container.
END
