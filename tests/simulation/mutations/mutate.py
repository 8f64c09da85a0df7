#!/usr/bin/env python3
"""Applies each deliberate bug of table.txt in a scratch copy and expects the simulation to notice.

Usage: mutate.py PROJECT_ROOT SCRATCH_FOLDER [NAME...]

Builds fieldcall_simulate without sanitizers, runs seeds and numbers, and prints caught, survived or
unusable (does not apply or compile) for each. Ends with 1 if the unchanged code is not green, a bug
survives that survivors.txt does not explain, or one cannot be used.
"""

import pathlib
import resource
import shutil
import subprocess
import sys

# What notices most comes first.
RUNS = (("--seeds", "1..300"), ("--numbers", "0.1"), ("--seeds", "301..4000"),
        ("--seeds", "1..10", "--days", "31"))
# A bug may make a world go on for ever. Of the processor: other work must not make bugs look caught.
RUN_SECONDS_MAX = 120


class Mutation:
    def __init__(self, block):
        lines = [line for line in block.splitlines() if line]
        self.name, self.breaks = lines[0].split(": ", 1)
        self.path = lines[1]
        self.old = "\n".join(line[2:] for line in lines[2:] if line.startswith("- "))
        self.new = "\n".join(line[2:] for line in lines[2:] if line.startswith("+ "))


def read_table(path):
    text = "\n".join(line for line in path.read_text().splitlines() if not line.startswith("#"))
    return [Mutation(block) for block in text.split("\n\n") if block.strip()]


def read_survivors(path):
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return dict(line.split(": ", 1) for line in lines)


def build(folder):
    command = ["cmake", "--build", str(folder / "build"), "--target", "fieldcall_simulate"]
    return subprocess.run(command, capture_output=True, text=True).returncode == 0


def limit_time():
    resource.setrlimit(resource.RLIMIT_CPU, (RUN_SECONDS_MAX, RUN_SECONDS_MAX + 5))


def is_green(folder):
    program = folder / "build/tests/simulation/fieldcall_simulate"
    return all(subprocess.run([program, *arguments], capture_output=True,
                              preexec_fn=limit_time).returncode == 0 for arguments in RUNS)


def prepare(root, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("core", "tests", "wasm/src"):  # tests/parity builds a file of it
        shutil.rmtree(folder / part, ignore_errors=True)
        # With the time of now: what an older tree left in the folder is built anew.
        shutil.copytree(root / part, folder / part, copy_function=shutil.copy)
    shutil.copy(root / "CMakeLists.txt", folder)
    options = ["-DCMAKE_BUILD_TYPE=None", "-DCMAKE_CXX_FLAGS=-O1 -g0", "-DFIELDCALL_INSTALL=OFF",
               "-DFIELDCALL_BUILD_NATIVE=OFF", "-DFIELDCALL_BUILD_CLI=OFF"]
    if shutil.which("ccache"):
        options.append("-DCMAKE_CXX_COMPILER_LAUNCHER=ccache")
    subprocess.run(["cmake", "-G", "Ninja", "-S", folder, "-B", folder / "build", *options],
                   check=True, stdout=subprocess.DEVNULL)


def result_of(mutation, folder):
    path = folder / mutation.path
    text = path.read_text()
    if text.count(mutation.old) != 1:
        return "unusable"
    try:
        path.write_text(text.replace(mutation.old, mutation.new))
        if not build(folder):
            return "unusable"
        return "survived" if is_green(folder) else "caught"
    finally:
        path.write_text(text)


def main():
    root, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    here = root / "tests/simulation/mutations"
    survivors = read_survivors(here / "survivors.txt")
    mutations = [m for m in read_table(here / "table.txt") if not sys.argv[3:] or m.name in sys.argv[3:]]
    prepare(root, folder)
    if not build(folder) or not is_green(folder):
        sys.exit("the unchanged code is not green")
    counts = {"caught": 0, "survived": 0, "unusable": 0}
    is_good = True
    for mutation in mutations:
        result = result_of(mutation, folder)
        counts[result] += 1
        reason = survivors.get(mutation.name) if result == "survived" else None
        is_good = is_good and (result == "caught" or reason is not None)
        print(f"{result:8}  {mutation.name}: {mutation.breaks}", flush=True)
        if reason:
            print(f"          {reason}", flush=True)
    print(", ".join(f"{count} {name}" for name, count in counts.items()))
    sys.exit(0 if is_good else 1)


if __name__ == "__main__":
    main()
