#!/bin/sh
# Simulates 500 worlds with the program $1, some that last a month, and a tenth of the calls that
# numbers are measured with; with FIELDCALL_FULL set 100 000 worlds, and all of the calls.
set -e
if [ -n "${FIELDCALL_FULL:-}" ]; then
  "$1" --seeds 1..100000
  "$1" --seeds 1..200 --days 31
  exec "$1" --numbers 1
fi
"$1" --seeds 1..500
"$1" --seeds 1..10 --days 31
exec "$1" --numbers 0.1
