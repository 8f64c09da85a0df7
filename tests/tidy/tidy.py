#!/usr/bin/env python3
"""Style as a test: layers, sizes, words, ASCII. Prints every finding as file:line and exits 1.

Usage: tidy.py PROJECT_ROOT [CORE_LIBRARY...]
"""

import pathlib
import re
import subprocess
import sys

LAYERS = ["base", "text", "json", "http", "expression", "templating", "mapping", "policy",
          "config", "importing", "call", "engine"]
LINES_MAX = 400
FUNCTION_LINES_MAX = 70
COLUMNS_MAX = 100

# word (regular expression) -> what to write instead; in core/ only
CORE_WORDS = {
    r"std::chrono::(system|steady|high_resolution)_clock": "Instant now, passed in",
    r"\bthrow\b|\btry\s*\{|\bcatch\s*\(": "Result<T> or an outcome",
    r"#include <(iostream|sstream|fstream|regex|thread|mutex|random|locale|filesystem|future)>":
        "nothing of it: the core has no I/O, threads, locale or own randomness",
    r"\.at\(": "a checked access that cannot throw",
    r"std::(hash|shuffle|uniform_\w+_distribution)\b": "base::Random, sorted containers",
    r"\bunsigned long\b|\blong long\b|\blong int\b|\btime_t\b": "fixed-width integers",
    r"\b(getenv|rand|srand|time)\(": "inputs",
}
# in all C++ of the project
ALL_WORDS = {
    r"\bFIXME\b|\bTODO\b|\bXXX\b": "an issue, or the work itself",
    r"using namespace std;": "std:: in front",
}

findings = []


def report(path, line, message):
    findings.append(f"{path}:{line}: {message}")


def cpp_files(root):
    tracked = subprocess.run(["git", "-C", str(root), "ls-files", "-co", "--exclude-standard"],
                             capture_output=True, text=True, check=True).stdout.split("\n")
    return [pathlib.Path(name) for name in tracked
            if name.endswith((".hpp", ".cpp", ".h", ".c")) and (root / name).is_file()]


def layer_of(path):
    parts = path.parts
    if parts[:2] == ("core", "src") and parts[2] in LAYERS:
        return LAYERS.index(parts[2])
    return None


def check_includes(path, lines, used_headers):
    layer = layer_of(path)
    in_core = path.parts[0] == "core"
    for number, line in enumerate(lines, 1):
        match = re.match(r'\s*#include ["<]([^">]+)[">]', line)
        if not match:
            continue
        name = match.group(1)
        used_headers.add(name)
        first = name.split("/")[0]
        if name.startswith("nlohmann/") and in_core and path.name not in (
                "nlohmann_bridge.cpp", "nlohmann.hpp"):
            report(path, number, "only json/nlohmann_bridge.cpp includes nlohmann/json")
        if first not in LAYERS:
            continue
        if layer is not None and LAYERS.index(first) > layer:
            report(path, number, f"layer {LAYERS[layer]} includes {first}, which is above it")
        if path.parts[0] in ("native", "wasm") or "include" in path.parts:
            report(path, number, "only core/include is visible here")


def function_lengths(lines):
    """(start, length) of function bodies: a line that ends a signature with { at namespace or class
    indentation, to the } at the same indentation."""
    start, indent = None, ""
    for number, line in enumerate(lines, 1):
        if start is None:
            match = re.match(r"^( {0,2})(?! )(?!namespace|class|struct|enum|union|extern|using|\}).*"
                             r"\)[^;=]*\{$", line)
            if match:
                start, indent = number, match.group(1)
        elif line.startswith(indent + "}"):
            yield start, number - start + 1
            start = None


def check_file(root, path, used_headers):
    text = (root / path).read_bytes()
    try:
        lines = text.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        report(path, text[:error.start].count(b"\n") + 1, "not ASCII: write an escape")
        lines = text.decode("utf-8", "replace").split("\n")
    check_includes(path, lines, used_headers)
    is_test = path.parts[0] == "tests"
    reason_at_top = any("Longer than" in line for line in lines[:12])
    if len(lines) > LINES_MAX and not reason_at_top:
        report(path, len(lines), f"{len(lines)} lines, over {LINES_MAX}: split it, or say at the "
               "top why it is longer (\"Longer than 400 lines because ...\")")
    if path.suffix == ".hpp" and not lines[0].startswith("//"):
        report(path, 1, "a header opens with what it is for")
    if not is_test:
        for start, length in function_lengths(lines):
            if length > FUNCTION_LINES_MAX:
                report(path, start, f"a function of {length} lines, over {FUNCTION_LINES_MAX}")
    core_words = CORE_WORDS if path.parts[0] == "core" else {}
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS_MAX and "http" not in line and not is_test:
            report(path, number, f"{len(line)} columns, over {COLUMNS_MAX}")
        check_words(path, number, line, ALL_WORDS)
        check_words(path, number, line.split("//")[0], core_words)


def check_words(path, number, text, words):
    for word, instead in words.items():
        if re.search(word, text):
            report(path, number, f"{word!r}: write {instead}")


def check_purity(library):
    """The core may not reach for a clock, a socket, randomness, the environment or a thread."""
    symbols = subprocess.run(["nm", "-u", "--demangle", library], capture_output=True, text=True,
                             check=True).stdout
    forbidden = re.compile(r"\b(clock_gettime|gettimeofday|time|socket|connect|getenv|secure_getenv|"
                           r"pthread_create|pthread_mutex_lock|rand|random|getrandom|fopen|open|"
                           r"setlocale|localtime|mktime)\b(?!::)$|system_clock::now|"
                           r"steady_clock::now|random_device|std::basic_(if|of|io)stream|std::locale")
    for line in symbols.split("\n"):
        name = line.strip().removeprefix("U ").split("@")[0]
        if forbidden.search(name):
            report(library, 0, f"the core uses {name}")


def main():
    root = pathlib.Path(sys.argv[1])
    files = cpp_files(root)
    used_headers = set()
    for path in files:
        check_file(root, path, used_headers)
    for path in files:
        if path.suffix == ".hpp" and path.parts[:2] == ("core", "src"):
            name = "/".join(path.parts[2:])
            if name not in used_headers:
                report(path, 1, "nobody includes this header")
    for library in sys.argv[2:]:
        check_purity(library)
    for finding in findings:
        print(finding)
    print(f"tidy: {len(files)} files, {len(findings)} findings")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
