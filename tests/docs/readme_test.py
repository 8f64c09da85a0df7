#!/usr/bin/env python3
"""The README shows what is there: each marked block equals its file, a command's output or a
generated table.

Markers stand on the line before a fenced block:
  <!-- file: PATH -->  the block is the file
  <!-- output: COMMAND -->  the block is what the command prints (durations and ids aside)
  <!-- answers: STATUS -->  each curl command of the block is answered with this status
  <!-- generated: COMMAND -->  up to <!-- end -->: what the command prints

Port 8765 stands for the example API, port 8700 for `fieldcall serve` with the options the README
starts it with.

Usage: readme_test.py ROOT FIELDCALL EXAMPLE_API [--write]
"""

import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

MARKED_BLOCK = re.compile(r"(<!-- (file|output): (.+?) -->\n\n?```\w*\n)(.*?)(```\n)", re.DOTALL)
ANSWERED = re.compile(r"<!-- answers: (\d+) -->\n\n?```\w*\n(.*?)```\n", re.DOTALL)
GENERATED = re.compile(r"(<!-- generated: (.+?) -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def normalized(text):
    text = re.sub(r"\d+(\.\d+)? (ms|s)\b", "N \\2", text)
    text = re.sub(r"N s\b", "N ms", text)
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", text)
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z", "TIME", text).strip()


TOKEN = "a-token-of-the-readme-with-more-than-32-characters"


class Server:
    """`fieldcall serve` as the README starts it, for the example API on `port`."""

    def __init__(self, root, fieldcall, port):
        command = re.search(r"^fieldcall (serve .*)$", (root / "README.md").read_text(), re.MULTILINE)
        self.secrets = tempfile.NamedTemporaryFile("w", suffix=".json")
        self.secrets.write((root / "examples/secrets.json").read_text().replace("8765", port))
        self.secrets.flush()
        words = [word.replace("8765", port).replace("examples/secrets.json", self.secrets.name)
                 for word in shlex.split(command.group(1))]
        self.process = subprocess.Popen([fieldcall, *words, "--port", "0"], stdout=subprocess.PIPE,
                                        text=True, env={**os.environ, "FIELDCALL_TOKEN": TOKEN})
        self.port = self.process.stdout.readline().strip().rstrip("/").rsplit(":", 1)[1]

    def end(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
        self.secrets.close()


class Documents:
    def __init__(self, root, fieldcall, base, server):
        self.root, self.fieldcall, self.base, self.server = root, fieldcall, base, server
        self.failures = 0
        self.checked = 0

    def run(self, command):
        port = self.base.rsplit(":", 1)[1]
        words = [word.replace("8765", port).replace("8700", self.server.port)
                 .replace("$FIELDCALL_TOKEN", TOKEN) for word in shlex.split(command)]
        if words[0] == "fieldcall":
            words[0] = self.fieldcall
        body = next((word for word in words if word.startswith("@examples/")), None)
        secrets = self.root / "examples/secrets.json"
        if "examples/secrets.json" in words:
            text = secrets.read_text().replace("8765", port)
            words[words.index("examples/secrets.json")] = "/dev/stdin"
        elif body:
            text = (self.root / body[1:]).read_text().replace("8765", port)
            words[words.index(body)] = "@-"
        else:
            text = ""
        run = subprocess.run(words, cwd=self.root, input=text, capture_output=True, text=True,
                             check=False)
        return (run.stdout + run.stderr).replace(port, "8765").replace(self.server.port, "8700")

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

    def answered(self, match):
        status, commands = match.groups()
        for command in commands.strip().split("\n"):
            self.check(command, status, self.run(command + " -o /dev/null -w '%{http_code}'"))

    def generated(self, match):
        opening, command, shown, closing = match.groups()
        return opening + self.check(command, shown, "\n" + self.run(command).strip() + "\n\n") + closing


def main():
    root, fieldcall, api = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    api_process = subprocess.Popen([api], stdout=subprocess.PIPE, text=True)
    server = None
    try:
        base = api_process.stdout.readline().strip()
        server = Server(root, fieldcall, base.rsplit(":", 1)[1])
        documents = Documents(root, fieldcall, base, server)
        for path in [root / "README.md"]:
            text = path.read_text()
            text = MARKED_BLOCK.sub(documents.block, text)
            text = GENERATED.sub(documents.generated, text)
            for match in ANSWERED.finditer(text):
                documents.answered(match)
            if "--write" in sys.argv:
                path.write_text(text)
    finally:
        if server:
            server.end()
        api_process.terminate()
        api_process.wait()
    if documents.checked == 0:
        documents.failures += 1
        print("no marked block found")
    print(f"{documents.checked - documents.failures} passed, {documents.failures} failed")
    sys.exit(1 if documents.failures and "--write" not in sys.argv else 0)


if __name__ == "__main__":
    main()
