#!/bin/sh
# Runs the fuzzer $1 from the corpus $2: a tenth of $3 inputs and 20 000 at most, or $3 of them with
# FIELDCALL_FULL set. What it
# finds interesting is thrown away; what it finds wrong ends the run with the input printed.
set -eu
runs=$(($3 / 10))
[ $runs -le 20000 ] || runs=20000
[ -z "${FIELDCALL_FULL:-}" ] || runs=$3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/found"
corpus=$2
[ -d "$corpus" ] || corpus=
echo "$(basename "$1"): $runs runs"
# Weighing inputs by what they reach costs more than running them: entropic=0.
# shellcheck disable=SC2086 # an absent corpus is no argument
"$1" -runs=$runs -seed=1 -entropic=0 -max_len=4096 -timeout=10 -verbosity=0 -print_final_stats=1 \
  -artifact_prefix="$scratch/" "$scratch/found" $corpus || {
  for input in "$scratch"/crash-* "$scratch"/timeout-* "$scratch"/oom-*; do
    [ -f "$input" ] && base64 "$input"
  done
  exit 1
}
