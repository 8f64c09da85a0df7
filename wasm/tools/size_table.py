#!/usr/bin/env python3
"""Where the bytes of a WebAssembly module are: one line per layer, and the largest functions.

Usage: size_table.py MODULE.wasm [--top N]     MODULE keeps its names (linked with --profiling-funcs)
"""

import argparse
import collections
import gzip
import pathlib
import re
import subprocess

LAYERS = ["base", "text", "json", "http", "expression", "templating", "mapping", "policy",
          "config", "call", "engine", "wasm"]


class Reader:
    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def number(self):
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                return value

    def take(self, length):
        self.at += length
        return self.data[self.at - length:self.at]

    def text(self):
        return self.take(self.number()).decode()


def sections(data):
    reader = Reader(data, 8)
    while reader.at < len(data):
        kind = reader.take(1)[0]
        yield kind, reader.take(reader.number())


def imported_functions(content):
    reader, count = Reader(content), 0
    for _ in range(reader.number()):
        reader.text(), reader.text()
        kind = reader.take(1)[0]
        if kind == 0:
            reader.number()
            count += 1
        elif kind == 1:
            reader.take(1)
            skip_limits(reader)
        elif kind == 2:
            skip_limits(reader)
        else:
            reader.take(2)
    return count


def skip_limits(reader):
    has_maximum = reader.number() & 1
    reader.number()
    if has_maximum:
        reader.number()


def function_bodies(content):
    reader = Reader(content)
    bodies = []
    for _ in range(reader.number()):
        bodies.append(reader.take(reader.number()))
    return bodies


def function_names(content):
    """The function subsection (1) of the custom section "name"."""
    reader, names = Reader(content), {}
    reader.text()
    while reader.at < len(content):
        kind = reader.take(1)[0]
        part = Reader(reader.take(reader.number()))
        if kind == 1:
            for _ in range(part.number()):
                index = part.number()
                names[index] = part.text()
    return names


def demangled(names):
    tool = subprocess.run(["c++filt"], input="\n".join(names), capture_output=True, text=True,
                          check=True)
    return tool.stdout.split("\n")


def group_of(name):
    """The layer whose code it is; of a library's template, the layer it was made for."""
    plain = name.split("(")[0] if not name.startswith("(") else name
    for text in (plain, name):
        match = re.search(r"fieldcall::(\w+)::", text)
        if match and match.group(1) in LAYERS:
            own = text.startswith("fieldcall::") or " fieldcall::" in text.split("<")[0]
            return match.group(1) if own else f"{match.group(1)} (templates of std)"
    if "nlohmann" in name:
        return "nlohmann"
    if "fieldcall::" in name:
        return "public API"
    if name.startswith(("std::", "__cxx", "operator", "void std::", "bool std::")):
        return "C++ library"
    if "emscripten" in name or name.startswith("embind"):
        return "embind"
    return "C library and other"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("module", type=pathlib.Path)
    parser.add_argument("--top", type=int, default=0)
    options = parser.parse_args()
    data = options.module.read_bytes()
    imports, bodies, names, other = 0, [], {}, collections.Counter()
    data_section = b""
    for kind, content in sections(data):
        if kind == 2:
            imports = imported_functions(content)
        if kind == 10:
            bodies = function_bodies(content)
        elif kind == 11:
            data_section = content
        elif kind == 0 and content[1:5] == b"name":
            names = function_names(content)
        else:
            other["types, imports, tables"] += len(content)
    raw = [names.get(imports + index, "?") for index in range(len(bodies))]
    plain = demangled(raw)
    groups = collections.defaultdict(bytearray)
    for name, body in zip(plain, bodies):
        groups[group_of(name)] += body
    groups["constant data"] += data_section
    rows = [(name, len(body), len(gzip.compress(bytes(body), 9))) for name, body in groups.items()]
    rows += [(name, size, 0) for name, size in other.items()]
    rows.sort(key=lambda row: -row[1])
    print(f"{'part':36} {'bytes':>8} {'gzip':>8}")
    for name, size, packed in rows:
        print(f"{name:36} {size:8} {packed:8}")
    print(f"{'together':36} {sum(row[1] for row in rows):8} {sum(row[2] for row in rows):8}")
    largest = sorted(zip(bodies, plain), key=lambda pair: -len(pair[0]))[:options.top]
    for body, name in largest:
        print(f"{len(body):8} {name[:150]}")


if __name__ == "__main__":
    main()
