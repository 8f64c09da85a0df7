#!/bin/sh
# Installs the build tree $1 of the source tree $2 to a scratch prefix and builds a consumer with
# find_package, with pkg-config, and with add_subdirectory ($3 = "subdirectory" too, slower).
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
"$scratch/found/consumer"

echo "== pkg-config"
PKG_CONFIG_PATH=$(find "$scratch/prefix" -type d -name pkgconfig)
export PKG_CONFIG_PATH
# The .pc files name the configured prefix; --define-variable moves them to the scratch one.
options=$(pkg-config --define-variable=prefix="$scratch/prefix" --cflags --libs fieldcall-native)
# shellcheck disable=SC2086 # words are meant to be split
"$compiler" -std=c++20 $flags "$source/tests/install/consumer/main.cpp" $options -o "$scratch/packaged"
"$scratch/packaged"

if [ "${3:-}" = subdirectory ]; then
  echo "== add_subdirectory"
  cmake -G Ninja -S "$source/tests/install/consumer" -B "$scratch/sub" \
    -DFIELDCALL_SOURCE="$source" -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_CXX_FLAGS="$flags" \
    -DCMAKE_CXX_COMPILER_LAUNCHER=ccache >"$scratch/sub.log" || { cat "$scratch/sub.log"; exit 1; }
  cmake --build "$scratch/sub" --target consumer
  "$scratch/sub/consumer"
fi
echo "1 passed, 0 failed"
