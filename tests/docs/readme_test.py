#!/usr/bin/env python3
"""The README shows what is there: each marked block equals its file, a command's output or a
generated table.

Markers stand on the line before a fenced block:
  <!-- file: PATH -->     the block is the file
  <!-- output: COMMAND --> the block is what the command prints (durations and ids aside)
  <!-- reference -->      up to <!-- end -->: what `fieldcall reference` prints

Usage: readme_test.py ROOT FIELDCALL EXAMPLE_API [--write]
"""

import pathlib
import re
import shlex
import subprocess
import sys

MARKED_BLOCK = re.compile(r"(<!-- (file|output): (.+?) -->\n\n?```\w*\n)(.*?)(```\n)", re.DOTALL)
GENERATED = re.compile(r"(<!-- generated: (.+?) -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def normalized(text):
    text = re.sub(r"\d+(\.\d+)? (ms|s)\b", "N \\2", text)
    text = re.sub(r"N s\b", "N ms", text)
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", text)
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z", "TIME", text).strip()


class Documents:
    def __init__(self, root, fieldcall, base):
        self.root, self.fieldcall, self.base = root, fieldcall, base
        self.failures = 0
        self.checked = 0

    def run(self, command):
        port = self.base.rsplit(":", 1)[1]
        words = [word.replace("8765", port) for word in shlex.split(command)]
        if words[0] == "fieldcall":
            words[0] = self.fieldcall
        secrets = self.root / "examples/secrets.json"
        if "examples/secrets.json" in words:
            text = secrets.read_text().replace("8765", port)
            words[words.index("examples/secrets.json")] = "/dev/stdin"
        else:
            text = ""
        run = subprocess.run(words, cwd=self.root, input=text, capture_output=True, text=True,
                             check=False)
        return (run.stdout + run.stderr).replace(port, "8765")

    def check(self, what, shown, real):
        self.checked += 1
        if normalized(shown) != normalized(real):
            self.failures += 1
            print(f"{what}\n--- README shows\n{shown}\n--- it is\n{real}")
            return real
        return shown

    def block(self, match):
        opening, kind, argument, shown, closing = match.groups()
        real = (self.root / argument).read_text() if kind == "file" else self.run(argument)
        return opening + self.check(argument, shown, real.rstrip("\n") + "\n") + closing

    def generated(self, match):
        opening, command, shown, closing = match.groups()
        return opening + self.check(command, shown, "\n" + self.run(command).strip() + "\n\n") + closing


def main():
    root, fieldcall, api = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    server = subprocess.Popen([api], stdout=subprocess.PIPE, text=True)
    try:
        documents = Documents(root, fieldcall, server.stdout.readline().strip())
        for path in [root / "README.md"]:
            text = path.read_text()
            text = MARKED_BLOCK.sub(documents.block, text)
            text = GENERATED.sub(documents.generated, text)
            if "--write" in sys.argv:
                path.write_text(text)
    finally:
        server.terminate()
        server.wait()
    if documents.checked == 0:
        documents.failures += 1
        print("no marked block found")
    print(f"{documents.checked - documents.failures} passed, {documents.failures} failed")
    sys.exit(1 if documents.failures and "--write" not in sys.argv else 0)


if __name__ == "__main__":
    main()
