#!/usr/bin/env python3
"""Runs `fieldcall eval` as people and scripts do, and whole suites through `fieldcall eval --jsonl`.

Usage: eval_test.py SHARED FIELDCALL      (SHARED: folder of the conformance data, may be absent)
"""

import json
import os
import pathlib
import pty
import subprocess
import sys
import tempfile
import unittest

SHARED, FIELDCALL = pathlib.Path(sys.argv[1]), sys.argv[2]


def evaluate(*arguments, stdin=""):
    return subprocess.run([FIELDCALL, "eval", *map(str, arguments)], input=stdin,
                          capture_output=True, text=True, check=False, encoding="utf-8")


def on_a_terminal(*arguments):
    """What is printed when standard output is a terminal."""
    outer, inner = pty.openpty()
    with subprocess.Popen([FIELDCALL, "eval", *arguments], stdin=subprocess.DEVNULL, stdout=inner,
                          env={**os.environ, "TERM": "dumb"}) as process:
        os.close(inner)
        printed = b""
        try:
            while chunk := os.read(outer, 4096):
                printed += chunk
        except OSError:  # how Linux says that the other end is closed
            pass
        process.wait()
    os.close(outer)
    return printed.decode().replace("\r\n", "\n")


def answers(rows, *arguments):
    """The answers to `rows`, by one process."""
    lines = "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)
    result = evaluate("--jsonl", *arguments, stdin=lines)
    if result.returncode != 0 or result.stderr:
        raise AssertionError(f"status {result.returncode}: {result.stderr}")
    # Not splitlines(): it breaks at U+2028 and others too.
    return [json.loads(line) for line in result.stdout.split("\n")[:-1]]


class Arguments(unittest.TestCase):
    def check(self, result, status, stdout=None, *words):
        self.assertEqual(result.returncode, status, result.stdout + result.stderr)
        if stdout is not None:
            self.assertEqual(result.stdout, stdout)
        for word in words:
            self.assertIn(word, result.stderr)
        self.assertNotIn("Sanitizer", result.stderr)

    def document(self, content):
        file = tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8")
        self.addCleanup(file.close)
        file.write(content)
        file.flush()
        return file.name

    def test_prints_the_result(self):
        text = '{"a": [{"b": 1.50}, {"b": 12345678901234567890}], "c": null, "d": "\u00e9"}'
        self.check(evaluate("a[0].b", stdin=text), 0, "1.50\n")
        self.check(evaluate("a[*].b", self.document(text)), 0, "[1.50,12345678901234567890]\n")
        self.check(evaluate("d", "-", stdin=text), 0, '"\u00e9"\n')
        self.check(evaluate("$.a[*].b", stdin=text), 0, "[1.50,12345678901234567890]\n")
        self.check(evaluate("$.a[1].b", stdin=text), 0, "12345678901234567890\n")

    def test_prints_null_for_nothing(self):
        for expression in ("c", "a.b.c", "$.c", "$.nowhere"):
            self.check(evaluate(expression, stdin='{"c": null}'), 0, "null\n")
        self.check(evaluate("$.nowhere[*]", stdin="{}"), 0, "[]\n")

    def test_prints_paths(self):
        self.check(evaluate("$..b", "--paths", stdin='{"a": [{"b": 1}], "b": "it\'s"}'), 0,
                   '["$[\'b\']","$[\'a\'][0][\'b\']"]\n')
        self.check(evaluate("$.c", "--paths", stdin="{}"), 0, "[]\n")
        self.check(evaluate("a", "--paths", stdin="{}"), 2, "", "JSONPath only")
        self.check(evaluate("$.a", "--paths", "--language", "jmespath", stdin="{}"), 2, "",
                   "JSONPath only")

    def test_language_can_be_forced(self):
        self.check(evaluate("$", "--language", "jmespath", stdin="[1]"), 0, "[1]\n")
        self.check(evaluate("a", "--language", "jsonpath", stdin="{}"), 1, "", "syntax", '"$"')
        self.check(evaluate("a", "--language", "xpath", stdin="{}"), 2, "", "jsonpath")

    def test_an_expression_error_shows_the_place(self):
        self.check(evaluate("a.lenght(b)", stdin='{"a": {}}'), 1, "", "unknown-function", "lenght",
                   "\n  a.lenght(b)\n    ^\n", 'did you mean "length"?')
        self.check(evaluate("$.a[?@.b==", stdin="{}"), 1, "", "syntax",
                   "\n  $.a[?@.b==\n            ^\n")
        self.check(evaluate("\u00e9\u00e9 |", stdin="{}"), 1, "", "syntax")
        self.check(evaluate("'\u00e9' | abs(@)", stdin="{}"), 1, "", "invalid-type",
                   "\n  '\u00e9' | abs(@)\n        ^\n")
        self.check(evaluate("a ||\n  b.c(d)", stdin="{}"), 1, "", "unknown-function",
                   "\n    b.c(d)\n      ^\n")
        long = evaluate("a || " * 100 + "nonsense(1)", stdin="{}")
        self.check(long, 1, "", "...", "nonsense")
        self.assertLess(max(map(len, long.stderr.splitlines())), 120)
        self.check(evaluate("$status", stdin="{}"), 1, "", "undefined-variable")

    def test_what_cannot_be_read_is_two(self):
        self.check(evaluate("a", stdin='{\n"a": }'), 2, "", "standard input is not valid JSON",
                   "line 2, column 6")
        broken = self.document("[1,")
        self.check(evaluate("a", broken), 2, "", broken, "line 1")
        self.check(evaluate("a", "/nowhere.json"), 2, "", "/nowhere.json", "No such file")
        self.check(evaluate("a", stdin=""), 2, "", "standard input")

    def test_wrong_arguments_are_two(self):
        self.check(evaluate(), 2, "", "expression")
        self.check(evaluate("a", "b", "c"), 2, "")
        self.check(evaluate("a", "--jsonl"), 2, "", "standard input")
        self.check(evaluate("--jsonl", "--paths"), 2, "", "--paths")

    def test_is_pretty_on_a_terminal(self):
        file = self.document('{"a":[1,{"b":"\\u009b"}]}')
        self.assertEqual(on_a_terminal("a[0]", file), "1\n")
        self.assertEqual(on_a_terminal("a", file),
                         '[\n  1,\n  {\n    "b": "\\x9b"\n  }\n]\n')
        self.assertEqual(on_a_terminal("a[0]", file, "--json"), "1\n")
        self.assertEqual(on_a_terminal("a[:1]", file, "--json"), "[1]\n")


class Lines(unittest.TestCase):
    def test_a_line_for_each(self):
        self.assertEqual(answers([
            {"expression": "a", "document": {"a": 1}}, {"expression": "$.a", "document": {"a": 1}},
            {"expression": "@", "document": None}, {"expression": "@", "document": "text", "id": 1},
        ]), [{"result": 1}, {"nodes": [1], "paths": ["$['a']"]}, {"result": None},
             {"result": "text"}])

    def test_a_bad_line_does_not_end_it(self):
        good = {"expression": "@", "document": 7}
        for bad, error_class, offset in (
                ("", "invalid-json", 0), ("nonsense", "invalid-json", 0), ('{"a":}', "invalid-json", 5),
                ("[]", "invalid-line", 0), ('{"expression": "a"}', "invalid-line", 0),
                ('{"expression": 1, "document": 1}', "invalid-line", 0),
                ('{"expression": "a.[", "document": 1}', "syntax", 3),
                ('{"expression": "a || to_number()", "document": 1}', "invalid-arity", 5),
                ('{"expression": "`1` / `0`", "document": 1}', "not-a-number", 0)):
            first, error, last = answers([good, bad, good])
            self.assertEqual((first, last), ({"result": 7}, {"result": 7}), bad)
            self.assertEqual(list(error), ["error"], bad)
            self.assertEqual(error["error"]["class"], error_class, bad)
            self.assertEqual(error["error"]["offset"], offset, bad)
            self.assertTrue(error["error"]["message"], bad)

    def test_numbers_keep_their_digits(self):
        numbers = ["1.0", "1e400", "-0", "0.10", "123456789012345678901234567890"]
        lines = "".join(f'{{"expression":"@","document":{number}}}\n' for number in numbers)
        result = evaluate("--jsonl", stdin=lines)
        self.assertEqual(result.stdout, "".join(f'{{"result":{number}}}\n' for number in numbers))

    def test_the_last_line_needs_no_line_feed(self):
        result = evaluate("--jsonl", stdin='{"expression":"@","document":1}')
        self.assertEqual((result.returncode, result.stdout), (0, '{"result":1}\n'))
        self.assertEqual(evaluate("--jsonl", stdin="").stdout, "")

    def test_language_can_be_forced(self):
        row = {"expression": "$", "document": [1]}
        self.assertEqual(answers([row]), [{"nodes": [[1]], "paths": ["$"]}])
        self.assertEqual(answers([row], "--language", "jmespath"), [{"result": [1]}])

    def test_answers_while_the_stream_goes_on(self):
        with subprocess.Popen([FIELDCALL, "eval", "--jsonl"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True) as process:
            for number in range(3):
                process.stdin.write(f'{{"expression":"@","document":{number}}}\n')
                process.stdin.flush()
                self.assertEqual(process.stdout.readline(), f'{{"result":{number}}}\n')
            process.stdin.close()
            self.assertEqual(process.wait(), 0)


def same(left, right):
    """Equal as JSON: 1 is 1.0, but true is not 1."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    return left == right


def jmespath_expectation(case):
    def expectation(answer):
        if case["expect"] == "error":
            return answer.get("error", {}).get("class") == case["error"]
        return "result" in answer and (case["expect"] == "bench-only"
                                       or same(answer["result"], case["result"]))
    return {"expression": case["expression"], "document": case["given"]}, expectation


def is_for_us(case):
    """Two modes of the Community edition exclude each other, and it wins over the older one."""
    return (case.get("profile") != "legacy-literal"
            and ("community" in case["editions"] or not case.get("editions_disagree")))


def jsonpath_expectation(case):
    def expectation(answer):
        if case["expect"] == "invalid":
            return answer.get("error", {}).get("class") == "syntax"
        return any(same(answer.get("nodes"), nodes) and answer.get("paths") == paths
                   for nodes, paths in zip(case["results"], case["result_paths"]))
    return {"expression": case["selector"], "document": case.get("document")}, expectation


def payload_expectations(cases, language):
    for case in cases:
        if "body" not in case["response"]:
            continue
        for want in case["wants"]:
            if language not in want:
                continue
            member, wanted = (("result", want["value"]) if language == "jmespath"
                              else ("nodes", want["jsonpath_nodes"]))
            yield ({"expression": want[language], "document": case["response"]["body"]},
                   lambda answer, member=member, wanted=wanted:
                   member in answer and same(answer[member], wanted))


class Suites(unittest.TestCase):
    """Every case of the conformance suites, one process a suite."""

    def read(self, suite):
        path = SHARED / "conformance" / suite / "cases.json"
        if not path.is_file():
            print(f"left out: {suite}, there is no {path}", file=sys.stderr)
            return None
        return json.loads(path.read_text(encoding="utf-8"))["cases"]

    def run_suite(self, name, language, checks):
        checks = list(checks)
        self.assertTrue(checks)
        found = answers([row for row, _ in checks], "--language", language)
        self.assertEqual(len(found), len(checks))
        failed = [(row["expression"], answer) for (row, expectation), answer in zip(checks, found)
                  if not expectation(answer)]
        print(f"{name:<24} {len(checks) - len(failed)}/{len(checks)}", file=sys.stderr)
        for expression, answer in failed:
            print(f"  failed: {expression}: {answer}", file=sys.stderr)
        self.assertEqual(failed, [])

    def test_suites(self):
        if (cases := self.read("jmespath")) is not None:
            left_out = sum(not is_for_us(case) for case in cases)
            print(f"\njmespath: {left_out} rows of the other literal mode and edition left out",
                  file=sys.stderr)
            self.run_suite("jmespath", "jmespath", map(jmespath_expectation,
                                                       filter(is_for_us, cases)))
        if (cases := self.read("jsonpath-cts")) is not None:
            self.run_suite("jsonpath-cts", "jsonpath", map(jsonpath_expectation, cases))
        if (cases := self.read("api-payloads")) is not None:
            for language in ("jmespath", "jsonpath"):
                self.run_suite(f"api-payloads, {language}", language,
                               payload_expectations(cases, language))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]], verbosity=1)
