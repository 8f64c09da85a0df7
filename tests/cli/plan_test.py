#!/usr/bin/env python3
"""Runs `fieldcall plan` and `fieldcall inventory` as people and scripts do.

Usage: plan_test.py ROOT FIELDCALL
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT, FIELDCALL = pathlib.Path(sys.argv[1]), sys.argv[2]
FORM = ROOT / "examples/forms/company_onboarding.json"
BEFORE, AFTER = ROOT / "examples/forms/before.json", ROOT / "examples/forms/after.json"


def run(*arguments, stdin=""):
    return subprocess.run([FIELDCALL, *map(str, arguments)], input=stdin, capture_output=True,
                          text=True, check=False, encoding="utf-8")


class Commands(unittest.TestCase):
    def file(self, content):
        handle, path = tempfile.mkstemp(suffix=".json")
        self.addCleanup(os.unlink, path)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content if isinstance(content, str) else json.dumps(content))
        return path

    def refused(self, result, *words):
        self.assertEqual(result.returncode, 2, result.stdout + result.stderr)
        for word in words:
            self.assertIn(word, result.stderr)
        self.assertNotIn("Sanitizer", result.stderr)

    def planned(self, *arguments):
        result = run("plan", FORM, "--json", *arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        plan = json.loads(result.stdout)
        return plan, [[field["field"] for field in wave] for wave in plan["waves"]]


class Plan(Commands):
    def test_waves(self):
        plan, waves = self.planned("--event", "on_update", "--before", BEFORE, "--after", AFTER)
        self.assertEqual(waves, [["company_record"], ["credit_check"]])
        self.assertEqual(plan["waves"][1][0]["missing"], ["data.turnover"])
        self.assertEqual(self.planned("--event", "on_create", "--data", AFTER)[1],
                         [["company_record"], ["sanctions"]])
        self.assertEqual(self.planned("--event", "scheduled", "--field", "sanctions")[1],
                         [["sanctions"]])

    def test_a_chain(self):
        after = json.loads(AFTER.read_text())
        after["company"]["name"] = "Example NV"
        plan, waves = self.planned("--event", "on_update", "--before", AFTER, "--after",
                                   self.file(after), "--written-by", "company_record",
                                   "--planned", "credit_check", "--chain-depth", "1")
        self.assertEqual(waves, [["sanctions"]])
        self.assertEqual(plan["chain_depth"], 2)
        self.assertEqual([row["reason"] for row in plan["skipped"]], ["already_planned"])

    def test_text(self):
        result = run("plan", FORM, "--event", "on_update", "--before", AFTER, "--after", AFTER)
        self.assertEqual((result.returncode, result.stdout), (0, "nothing runs\n"))
        result = run("plan", FORM, "--event", "manual", "--field", "sanctions", "--field",
                     "credit_check", "--data", AFTER)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("a person named it", result.stdout)
        self.assertIn('"sanctions" starts on on_create, on_update, scheduled, not on manual',
                      result.stdout)

    def test_unknown_fields_are_a_mistake(self):
        result = run("plan", FORM, "--event", "manual", "--field", "credit_chek")
        self.assertEqual(result.returncode, 2)
        self.assertIn('did you mean "credit_check"?', result.stdout)

    def test_what_is_wrong_is_said(self):
        self.refused(run("plan", FORM, "--event", "later"), "--event wants", '"later"')
        self.refused(run("plan", FORM), "--event")
        self.refused(run("plan", FORM, "--event", "on_update", "--after", AFTER), "--before")
        self.refused(run("plan", FORM, "--event", "manual"), "--field")
        self.refused(run("plan", FORM, "--event", "on_create", "--data", "nowhere.json"),
                     "nowhere.json")
        self.refused(run("plan", FORM, "--event", "on_create", "--data", self.file("[]")),
                     "not an object")
        self.refused(run("plan", self.file("{"), "--event", "on_create"), "not JSON")
        self.refused(run("plan", FORM, "--event", "on_update", "--before", BEFORE, "--after",
                         AFTER, "--chain-depth", "-1"), "--chain-depth")

    def test_a_cycle_is_named(self):
        def field(key, reads, writes):
            return {"key": key, "name": key,
                    "api_config": {"url": f"https://a.example.com/{{data.{reads}}}",
                                   "method": "GET", "response_mapping": {writes: "x"}}}
        form = self.file([field("a", "x", "y"), field("b", "y.z", "x")])
        self.refused(run("plan", form, "--event", "on_create"), "a -> b -> a",
                     "dependency_cycle", '"a" writes "y" and "b" reads "y.z"')


class Inventory(Commands):
    def test_json_lists_every_origin(self):
        result = run("inventory", FORM, ROOT / "examples/credit_score.json", "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        inventory = json.loads(result.stdout)
        self.assertEqual([row["origin"] for row in inventory["origins"]],
                         ["https://credit.example.com", "https://lists.example.com",
                          "{env.api_base}"])
        self.assertEqual(inventory["origins"][2]["fields"], ["company_record", "credit_score"])
        self.assertEqual(inventory["origins"][2]["secrets"],
                         ["company_api_key", "credit_api_token"])

    def test_text(self):
        result = run("inventory", FORM)
        self.assertEqual(result.returncode, 0, result.stderr)
        for words in ("POST https://credit.example.com, auth bearer", "turnover (body)",
                      "0 6 * * 1-5, Europe/Brussels", "for 86400 s"):
            self.assertIn(words, result.stdout)

    def test_what_is_wrong_is_said(self):
        self.refused(run("inventory"), "FORM")
        self.refused(run("inventory", "nowhere.json"), "nowhere.json")
        self.refused(run("inventory", self.file({"key": "a"})), "missing_key")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
