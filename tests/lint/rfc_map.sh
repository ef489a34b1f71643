#!/bin/sh
# Writes docs/rfc-map.md: each requirement quoted in src/, where it is enforced, and the tests that name its section.
# usage: rfc_map.sh [--check] [ROOT]
#   --check   write nothing; fail when docs/rfc-map.md is not what would be written
#   STRICT=1  in the environment: fail when a quoted MUST has no test (otherwise these are listed as warnings)
# A requirement in src/ is a comment   // RFC 6455 5.5: "All control frames MUST have ..."   (the quote may go on over
# several comment lines). A test names its section as a tag, [rfc6455-5.5], or in its name. Requirements that concern
# something this code does not do stand in docs/rfc-not-applicable.tsv: section, sentence, reason, with tabs between.
check=0
[ "$1" = --check ] && { check=1; shift; }
cd "${1:-.}" || exit 2
export LC_ALL=C
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# --- requirements: sort key, RFC, section, file, place, quote ------------------------------------------------------
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
      for (i = 1; i <= waiting; ++i) print pending[i, 1] "\t" file "\t" place "\t" pending[i, 2]
      waiting = 0
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
        print id "\t" file "\t" place "\t" quote
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
    /^[A-Za-z]/ {
      name = name_of($0)
      if (name != "") {
        place = name
        flush_pending(place)
      }
    }
    END {
      flush_pending("")
      exit bad
    }
  ' "$file" || echo bad >"$work/bad"
done >"$work/requirements"
[ -e "$work/bad" ] && exit 1

# --- tests: RFC, section, file, name -------------------------------------------------------------------------------
find tests -name '*.cpp' | sort | while read -r file; do
  awk -v file="$file" '
    function emit(text,   name, rest, token) {
      name = text
      sub(/^[^"]*"/, "", name)
      sub(/".*/, "", name)
      rest = text
      while (match(rest, /[rR][fF][cC][ ]?[0-9]+[- ][0-9]+(\.[0-9]+)*/)) {
        token = substr(rest, RSTART, RLENGTH)
        rest = substr(rest, RSTART + RLENGTH)
        gsub(/^[rR][fF][cC] ?/, "", token)
        sub(/[- ]/, "\t", token)
        print token "\t" file "\t" name
      }
    }
    /^(TEST_CASE|SCENARIO|TEMPLATE_TEST_CASE|TEST_CASE_METHOD)\(/ { inside = 1; text = "" }
    inside {
      text = text $0
      if (/\{[ \t]*$/ || /\{.*\}/) { emit(text); inside = 0 }
    }
  ' "$file"
done | sort -u >"$work/tests"

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
  FILENAME ~ /\/tests$/ {
    id = $1 " " $2
    if (!((id, $3) in seen)) {
      seen[id, $3] = 1
      files[id] = files[id] (files[id] == "" ? "" : "<br>") "[" $3 "](../" $3 ")"
    }
    next
  }
  FILENAME ~ /\/sorted$/ {
    if ($2 != rfc) {
      rfc = $2
      printf "\n## RFC %s\n\n| section | requirement | where | tests that name the section |\n|---|---|---|---|\n", rfc
    }
    id = $2 " " $3
    must = $6 ~ /MUST|REQUIRED|SHALL/
    if (must && files[id] == "") print "RFC " id ": \"" $6 "\" (" $4 ")" > missing
    printf "| [%s](https://www.rfc-editor.org/rfc/rfc%s#section-%s) | %s | [%s](../%s)%s | %s |\n", $3, $2, $3, cell($6), \
      $4, $4, $5 == "" ? "" : " `" $5 "`", files[id] == "" ? "none" : files[id]
    quoted++
    next
  }
  FILENAME ~ /\/other$/ && NF >= 3 {
    sub(/^RFC /, "", $1)
    other[++others] = "| " $1 " | " cell($2) " | " cell($3) " |"
  }
  BEGIN {
    print "# Where each requirement is kept"
    print ""
    print "The words of the standards, the place in the code that enforces them, and the tests that name the section."
    print "`make rfc-map` writes this file from the quotations in `src/` and the tags in `tests/`; `make lint` checks"
    print "that it is fresh. It is not edited by hand."
  }
  END {
    if (others) {
      print "\n## Requirements that do not apply\n\n| RFC and section | requirement | why it does not apply |\n|---|---|---|"
      for (i = 1; i <= others; ++i) print other[i]
    }
  }
' "$work/tests" "$work/sorted" "$work/other" >"$work/map"

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
