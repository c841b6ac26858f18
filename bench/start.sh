#!/usr/bin/env bash
# Prints what a command costs before it has anything to do: the processor time,
# user and system, of a whole process on a file of one word, the mean of 20.
set -euo pipefail
cd "$(dirname "$0")/.."
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
CGO_ENABLED=0 go build -o "$dir/fusul" .
cd "$dir"
echo 'الواقعية' > one.txt
TIMEFORMAT='%U %S'
measure() {
  "./fusul" "$@" > /dev/null 2>&1 # the file is in memory now
  { time (for _ in {1..20}; do ./fusul "$@" > /dev/null 2>&1; done); } 2>&1 |
    awk -v what="$*" '{ printf "%5.1f ms  fusul %s\n", ($1 + $2) * 1000 / 20, what }'
}
measure version
measure tokens one.txt
measure count one.txt
measure kwic الواقعية one.txt
measure lexicon explain الواقعية
measure run one.txt --topics none --stats basic
