#!/usr/bin/env python3
"""Runs the command line as a person and as a script would.

Usage: cli_test.py ROOT FIELDCALL EXAMPLE_API
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT, FIELDCALL, EXAMPLE_API = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
LOCAL = ["--allow-http", "--allow-private-networks"]


def run(*arguments, stdin="", env=None):
    return subprocess.run([FIELDCALL, *map(str, arguments)], input=stdin, capture_output=True,
                          text=True, check=False, env={**os.environ, **(env or {})})


class CommandLine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = subprocess.Popen([EXAMPLE_API], stdout=subprocess.PIPE, text=True)
        cls.base = cls.server.stdout.readline().strip()
        cls.port = cls.base.rsplit(":", 1)[1]
        cls.scratch = tempfile.TemporaryDirectory()

    @classmethod
    def tearDownClass(cls):
        cls.server.terminate()
        cls.server.wait()
        cls.server.stdout.close()
        cls.scratch.cleanup()

    def file(self, content):
        handle, path = tempfile.mkstemp(dir=self.scratch.name, suffix=".json")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content if isinstance(content, str) else json.dumps(content))
        return path

    def field(self, path="/chaos/echo", **changes):
        api_config = {"url": "{env.api_base}" + path, "method": "GET",
                      "response_mapping": {"answer": "headers.Accept"}}
        api_config.update(changes.pop("api_config", {}))
        return self.file({"key": "answer", "name": "Answer", "retry": 0, "api_config": api_config,
                          **changes})

    def call(self, field, *arguments, **options):
        return run("run", field, "--json", *LOCAL, "--allow-port", self.port, "--input",
                   f"env.api_base={self.base}", *arguments, **options)

    def assert_one_clear_error(self, result, status, *words):
        self.assertEqual(result.returncode, status, result.stdout + result.stderr)
        self.assertTrue(result.stderr.strip(), "nothing was said")
        for word in words:
            self.assertIn(word, result.stderr)
        for noise in ("terminate", "what():", "Sanitizer", "#0 ", "core dumped"):
            self.assertNotIn(noise, result.stderr)

    # ---- what goes right ----

    def test_examples_are_valid(self):
        examples = [path for path in sorted((ROOT / "examples").glob("*.json"))
                    if path.name not in ("case.json", "secrets.json")]
        self.assertEqual(len(examples), 6)
        result = run("validate", "--json", *examples)
        self.assertEqual(result.returncode, 0, result.stdout)
        lines = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual([line["valid"] for line in lines], [True] * 6)
        self.assertEqual([line["diagnostics"] for line in lines], [[]] * 6)

    def test_events_and_metrics_of_a_call(self):
        metrics = pathlib.Path(self.scratch.name) / "metrics.prom"
        result = self.call(self.field(), "--events", "--metrics", metrics, "--tenant", "acme")
        self.assertEqual(result.returncode, 0, result.stderr)
        events = [json.loads(line) for line in result.stderr.splitlines()]
        self.assertEqual([event["event"] for event in events],
                         ["call_started", "attempt_started", "attempt_finished", "call_finished"])
        self.assertEqual(events[2]["status"], 200)
        self.assertEqual(events[3]["outcome"], "ok")
        self.assertEqual(events[3]["tenant"], "acme")
        text = metrics.read_text()
        self.assertIn('fieldcall_calls_total{fieldcall_outcome="ok",fieldcall_source="network",'
                      f'server_address="127.0.0.1",server_port="{self.port}"}} 1', text)
        self.assertIn("# TYPE http_client_request_duration_seconds histogram", text)
        self.assertNotIn("acme", text)
        printed = self.call(self.field(), "--metrics", "-").stdout
        self.assertIn("fieldcall_call_active 0\n", printed)

    def test_metrics_that_cannot_be_written(self):
        result = self.call(self.field(), "--metrics", "/nonexistent/metrics.prom")
        self.assert_one_clear_error(result, 2, "/nonexistent/metrics.prom")
        self.assertEqual(json.loads(result.stdout)["status"], "ok")

    def test_run_prints_the_outcome(self):
        result = self.call(self.field())
        self.assertEqual(result.returncode, 0, result.stderr)
        outcome = json.loads(result.stdout)
        self.assertEqual(outcome["status"], "ok")
        self.assertEqual(outcome["updates"], {"answer": "application/json"})
        self.assertEqual(outcome["value"], "application/json")

    def test_run_retries_after_a_503(self):
        result = self.call(self.field("/flaky/cli_test/503/1/1/chaos/echo", retry=2))
        outcome = json.loads(result.stdout)
        self.assertEqual(outcome["status"], "ok")
        attempts = outcome["metadata"]["attempts"]
        self.assertEqual([attempt["result"] for attempt in attempts], ["server_error", "ok"])
        self.assertGreaterEqual(attempts[0]["wait_ms"], 1000)

    def test_configuration_comes_from_standard_input(self):
        text = pathlib.Path(self.field()).read_text(encoding="utf-8")
        result = run("validate", "-", stdin=text)
        self.assertEqual(result.returncode, 0, result.stdout)

    def test_a_form_needs_the_field_to_be_named(self):
        one = json.loads(pathlib.Path(self.field()).read_text(encoding="utf-8"))
        form = self.file({"fields": [one, {**one, "key": "other"}]})
        self.assert_one_clear_error(self.call(form), 2, "--field", "answer, other")
        self.assertEqual(self.call(form, "--field", "other").returncode, 0)
        self.assert_one_clear_error(self.call(form, "--field", "third"), 2, 'no field "third"')

    def test_previous_outcome_protects_what_a_person_wrote(self):
        field = self.field()
        first = self.call(field).stdout
        case = self.file({"answer": "typed by a person"})
        outcome = json.loads(self.call(field, "--data", case, "--previous", self.file(first)).stdout)
        self.assertEqual(outcome["report"][0]["status"], "kept_manual")
        self.assertEqual(outcome["updates"], {})

    def test_secrets_come_from_a_file_or_the_environment(self):
        field = self.field(api_config={"headers": {"X-Key": "{secret.api_token}"},
                                       "response_mapping": {"seen": "headers.\"X-Key\""}})
        secrets = self.file({"api_token": {"value": "value-from-file", "origins": [self.base]}})
        outcome = json.loads(self.call(field, "--secrets", secrets).stdout)
        self.assertEqual(outcome["status"], "ok")
        self.assertNotIn("value-from-file", json.dumps(outcome))
        self.assertIn("secret_echoed", json.dumps(outcome["notes"]))
        outcome = json.loads(self.call(field, "--secret-env", "CLI_TEST",
                                       env={"CLI_TEST_API_TOKEN": "value-from-env"}).stdout)
        self.assertEqual(outcome["status"], "ok")
        self.assertNotIn("value-from-env", json.dumps(outcome))

    def test_render_masks_secrets_and_sends_nothing(self):
        field = self.field(api_config={"headers": {"X-Key": "{secret.api_token}"}})
        secrets = self.file({"api_token": "value-of-the-token"})
        result = run("render", field, "--json", "--secrets", secrets, "--input",
                     "env.api_base=https://api.example.com")
        self.assertEqual(result.returncode, 0, result.stderr)
        preview = json.loads(result.stdout)
        self.assertEqual(preview["status"], "ready")
        self.assertNotIn("value-of-the-token", result.stdout)
        self.assertIn("\u2039secret:api_token\u203a", result.stdout)

    def test_map_shows_what_becomes_of_an_answer(self):
        field = self.field(api_config={"response_mapping": {
            "answer": {"path": "result.score", "type": "integer"}}})
        answer = self.file({"result": {"score": "720", "model": "m2"}})
        result = run("map", field, answer, "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        shown = json.loads(result.stdout)
        self.assertEqual(shown["outcome"]["updates"], {"answer": 720})
        self.assertEqual(shown["unmapped"], ["result.model"])
        text = run("map", field, answer).stdout
        self.assertIn('answer  <-  result.score  "720"  converted: 720', text)
        self.assertIn("in the answer and not mapped\n  result.model\n", text)

    def test_map_reads_answers_in_every_form(self):
        field = self.field(retry=1)
        result = run("map", field, "-", stdin="HTTP/1.1 503 Busy\r\nRetry-After: 0\r\n\r\n")
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("server_error", result.stdout)
        self.assertIn("retried after 0 ms, 1 time at most", result.stdout)
        result = run("map", field, "-", stdin='{"status": 503, "headers": {"Retry-After": "90"}}')
        self.assertIn("asks to come back in 90.0 s", result.stdout)
        result = run("map", field, "-", stdin='{"status": 99}')
        self.assert_one_clear_error(result, 2, "from 100 to 599",
                                    "/status")

    def simulate(self, script, *arguments, **changes):
        return run("simulate", self.field(**changes), "--script", self.file(script), "--input",
                   "env.api_base=https://api.example.com", "--start", "2026-01-15T12:00:00Z",
                   *arguments)

    def test_simulate_shows_the_timeline(self):
        script = [{"status": 503, "headers": {"Retry-After": "2"}},
                  {"status": 200, "body": {"headers": {"Accept": "x"}}}]
        result = self.simulate(script, "--json", retry=1)
        self.assertEqual(result.returncode, 0, result.stderr)
        simulation = json.loads(result.stdout)
        self.assertEqual(simulation["outcome"]["updates"], {"answer": "x"})
        self.assertEqual(simulation["outcome"]["metadata"]["started_at"], "2026-01-15T12:00:00.000Z")
        self.assertEqual(result.stdout, self.simulate(script, "--json", retry=1).stdout)
        text = self.simulate(script, retry=1).stdout
        self.assertIn("0.000  request sent        attempt 1, GET https://api.example.com/chaos/echo",
                      text)
        self.assertIn("0.100  attempt finished    attempt 1, 503, server_error", text)
        self.assertIn('updates: {"answer":"x"}', text)
        several = self.simulate({"answers": script, "repeat": 2}, retry=0)
        self.assertIn("run 2\n", several.stdout)

    def test_simulate_says_how_it_ended(self):
        self.assertEqual(self.simulate([{"status": 404}]).returncode, 1)
        result = self.simulate([{"status": 503}], retry=1)
        self.assert_one_clear_error(result, 2, "request number 2 of run 1 has no answer", "times")
        self.assertIn("attempt 1, 503", result.stdout)
        self.assert_one_clear_error(self.simulate([{"fault": "dsn"}]), 2, "/0/fault", '"dns"')
        self.assert_one_clear_error(self.simulate("[1,"), 2, "line 1, column 4")
        self.assert_one_clear_error(self.simulate([], "--start", "noon"), 2, "--start")
        missing = self.simulate([], api_config={"params": {"a": "{data.a}"}})
        self.assertEqual(missing.returncode, 3, missing.stderr)
        self.assertIn("waiting for data.a", missing.stdout)
        self.assertIn("1 answer of the script met no request",
                      self.simulate([{"status": 200}, {"status": 200}]).stdout)

    def test_examples_pass(self):
        examples = [path for path in sorted((ROOT / "examples").glob("*.json"))
                    if path.name not in ("case.json", "secrets.json")]
        result = run("test", *examples)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        for line in run("test", "--json", *examples).stdout.splitlines():
            self.assertGreaterEqual(json.loads(line)["passed"], 1, line)

    def test_an_example_that_fails_says_where(self):
        inputs = {"roots": {"env": {"api_base": "https://api.example.com"}}}
        field = self.field(examples=[
            {"name": "wrong", "inputs": inputs, "script": [{"status": 204}],
             "expect": {"status": "ok", "attempts": 1}},
            {"name": "too short", "inputs": inputs, "script": [], "expect": {"status": "ok"}}])
        result = run("test", field)
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn('FAILED  wrong\n    /status: expected "ok", found "empty"\n', result.stdout)
        self.assertIn("request number 1 of run 1 has no answer", result.stdout)
        self.assertTrue(result.stdout.endswith("0 passed, 2 failed\n"))
        self.assert_one_clear_error(run("test", self.field(examples=[{"name": "n"}])), 2,
                                    "missing_key")

    def test_schema_is_json_schema(self):
        schema = json.loads(run("schema").stdout)
        self.assertEqual(schema["$schema"], "http://json-schema.org/draft-07/schema#")

    def test_no_colour_without_a_terminal(self):
        result = run("run", self.field(), *LOCAL, "--allow-port", self.port, "--input",
                     f"env.api_base={self.base}")
        self.assertNotIn("\x1b", result.stdout + result.stderr)
        self.assertTrue(result.stdout.startswith("ok  Answer (answer)"))

    # ---- what goes wrong ----

    def test_missing_input_is_three(self):
        field = self.field("/iban/v1/{data.iban}")
        result = self.call(field)
        self.assertEqual(result.returncode, 3)
        self.assertEqual(json.loads(result.stdout)["missing"], ["data.iban"])
        self.assertEqual(run("render", field, "--input", "env.api_base=https://a.example").returncode,
                         3)

    def test_failed_call_is_one(self):
        result = self.call(self.field("/chaos/status/404"))
        self.assertEqual(result.returncode, 1)
        self.assertEqual(json.loads(result.stdout)["error"]["code"], "not_found")

    def test_unknown_secret_is_one(self):
        result = self.call(self.field(api_config={"headers": {"X-Key": "{secret.nobody_has}"}}))
        self.assertEqual(result.returncode, 1)
        error = json.loads(result.stdout)["error"]
        self.assertEqual(error["code"], "secret_not_found")
        self.assertIn("nobody_has", error["technical"])

    def test_hostile_urls_at_run_time_are_one(self):
        for base, code in [("http://169.254.169.254", "egress_denied"),
                           ("https://user:pass@example.com", "invalid_url"),
                           ("https://example.com\\@127.0.0.1", "invalid_url"),
                           ("https://0x7f.1", "invalid_url"),
                           ("file:///etc/passwd", "invalid_url"),
                           ("https://[::ffff:127.0.0.1]", "egress_denied"),
                           ("http://example.com", "egress_denied"),
                           ("https://example.com:22", "egress_denied"),
                           ("https://localhost", "egress_denied"),
                           ("https://a\r\nb", "invalid_url")]:
            with self.subTest(base=base):
                result = run("run", self.field(), "--json", "--input", f"env.api_base={base}")
                self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
                self.assertEqual(json.loads(result.stdout)["error"]["code"], code, result.stdout)

    def test_unreadable_files_are_two(self):
        field = self.field()
        self.assert_one_clear_error(run("run", "/nowhere/field.json"), 2, "/nowhere/field.json",
                                    "No such file")
        self.assert_one_clear_error(run("run", "/tmp"), 2, "it is a directory")
        self.assert_one_clear_error(run("validate", "/nowhere.json"), 2, "/nowhere.json")
        for option in ("--data", "--secrets", "--previous"):
            self.assert_one_clear_error(self.call(field, option, "/nowhere.json"), 2,
                                        "/nowhere.json")

    def test_invalid_json_is_two_and_says_where(self):
        broken = self.file('{\n  "key": "a",\n  "name" "b"\n}')
        self.assert_one_clear_error(run("run", broken), 2, f"{broken}:3:10")
        field = self.field()
        for option in ("--data", "--secrets", "--previous"):
            result = self.call(field, option, self.file('{\n"a": }'))
            self.assert_one_clear_error(result, 2, "line 2, column 6")

    def test_wrong_types_are_two(self):
        result = run("run", self.field(retry="three"))
        self.assert_one_clear_error(result, 2, "/retry", "wrong_type")
        result = run("run", self.field(timeout=50))
        self.assert_one_clear_error(result, 2, "/timeout", "out_of_range", "100")
        self.assert_one_clear_error(self.call(self.field(), "--data", self.file("[1]")), 2,
                                    "JSON object")
        bare_host = {"api_token": {"value": "x", "origins": ["api.example.com"]}}
        self.assert_one_clear_error(self.call(self.field(), "--secrets", self.file(bare_host)), 2,
                                    "is not an origin", "fix: ", "https://api.example.com")
        secrets = self.file({"api_token": {"value": 7}})
        self.assert_one_clear_error(self.call(self.field(), "--secrets", secrets), 2, "api_token")

    def test_wrong_arguments_are_two(self):
        self.assertEqual(run().returncode, 2)
        self.assertEqual(run("runn").returncode, 2)
        self.assertEqual(run("run").returncode, 2)
        field = self.field()
        self.assert_one_clear_error(self.call(field, "--input", "nonsense"), 2, "root.name=value")
        self.assert_one_clear_error(self.call(field, "--input", "data.x=1"), 2, '"data"')
        self.assert_one_clear_error(self.call(field, "--trigger", "sometimes"), 2, "on_create")
        self.assertEqual(self.call(field, "--allow-port", "99999").returncode, 2)

    def test_hostile_answers_cannot_steer_the_terminal(self):
        field = self.field("/chaos/status/404", api_config={
            "error_message": "'\\u001b[2J'", "response_mapping": {"a": "b"}})
        result = run("run", field, *LOCAL, "--allow-port", self.port, "--input",
                     f"env.api_base={self.base}")
        self.assertNotIn("\x1b", result.stdout)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]], verbosity=1)
