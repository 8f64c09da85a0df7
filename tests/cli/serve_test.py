#!/usr/bin/env python3
"""Runs `fieldcall serve` as its users do: what it prints, what it does not start with, how it ends.

Usage: serve_test.py ROOT FIELDCALL
"""

import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request

ROOT, FIELDCALL = pathlib.Path(sys.argv[1]), sys.argv[2]
OWN_TOKEN = "an-own-token-of-more-than-32-characters"


class Server:
    def __init__(self, *arguments, token=None):
        environment = {**os.environ, **({"FIELDCALL_TOKEN": token} if token else {})}
        self.process = subprocess.Popen([FIELDCALL, "serve", "--port", "0", *map(str, arguments)],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        env=environment)
        self.address = self.process.stdout.readline().strip()
        self.origin, _, fragment = self.address.partition("/#token=")
        self.origin = self.origin.rstrip("/")
        self.token = fragment or token

    def post(self, path, body):
        request = urllib.request.Request(
            self.origin + path, data=json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request) as reply:
            return json.load(reply)

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        rest, problems = self.process.communicate()
        return self.process.returncode, rest, problems


class Serve(unittest.TestCase):
    def refused(self, *arguments, env=None):
        result = subprocess.run([FIELDCALL, "serve", *map(str, arguments)], capture_output=True,
                                text=True, check=False, env={**os.environ, **(env or {})})
        self.assertEqual(result.returncode, 2, result.stdout + result.stderr)
        self.assertEqual(result.stdout, "")
        return result.stderr

    def test_prints_its_address_and_ends_when_told(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            server = Server()
            self.assertRegex(server.address, r"^http://127\.0\.0\.1:\d+/#token=[0-9a-f]{64}$")
            with urllib.request.urlopen(server.origin + "/healthz") as reply:
                self.assertEqual(json.load(reply), {"status": "ok"})
            self.assertEqual(server.end(number), (0, "", ""))

    def test_a_second_signal_ends_it_at_once(self):
        with socket.socket() as silent:  # accepts and says nothing
            silent.bind(("127.0.0.1", 0))
            silent.listen()
            port = silent.getsockname()[1]
            server = Server("--allow-http", "--allow-private-networks", "--allow-port", port,
                            "--grace", "600")
            body = json.dumps({"config": {"key": "a", "name": "A", "api_config": {
                "url": f"http://127.0.0.1:{port}/", "method": "GET",
                "response_mapping": {"a": "a"}}}})
            host = server.origin.removeprefix("http://")
            with socket.create_connection(host.split(":")) as client:
                client.sendall((f"POST /v1/run HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer "
                                f"{server.token}\r\nContent-Type: application/json\r\n"
                                f"Content-Length: {len(body)}\r\n\r\n{body}").encode())
                upstream, _ = silent.accept()
                server.process.send_signal(signal.SIGTERM)
                while server.process.poll() is None:
                    server.process.send_signal(signal.SIGTERM)
                upstream.close()
            self.assertEqual(server.end()[0], -signal.SIGTERM)

    def test_an_own_token_is_not_printed(self):
        server = Server(token=OWN_TOKEN)
        self.assertRegex(server.address, r"^http://127\.0\.0\.1:\d+/$")
        field = json.loads((ROOT / "examples/iban.json").read_text(encoding="utf-8"))
        self.assertTrue(server.post("/v1/validate", {"config": field})["valid"])
        self.assertEqual(server.end(), (0, "", ""))

    def test_demo_runs_every_example_with_its_secrets(self):
        server = Server("--demo")
        api = server.process.stdout.readline().strip().removeprefix("example API: ")
        case = json.loads((ROOT / "examples/case.json").read_text(encoding="utf-8"))
        ran = 0
        for path in sorted((ROOT / "examples").glob("*.json")):
            field = json.loads(path.read_text(encoding="utf-8"))
            if "api_config" not in field:
                continue
            outcome = server.post("/v1/run", {"config": field, "inputs": {
                "data": case, "roots": {"env": {"api_base": api}}}})
            self.assertEqual(outcome["status"], "ok", outcome)
            ran += 1
        self.assertEqual(ran, 6)
        self.assertEqual(server.end()[0], 0)

    def test_secrets_are_read_anew(self):
        with tempfile.TemporaryDirectory() as folder:
            secrets = pathlib.Path(folder) / "secrets.json"
            secrets.write_text(json.dumps({"new": {
                "value": "hidden-value", "origins": ["https://other.example.com"]}}), encoding="utf-8")
            server = Server("--secrets", secrets, "--allow-http", "--allow-private-networks")
            field = {"key": "a", "name": "A", "api_config": {
                "url": "https://api.example.com/", "method": "GET",
                "headers": {"X-Key": "{secret.new}"}, "response_mapping": {"a": "a"}}}
            self.assertEqual(server.post("/v1/render", {"config": field})["error"]["code"],
                             "secret_origin_denied")
            secrets.write_text(json.dumps({"new": {
                "value": "hidden-value", "origins": ["https://api.example.com"]}}), encoding="utf-8")
            preview = server.post("/v1/render", {"config": field})
            self.assertEqual(preview["status"], "ready", preview)
            self.assertNotIn("hidden-value", json.dumps(preview))
            secrets.write_text("{", encoding="utf-8")
            with self.assertRaises(urllib.error.HTTPError) as refused:
                server.post("/v1/render", {"config": field})
            self.assertEqual(json.load(refused.exception)["code"], "secrets_unavailable")
            server.end()

    def test_secrets_of_the_environment_need_an_origin(self):
        os.environ["SERVE_TEST_KEY"] = "value-of-the-environment"
        field = {"key": "a", "name": "A", "api_config": {
            "url": "https://api.example.com/", "method": "GET",
            "headers": {"X-Key": "{secret.key}"}, "response_mapping": {"a": "a"}}}
        server = Server("--secret-env", "SERVE_TEST")
        self.assertEqual(server.post("/v1/render", {"config": field})["error"]["code"],
                         "secret_origin_denied")
        server.end()
        server = Server("--secret-env", "SERVE_TEST", "--secret-origin",
                        "key=https://api.example.com")
        self.assertEqual(server.post("/v1/render", {"config": field})["status"], "ready")
        server.end()

    def test_does_not_start_when_that_would_not_be_safe(self):
        self.assertIn("token of your own", self.refused("--listen", "0.0.0.0"))
        self.assertIn("32 characters", self.refused("--token", "short"))
        self.assertIn("32 characters", self.refused(env={"FIELDCALL_TOKEN": "short"}))
        self.assertIn("IP address", self.refused("--listen", "localhost"))

    def test_wrong_arguments_are_told(self):
        self.assertIn("/nowhere", self.refused("--pages", "/nowhere"))
        self.assertIn("/nowhere.json", self.refused("--secrets", "/nowhere.json"))
        self.assertIn("NAME=ORIGIN", self.refused("--secret-env", "HOME", "--secret-origin", "x"))
        self.assertTrue(self.refused("--port", "99999"))
        self.assertTrue(self.refused("--rate", "0"))
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            message = self.refused("--port", taken.getsockname()[1])
        self.assertIn("cannot listen on 127.0.0.1", message)
        self.assertIn("fix: ", message)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]], verbosity=1)
