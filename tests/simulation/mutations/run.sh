#!/bin/sh
# The mutation list of the project $1 in the scratch folder $2; only with FIELDCALL_FULL set, because
# it takes long.
if [ -z "${FIELDCALL_FULL:-}" ]; then
  echo "left out: the mutation list (set FIELDCALL_FULL=1)"
  exit 77
fi
exec python3 "$1/tests/simulation/mutations/mutate.py" "$1" "$2"
