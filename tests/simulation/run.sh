#!/bin/sh
# Simulates 500 worlds with the program $1 and a few that last days; with FIELDCALL_FULL set 100 000
# and one month.
set -e
if [ -n "${FIELDCALL_FULL:-}" ]; then
  "$1" --seeds 1..100000
  exec "$1" --seeds 1..200 --days 31
fi
"$1" --seeds 1..500
exec "$1" --seeds 1..10 --days 31
