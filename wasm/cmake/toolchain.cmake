# Toolchain of the browser build: Debian's Emscripten, and what it needs to work from anywhere.
#
# A newer Emscripten is used by -DFIELDCALL_EMSCRIPTEN_ROOT=/path/to/emsdk/upstream/emscripten.
set(FIELDCALL_EMSCRIPTEN_ROOT "/usr/share/emscripten" CACHE PATH "Emscripten's own folder")
include("${FIELDCALL_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake")

# From -O2 on the link step runs acorn, which Debian keeps where a Node from elsewhere does not look.
set(CMAKE_CXX_LINKER_LAUNCHER "${CMAKE_COMMAND}" -E env NODE_PATH=/usr/share/nodejs)

# Find modules of ours: header-only libraries without the rest of /usr/include, which breaks em++.
list(PREPEND CMAKE_MODULE_PATH "${CMAKE_CURRENT_LIST_DIR}")

# Tests are JavaScript files.
find_program(FIELDCALL_NODE NAMES node nodejs REQUIRED NO_CMAKE_FIND_ROOT_PATH)
set(CMAKE_CROSSCOMPILING_EMULATOR "${FIELDCALL_NODE}")
