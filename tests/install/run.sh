#!/bin/sh
# Installs the build tree $1 of the source tree $2 to a scratch prefix and builds a consumer with
# find_package and with pkg-config. With add_subdirectory, which compiles everything once more, it is
# configured only, and built whole with FIELDCALL_FULL set.
set -eu
build=$1
source=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
flags=$(sed -n 's/^CMAKE_CXX_FLAGS:[A-Z]*=//p' "$build/CMakeCache.txt")
compiler=$(sed -n 's/^CMAKE_CXX_COMPILER:[A-Z]*=//p' "$build/CMakeCache.txt")

cmake --install "$build" --prefix "$scratch/prefix" >"$scratch/install.log"

echo "== find_package"
cmake -G Ninja -S "$source/tests/install/consumer" -B "$scratch/found" \
  -DCMAKE_PREFIX_PATH="$scratch/prefix" -DCMAKE_CXX_COMPILER="$compiler" \
  -DCMAKE_CXX_FLAGS="$flags" >"$scratch/found.log" || { cat "$scratch/found.log"; exit 1; }
cmake --build "$scratch/found"
"$scratch/found/consumer" >"$scratch/found.out"
cat "$scratch/found.out"
if [ -n "$(find "$scratch/prefix" -name libfieldcall-prometheus.a)" ]; then
  grep -q '^fieldcall_call_active 1$' "$scratch/found.out"
fi

echo "== pkg-config"
PKG_CONFIG_PATH=$(find "$scratch/prefix" -type d -name pkgconfig)
export PKG_CONFIG_PATH
# The .pc files name the configured prefix; --define-variable moves them to the scratch one.
options=$(pkg-config --define-variable=prefix="$scratch/prefix" --cflags --libs fieldcall-native)
# shellcheck disable=SC2086 # words are meant to be split
"$compiler" -std=c++20 $flags "$source/tests/install/consumer/main.cpp" $options -o "$scratch/packaged"
"$scratch/packaged"

echo "== add_subdirectory"
cmake -G Ninja -S "$source/tests/install/consumer" -B "$scratch/sub" \
  -DFIELDCALL_SOURCE="$source" -DCMAKE_CXX_COMPILER="$compiler" >"$scratch/sub.log" || {
  cat "$scratch/sub.log"
  exit 1
}
if [ -n "${FIELDCALL_FULL:-}" ]; then
  cmake --build "$scratch/sub" --target consumer
  "$scratch/sub/consumer"
else
  ninja -C "$scratch/sub" -n consumer | tail -1
  echo "left out: building it (set FIELDCALL_FULL=1)"
fi
echo "3 passed, 0 failed"
