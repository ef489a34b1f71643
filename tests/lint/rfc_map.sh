#!/bin/sh
# Writes docs/rfc-map.md: each requirement quoted in src/, where it is enforced, and the names of its tests.
# usage: rfc_map.sh [--check] [ROOT]
#   --check   write nothing; fail when docs/rfc-map.md is not what would be written
#   STRICT=1  in the environment: fail when a quoted MUST has no test (otherwise these are listed as warnings)
# A requirement in src/ is a comment   // RFC 6455 5.5: "All control frames MUST have ..."   (the quote may go on over
# several comment lines). If the code below it, up to the next quote or an empty line, names violations
# (Violation::ControlTooLong, V::KeyInvalid), the tests of the requirement are those with the tag of such a violation,
# [control-too-long]. Otherwise they are the tests with the tag of its section, [rfc6455-5.5]: those in the test file
# of the source's name and in the conformance folder of its module, if there are none those of its module, if there are
# none all. docs/rfc-not-applicable.tsv lists the requirements that concern something this code does not do: section,
# sentence, reason, with tabs between.
check=0
[ "$1" = --check ] && { check=1; shift; }
cd "${1:-.}" || exit 2
export LC_ALL=C
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# --- requirements: sort key, RFC, section, file, place, violations, quote ------------------------------------------
find src -name '*.hpp' -o -name '*.cpp' | sort | while read -r file; do
  awk -v file="$file" '
    # The name that a declaration in the first column gives: a function, a type, or a constant.
    function name_of(line,   name) {
      name = line
      if (name ~ /^(namespace|using|template|#|public|private|protected|extern|\}|\)|\/)/) return ""
      if (name ~ /^(enum |class |struct )/) {
        sub(/^(enum class|enum|class|struct) +/, "", name)
        sub(/[^A-Za-z0-9_].*/, "", name)
        return name
      }
      if (index(name, "(")) {
        sub(/\(.*/, "", name)
        sub(/.*[ *&]/, "", name)
        return name "()"
      }
      if (name ~ /=/) {
        sub(/ *[={].*/, "", name)
        sub(/\[.*/, "", name)
        sub(/.* /, "", name)
        return name
      }
      return ""
    }
    function flush_pending(place,   i) {
      for (i = 1; i <= waiting; ++i) print pending[i, 1] "\t" file "\t" place "\t\t" pending[i, 2]
      waiting = 0
    }
    # The quotes above the code that was just read, with the violations that the code names.
    function flush_group(   i) {
      for (i = 1; i <= grouped; ++i) print group[i, 1] "\t" file "\t" place "\t" found "\t" group[i, 2]
      grouped = code_seen = 0
      found = ""
    }
    function section_key(rfc, section,   part, n, i, key) {
      n = split(section, part, ".")
      key = sprintf("%05d", rfc)
      for (i = 1; i <= 5; ++i) key = key sprintf(".%03d", i <= n ? part[i] : 0)
      return key
    }
    function finish(quote,   words, id) {
      split(head, words, " ")
      id = section_key(words[1], words[2]) "\t" words[1] "\t" words[2]
      open = 0
      if (column_one) {  # the comment stands before the declaration it speaks of
        ++waiting
        pending[waiting, 1] = id
        pending[waiting, 2] = quote
      } else {
        if (code_seen) flush_group()
        ++grouped
        group[grouped, 1] = id
        group[grouped, 2] = quote
        if (/^[ \t]*[^ \t\/]/) note_violations($0)  # the quote is behind the code, on its line
      }
    }
    function note_violations(line,   name) {
      while (match(line, /(Violation|V)::[A-Z][A-Za-z0-9]*/)) {
        name = substr(line, RSTART, RLENGTH)
        line = substr(line, RSTART + RLENGTH)
        sub(/.*::/, "", name)
        if (index(" " found " ", " " name " ") == 0) found = found (found == "" ? "" : " ") name
      }
    }
    open {
      line = $0
      if (line !~ /^[ \t]*\/\//) {
        print file ":" FNR ": the quote that began on line " began " has no closing quotation mark" > "/dev/stderr"
        open = 0
        bad = 1
      } else {
        sub(/^[ \t]*\/\/ ?/, "", line)
        end = index(line, "\"")
        if (end) finish(text " " substr(line, 1, end - 1))
        else text = text " " line
        next
      }
    }
    /\/\// && match($0, /RFC [0-9]+ [0-9.]+: "/) {
      head = substr($0, RSTART + 4, RLENGTH - 7)
      text = substr($0, RSTART + RLENGTH)
      column_one = /^\/\//
      began = FNR
      end = index(text, "\"")
      if (end) finish(substr(text, 1, end - 1))
      else open = 1
      next
    }
    /\/\/ *RFC *[0-9]+[^"]*"/ {
      print file ":" FNR ": warning: not read as a quotation; write  // RFC NNNN S.S: \"...\"" > "/dev/stderr"
    }
    grouped && !/^[ \t]*(\/\/|$)/ {
      code_seen = 1
      note_violations($0)
    }
    /^ ? ?}/ || /^[ \t]*$/ { flush_group() }
    /^[A-Za-z]/ {
      name = name_of($0)
      if (name != "") {
        place = name
        flush_pending(place)
      }
    }
    END {
      flush_group()
      flush_pending("")
      exit bad
    }
  ' "$file" || echo bad >"$work/bad"
done >"$work/requirements"
[ -e "$work/bad" ] && exit 1

# --- tests: what a tag names (an RFC and a section, or an id), file, name -------------------------------------------
find tests -name '*.cpp' | sort | while read -r file; do
  awk -v file="$file" '
    function emit(text,   name, rest, token) {
      name = text
      sub(/^[^"]*"/, "", name)
      rest = name
      sub(/".*/, "", name)
      sub(/^[^"]*"/, "", rest)
      while (match(rest, /\[[A-Za-z0-9.-]+\]/)) {
        token = substr(rest, RSTART + 1, RLENGTH - 2)
        rest = substr(rest, RSTART + RLENGTH)
        if (token ~ /^rfc[0-9]+-[0-9.]+$/) sub(/-/, " ", token)
        sub(/^rfc/, "", token)
        print token "\t" file "\t" name
      }
    }
    /^(TEST_CASE|SCENARIO|TEMPLATE_TEST_CASE|TEST_CASE_METHOD)\(/ { inside = 1; text = "" }
    inside {
      text = text $0
      if (/\{[ \t]*$/ || /\{.*\}/) { emit(text); inside = 0 }
    }
  ' "$file"
done >"$work/tests"

# --- violations: enumerator, id ------------------------------------------------------------------------------------
for file in src/*/*violation.cpp; do [ -f "$file" ] && tr '\n' ' ' <"$file"; done |
  grep -oE '(Violation|V)::[A-Za-z0-9]+, *\{?"[a-z0-9-]+"' |
  sed 's/.*::\([A-Za-z0-9]*\),.*"\(.*\)"/\1\t\2/' >"$work/violations"

sort -t "$(printf '\t')" -k1,1 -k4,4 -k5,5 -s "$work/requirements" >"$work/sorted"
[ -f docs/rfc-not-applicable.tsv ] && grep -v '^#' docs/rfc-not-applicable.tsv >"$work/other"
[ -f "$work/other" ] || : >"$work/other"
if awk -F '\t' 'NF != 3 || $1 !~ /^(RFC )?[0-9]+ [0-9.]+$/' "$work/other" | grep . >&2; then
  echo "rfc_map: docs/rfc-not-applicable.tsv: expected \"RFC NNNN S.S\", a sentence and a reason, with tabs between" >&2
  exit 1
fi

# --- the map -------------------------------------------------------------------------------------------------------
awk -F '\t' -v missing="$work/missing" '
  function cell(text) {
    gsub(/\|/, "\\|", text)
    gsub(/</, "\\&lt;", text)
    return text
  }
  function words(text) {
    gsub(/[<*]/, "\\\\&", text)
    return text
  }
  function base(file) {
    sub(/.*\//, "", file)
    sub(/\.[a-z]+$/, "", file)
    return file
  }
  # The lines of a list: the tests with this tag whose files are near the source. near: 3 the test file of its name and
  # the conformance folder of its module, 2 its module, 1 any.
  function list_of(tag, source, near,   i, file, module, lines) {
    split(source, step, "/")
    module = "tests/" step[2] "/"
    for (i = 1; i <= tests[tag]; ++i) {
      file = test_file[tag, i]
      if (near >= 2 && index(file, module) != 1) continue
      if (near == 3 && base(file) != base(source) "_test" && index(file, module "conformance/") != 1) continue
      if ((file, test_name[tag, i]) in listed) continue
      listed[file, test_name[tag, i]] = 1
      lines = lines "- " words(test_name[tag, i]) " ([" base(file) "](../" file "))\n"
    }
    return lines
  }
  function tests_of(section, source, ids,   count, i, near, lines, tag) {
    split("", listed)
    count = split(ids, tag, ", ")
    for (i = 1; i <= count; ++i) lines = lines list_of(tag[i], source, 1)
    for (near = 3; near >= 1 && lines == ""; --near) lines = list_of(section, source, near)
    return lines
  }
  function end_list() {
    if (open_list != "") printf "\n%s", open_list
    open_list = ""
  }
  FILENAME ~ /\/violations$/ { id_of[$1] = $2; next }
  FILENAME ~ /\/tests$/ {
    ++tests[$1]
    test_file[$1, tests[$1]] = $2
    test_name[$1, tests[$1]] = $3
    next
  }
  FILENAME ~ /\/sorted$/ {
    ids = ""
    count = split($6, name, " ")
    for (i = 1; i <= count; ++i) {
      id = id_of[name[i]]
      if (id != "" && index(", " ids ", ", ", " id ", ") == 0) ids = ids (ids == "" ? "" : ", ") id
    }
    list = tests_of($2 " " $3, $4, ids)
    if (list == "" && $7 ~ /MUST|REQUIRED|SHALL/) print "RFC " $2 " " $3 ": \"" $7 "\" (" $4 ")" > missing
    if (list == "") list = "- no test names it\n"
    if (list != open_list || $2 " " $3 != section) end_list()
    if ($2 != rfc) printf "\n## RFC %s\n", $2
    rfc = $2
    if ($2 " " $3 != section) printf "\n### RFC %s, [section %s](https://www.rfc-editor.org/rfc/rfc%s#section-%s)\n", $2, $3, $2, $3
    section = $2 " " $3
    printf "\n> %s\n\n[%s](../%s)%s", words($7), $4, $4, $5 == "" ? "" : " `" $5 "`"
    if (ids != "") {
      gsub(/, /, "`, `", ids)
      printf ", `%s`", ids
    }
    print ""
    open_list = list
    next
  }
  FILENAME ~ /\/other$/ && NF >= 3 {
    sub(/^RFC /, "", $1)
    other[++others] = "| " $1 " | " cell($2) " | " cell($3) " |"
  }
  BEGIN {
    print "# Where each requirement is kept"
    print ""
    print "The words of the standards, the place in the code that enforces them, the id of the violation if there is one, and the"
    print "names of the tests. Requirements that share their tests are listed together, above them. The rows that names begin"
    print "with (F7, H16) are those of [conformance.md](conformance.md). `make rfc-map` writes this file from the quotations in"
    print "`src/` and the tags in `tests/`; `make lint` checks that it is fresh. It is not edited by hand."
  }
  END {
    end_list()
    if (others) {
      print "\n## Requirements that do not apply\n\n| RFC and section | requirement | why it does not apply |\n|---|---|---|"
      for (i = 1; i <= others; ++i) print other[i]
    }
  }
' "$work/violations" "$work/tests" "$work/sorted" "$work/other" >"$work/map"

if [ -f "$work/missing" ]; then
  sed 's/^/rfc_map: no test names: /' "$work/missing" >&2
  if [ "${STRICT:-0}" = 1 ]; then
    echo "rfc_map: $(wc -l <"$work/missing") requirements without a test" >&2
    exit 1
  fi
fi
if [ "$check" = 1 ]; then
  if ! cmp -s "$work/map" docs/rfc-map.md; then
    echo "rfc_map: docs/rfc-map.md is not fresh; run: make rfc-map" >&2
    exit 1
  fi
else
  mkdir -p docs && cp "$work/map" docs/rfc-map.md
fi
echo "rfc_map: $(wc -l <"$work/sorted") requirements quoted, $(wc -l <"$work/other") that do not apply"
