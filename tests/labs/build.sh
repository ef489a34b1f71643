#!/bin/sh
# Runs a build that may take minutes: everything goes into a log, how far it is to standard error (a line for each fifth of
# the way when that is no terminal), and what the compiler has to say to standard output. usage: build.sh LOG COMMAND...      Exit status: the command's.
set -u
log=$1
shift
terminal=no
[ ! -t 2 ] || terminal=yes
{ "$@" 2>&1; echo $? >"$log.status"; } | tee "$log" | awk -v terminal=$terminal '
  /^\[ *[0-9]+%\] / {
    shown = $0
    sub(/\].*/, "]", shown)
    if (terminal == "yes" && shown != last) printf "\r%s", shown >"/dev/stderr"
    percent = substr(shown, 2) + 0
    if (terminal == "no" && /Building CXX/ && percent >= told + 20) {
      told = percent - percent % 20
      print "  building: " percent "% done" >"/dev/stderr"
    }
    last = shown
    next
  }
  /^(Consolidate compiler|Scanning dependencies|-- )/ { next }
  { if (terminal == "yes" && last != "") { printf "\r      \r" >"/dev/stderr"; last = "" } print; fflush() }
  END { if (terminal == "yes" && last != "") printf "\r      \r" >"/dev/stderr" }
'
status=$(cat "$log.status")
rm -f "$log.status"
exit "$status"
