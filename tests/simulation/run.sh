#!/bin/sh
# Simulates 60 worlds with the program $1, or 2 000 with FIELDCALL_FULL set.
worlds=60
[ -z "${FIELDCALL_FULL:-}" ] || worlds=2000
exec "$1" --seeds 1..$worlds
