#!/usr/bin/env python3
"""fieldcall next-run, and what validate says about time zones.

Usage: next_run_test.py FIELDCALL
"""

import json
import subprocess
import sys
import unittest

FIELDCALL = sys.argv[1]


def field(cron="30 2 * * *", timezone="Europe/Brussels", key="rate"):
    return {"key": key, "name": "Rate", "trigger": "scheduled",
            "schedule": {"cron": cron, "timezone": timezone},
            "api_config": {"url": "https://api.example.com/rate", "method": "GET",
                           "response_mapping": {"rate": "rate"}}}


def run(configuration, *arguments, command="next-run"):
    return subprocess.run([FIELDCALL, command, "-", *map(str, arguments)],
                          input=json.dumps(configuration), capture_output=True, text=True, check=False)


class NextRun(unittest.TestCase):
    def assert_refused(self, result, *words):
        self.assertEqual(result.returncode, 2, result.stdout + result.stderr)
        for word in words:
            self.assertIn(word, result.stderr)

    def test_json_has_both_times(self):
        result = run(field(), "--after", "2026-03-28T00:00:00Z", "--count", 3, "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        answer = json.loads(result.stdout)
        self.assertEqual([run["at"] for run in answer["runs"]],
                         ["2026-03-28T01:30:00.000Z", "2026-03-29T01:00:00.000Z",
                          "2026-03-30T00:30:00.000Z"])
        self.assertEqual([run["local"] for run in answer["runs"]],
                         ["2026-03-28T02:30:00+01:00", "2026-03-29T03:00:00+02:00",
                          "2026-03-30T02:30:00+02:00"])
        self.assertEqual(answer["field"], "rate")
        self.assertEqual(answer["after"], "2026-03-28T00:00:00.000Z")
        self.assertIn(answer["spread_ms"], range(60000))

    def test_after_is_any_rfc_3339_time(self):
        texts = ["2026-03-29T01:00:00Z", "2026-03-29T03:00:00+02:00", "2026-03-28T18:30:00.5-06:30",
                 "2026-03-29t01:00z"]
        for text in texts:
            answer = json.loads(run(field(), "--after", text, "--json").stdout)
            self.assertEqual(answer["runs"][0]["at"], "2026-03-30T00:30:00.000Z", text)
        for text in ["tomorrow", "2026-02-29T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01",
                     "2026-01-01T00:00:00", "2026-01-01T00:60:00Z", "2026-13-01T00:00:00Z"]:
            self.assert_refused(run(field(), "--after", text), text, "2026-03-29T00:00:00Z")

    def test_without_after_it_is_now(self):
        answer = json.loads(run(field("* * * * *"), "--json").stdout)
        self.assertLess(answer["after"], answer["runs"][0]["at"])
        self.assertGreater(answer["after"], "2026-01-01")

    def test_text(self):
        lines = run(field(), "--after", "2026-03-28T00:00:00Z").stdout.splitlines()
        self.assertEqual(lines[0], "rate: 30 2 * * * in Europe/Brussels")
        self.assertEqual(lines[1], "  2026-03-28T01:30:00.000Z  2026-03-28T02:30:00+01:00")
        self.assertRegex(lines[2], r"^spread: start \d+ ms later$")

    def test_spread_depends_on_tenant_and_case(self):
        spreads = {json.loads(run(field(), "--json", *options).stdout)["spread_ms"]
                   for options in [[], ["--tenant", "a"], ["--case-id", "a"]]}
        self.assertEqual(len(spreads), 3)

    def test_bad_arguments_are_two(self):
        self.assert_refused(run(field(), "--count", 0), "1 to 1000")
        self.assert_refused(run(field(), "--count", 1001), "1 to 1000")
        self.assert_refused(run([field(), field(key="other")]), "--field")
        unscheduled = field()
        del unscheduled["schedule"], unscheduled["trigger"]
        self.assert_refused(run(unscheduled), 'field "rate" has no schedule', '"schedule"')
        self.assert_refused(run(field("60 * * * *")), "60 is no minute")
        self.assert_refused(run(field(timezone="Europe/Brussel")), "Europe/Brussel")

    def test_validate_knows_the_systems_zones(self):
        self.assertEqual(run(field(), command="validate").returncode, 0)
        result = run(field(timezone="europe/brussels"), "--json", command="validate")
        self.assertEqual(result.returncode, 2)
        problem = json.loads(result.stdout)["diagnostics"][0]
        self.assertEqual((problem["code"], problem["pointer"], problem["fix"]),
                         ("unknown_timezone", "/schedule/timezone",
                          'did you mean "Europe/Brussels"?'))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
