#!/bin/sh
# Follows the links of Markdown files: the file must be there, and the heading that a #fragment names. Links to the web are
# left alone. usage: check_links.sh [FILE.md...]; without files: every Markdown file of the tree. Exit status 1: a link is
# broken.
if [ $# -eq 0 ]; then
  # shellcheck disable=SC2046  # no file name of this tree has a space in it
  # What Git knows: a student's my-labs is not ours to judge.
  set -- $(git ls-files '*.md' 2>/dev/null | grep . ||
    find . -name '*.md' -not -path './build*' -not -path './.git/*' -not -path './my-labs/*' | sort)
fi
export LC_ALL=C

# The anchors of a page's headings, as GitHub makes them: lower case, spaces to hyphens, punctuation dropped. Bytes above
# 127 are letters, except those of Chinese punctuation.
anchors() {
  awk '
    /^ *```/ { inside = !inside; next }
    inside { next }
    /^(> *)?#+ / {
      line = $0
      sub(/^(> *)?#+ +/, "", line)
      gsub(/\[|\]\([^)]*\)/, "", line)
      gsub(/：|，|。|、|（|）|“|”|；|！|？/, "", line)
      line = tolower(line)
      gsub(/[][!"#$%&\047()*+,.\/:;<=>?@\\^`{|}~]/, "", line)
      gsub(/ /, "-", line)
      print line (seen[line]++ ? "-" seen[line] - 1 : "")
    }
  ' "$1"
}

# FILE:LINE and target of each link outside of code.
links() {
  awk '
    /^ *```/ { inside = !inside; next }
    inside { next }
    {
      rest = $0
      gsub(/`[^`]*`/, "", rest)
      while (match(rest, /\]\([^) ]+\)/)) {
        print FILENAME ":" FNR " " substr(rest, RSTART + 2, RLENGTH - 3)
        rest = substr(rest, RSTART + RLENGTH)
      }
    }
  ' "$1"
}

broken=$(
  for file in "$@"; do
    links "$file" | while read -r where target; do
      case $target in
        *://* | mailto:*) continue ;;
      esac
      path=${target%%#*}
      place=$file
      [ -z "$path" ] || place=$(dirname "$file")/$path
      if [ ! -e "$place" ]; then
        echo "$where: $target: no such file"
      else
        case $target in
          *#*)
            anchors "$place" | grep -qxF -- "${target#*#}" || echo "$where: $target: no such heading" ;;
        esac
      fi
    done
  done
)
if [ -n "$broken" ]; then
  printf '%s\n' "$broken"
  echo "check_links: $(printf '%s\n' "$broken" | wc -l) broken"
  exit 1
fi
echo "check_links: $# files, every link leads somewhere"
