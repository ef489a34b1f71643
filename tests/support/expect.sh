# For the tests of scripts: source it, call judge after each try, and verdict at the end.
# shellcheck shell=sh
passed=0
failed=0
status=0
said=''

pass() { passed=$((passed + 1)); }
fail() {
  failed=$((failed + 1))
  printf 'FAIL: %s\n' "$1"
}

# judge STATUS WORDS: the script should have ended with STATUS and said WORDS; $status and $said tell what it did
judge() {
  if [ "$status" -eq "$1" ] && printf '%s\n' "$said" | grep -qF -- "$2"; then
    pass
  else
    fail "expected status $1 and \"$2\"; got status $status and:
$said"
  fi
}

# The last line of a test, and its exit status.
verdict() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
