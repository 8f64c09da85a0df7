#!/usr/bin/env python3
"""tidy.py finds what it is there to find: each rule is broken once in a scratch project."""

import pathlib
import subprocess
import sys
import tempfile

TIDY = pathlib.Path(__file__).with_name("tidy.py")

# path -> content, and what must be found
BROKEN = {
    "core/src/json/upward.cpp": ('#include "engine/engine.hpp"\n', "which is above it"),
    "core/src/json/foreign.cpp": ("#include <nlohmann/json.hpp>\n", "only json/nlohmann_bridge.cpp"),
    "core/src/json/clock.cpp": ("auto now = std::chrono::system_clock::now();\n", "Instant now"),
    "core/src/json/throws.cpp": ("void f() { throw 1; }\n", "Result<T>"),
    "core/src/json/long.cpp": ("\n" * 401, "over 400"),
    "core/src/json/function.cpp": ("void f() {\n" + "  g();\n" * 71 + "}\n", "over 70"),
    "core/src/json/wide.cpp": ("int " + "a" * 100 + ";\n", "columns"),
    "core/src/json/accent.cpp": ("// caf\u00e9\n", "not ASCII"),
    "core/src/json/bare.hpp": ("#pragma once\n", "opens with what it is for"),
    "core/src/json/lonely.hpp": ("// Nobody.\n", "nobody includes this header"),
    "core/src/json/later.cpp": ("// TO" + "DO\n", "the work itself"),
    "native/private.cpp": ('#include "json/value.hpp"\n', "only core/include is visible"),
}


def main():
    failures = 0
    for path, (content, expected) in BROKEN.items():
        with tempfile.TemporaryDirectory() as root:
            file = pathlib.Path(root) / path
            file.parent.mkdir(parents=True)
            file.write_text(content, encoding="utf-8")
            subprocess.run(["git", "init", "-q", root], check=True)
            run = subprocess.run([sys.executable, TIDY, root], capture_output=True, text=True,
                                 check=False)
            if run.returncode != 1 or expected not in run.stdout:
                failures += 1
                print(f"{path}: expected a finding with {expected!r}, got:\n{run.stdout}{run.stderr}")
    print(f"{len(BROKEN) - failures} passed, {failures} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
