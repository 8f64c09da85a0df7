#!/usr/bin/env python3
"""An imported field sends what curl sends: both call the same server, which keeps what it got.

Usage: import_test.py ROOT FIELDCALL
"""

import http.server
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.parse

ROOT, FIELDCALL = sys.argv[1], sys.argv[2]
CURL = shutil.which("curl")
# Set by each program in its own way; compared only where the command sets them.
OWN_HEADERS = {"host", "user-agent", "accept", "accept-encoding", "connection", "content-length",
               "idempotency-key"}


class Recorder(http.server.BaseHTTPRequestHandler):
    requests = []

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        Recorder.requests.append((self.command, self.path, dict(self.headers.items()), body))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(b'{"ok": true}')

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = answer

    def log_message(self, *_):
        pass


# What follows the url, and the secrets in it: the value, and the name it gets.
SAME_REQUEST = [
    ("{}/plain", {}),
    ("'{}/a%20b/c%2Fd?x=1&y=two+words&z=%C3%A9&x=2'", {}),
    ("-g '{}/list?filter[a]=1&flag&empty=&b=a%26b'", {}),
    ("-I {}/head", {}),
    ("-X DELETE {}/gone", {}),
    ("-G {}/search -d q=a+b -d 'n=1' --data-urlencode 'text=Hello & goodbye/?'", {}),
    ("-G '{}/search?first=1' --data-urlencode '=a b'", {}),
    ("{}/form -d a=1 -d 'b=x y' --data-urlencode 'c=1+1=2 & 3' --data-urlencode d", {}),
    ("{}/form -d 'list=1&list=2&other=%41%zz'", {}),
    ("{}/empty -d ''", {}),
    ("-X PUT {}/json -H 'Content-Type: application/json' -d '{{\"a\": [1, 2.50, null, true], "
     "\"b\": {{\"c\": \"{{data.x}} {{{{y}}}} \\\\{{data.z}}\"}}}}'", {}),
    ("--json '{{\"a\":' --json '1}}' {}/json", {}),
    ("{}/json -d '{{\"a\": \"no header\"}}'", {}),
    ("-X PATCH {}/vendor -H 'content-type: application/vnd.api+json; charset=utf-8' "
     "--data-raw '[1]'", {}),
    ("{}/text -H 'Content-Type: text/xml' --data-binary $'<a>\\n  <b>it\\'s {{= x}}</b>\\u00e9</a>'",
     {}),
    ("{}/text --data-raw 'just text, no pairs'", {}),
    ("{}/text -H 'Content-Type: application/json' -d 'not json'", {}),
    ("-H 'X-One: 1' -H 'X-Empty;' -H 'Accept: text/csv' -A 'agent/1 {{data.x}}' "
     "-e https://from.example/ {}/headers", {}),
    ("-r 0-99 {}/range", {}),
    ("-H 'Authorization: Bearer abc123.def456' {}/bearer", {"api_token": "abc123.def456"}),
    ("--oauth2-bearer abc123def456 {}/bearer", {"api_token": "abc123def456"}),
    ("-u 'jan:pass:wo\"rd1' {}/basic", {"password": 'pass:wo"rd1'}),
    ("-u sk_test_1234567890123456: {}/basic", {"api_key": "sk_test_1234567890123456"}),
    ("-H 'Authorization: Basic amFuOmdlaGVpbTEyMw==' {}/basic", {"password": "geheim123"}),
    ("-H 'Authorization: Token abcdef123' {}/scheme", {"api_token": "abcdef123"}),
    ("-H 'X-Api-Key: k3y-abcdef' -H 'X-Auth-Token: t0ken-abc' {}/keys",
     {"api_key": "k3y-abcdef", "auth_token": "t0ken-abc"}),
    ("-b 'sid=abc123; theme=dark' {}/cookie", {"cookie": "sid=abc123; theme=dark"}),
    ("'{}/query?a=1&api_key=abc+123def'", {"api_key": "abc 123def"}),
    ("'{}/query?token=abc123def&key=xyz'", {"token": "abc123def", "key": "xyz"}),
    ("{}/login -d 'user=jan&password=geheim123'", {"password": "geheim123"}),
    ("--json '{{\"user\": \"jan\", \"client_secret\": \"geheim123\", \"max_tokens\": 5}}' {}/login",
     {"client_secret": "geheim123"}),
    ("--json '{{\"copy\": \"geheim123!\", \"path\": \"{{geheim123\"}}' -H 'X-Api-Key: geheim123' "
     "{}/v1/geheim123/x", {"api_key": "geheim123"}),
]

REFUSED = [
    ("curl https://a.example -F file=@x", "multipart"),
    ("curl https://a.example -d @body.json", "names a file"),
    ("curl https://a.example --haeder x", "did you mean --header?"),
    ("curl https://a.example https://b.example", "second url"),
    ("curl -H 'Accept: x", "never closed"),
    ("curl -H", "needs a value"),
    ("curl", "names no url"),
    ("wget x", "not a curl command"),
    ("curl -X GET https://a.example -d a=1", "have no body"),
    ("curl https://a.example/?a=1&b=2", "quotes around the url"),
]


def run(*arguments, stdin=""):
    return subprocess.run([FIELDCALL, *arguments], input=stdin, capture_output=True, text=True,
                          check=False)


def body_of(headers, body):
    """The body as a server understands it."""
    kind = headers.get("content-type", "")
    if kind.startswith("application/x-www-form-urlencoded") and b"=" in body[:40]:
        return sorted(urllib.parse.parse_qsl(body.decode(), keep_blank_values=True))
    try:
        return json.loads(body)
    except ValueError:
        return body


def normalized(request, compared):
    method, path, headers, body = request
    url = urllib.parse.urlsplit(path)
    headers = {name.lower(): value for name, value in headers.items()}
    kept = {name: value for name, value in headers.items()
            if name not in OWN_HEADERS or name in compared}
    return (method, url.path, sorted(urllib.parse.parse_qsl(url.query, keep_blank_values=True)),
            kept, body_of(headers, body))


class Import(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
        cls.port = str(cls.server.server_address[1])
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()

    def recorded(self, *command, stdin=""):
        Recorder.requests.clear()
        done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)
        self.assertEqual(len(Recorder.requests), 1, (command, done.stdout, done.stderr))
        return Recorder.requests[0]

    def sent_by_field(self, command, secrets):
        imported = run("import", "curl", "--json", command)
        self.assertEqual(imported.returncode, 0, imported.stdout)
        result = json.loads(imported.stdout)
        self.assertEqual(sorted(secret["name"] for secret in result["secrets"]), sorted(secrets))
        for value in secrets.values():
            self.assertNotIn(value, imported.stdout + imported.stderr)
        with tempfile.NamedTemporaryFile("w", suffix=".json") as field:
            field.write(json.dumps(result["field"]))
            field.flush()
            return self.recorded(FIELDCALL, "run", field.name, "--secrets", "-", "--allow-http",
                                 "--allow-private-networks", "--allow-port", self.port,
                                 stdin=json.dumps(secrets))

    @unittest.skipIf(CURL is None, "there is no curl to compare with")
    def test_the_field_sends_what_curl_sends(self):
        for template, secrets in SAME_REQUEST:
            command = "curl -s " + template.format("http://127.0.0.1:" + self.port)
            with self.subTest(command):
                # bash, because $'...' is not in every sh.
                real = self.recorded("bash", "-c", command)
                compared = {name for flag, name in (("'Accept:", "accept"), (" -A ", "user-agent"))
                            if flag in command}
                self.assertEqual(normalized(self.sent_by_field(command, secrets), compared),
                                 normalized(real, compared))

    def test_the_field_goes_to_stdout_and_the_notes_to_stderr(self):
        command = "curl https://api.example.com/v1/score -H 'X-Api-Key: abc-def-123'"
        for arguments, stdin in ((["import", "curl", command], ""),
                                 (["import", "curl", "-"], command), (["import", "curl"], command)):
            done = run(*arguments, stdin=stdin)
            self.assertEqual(done.returncode, 0, done.stderr)
            field = json.loads(done.stdout)
            self.assertEqual(field["key"], "score")
            self.assertEqual(field["api_config"]["auth"]["value"], "{secret.api_key}")
            self.assertIn('workspace secret "api_key"', done.stderr)
            self.assertNotIn("abc-def-123", done.stdout + done.stderr)
            self.assertEqual(run("validate", "-", stdin=done.stdout).returncode, 0)

    def test_what_cannot_be_imported_is_two(self):
        for command, words in REFUSED:
            with self.subTest(command):
                done = run("import", "curl", command)
                self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
                self.assertIn(words, done.stderr)
                as_json = run("import", "curl", "--json", command)
                self.assertEqual(as_json.returncode, 2)
                result = json.loads(as_json.stdout)
                self.assertFalse(result["valid"])
                self.assertTrue(result["problems"])
                self.assertNotIn("field", result)

    def test_wrong_arguments_are_two(self):
        self.assertEqual(run("import").returncode, 2)
        self.assertEqual(run("import", "postman").returncode, 2)
        self.assertEqual(run("import", "openapi", "x.json").returncode, 2)
        missing = run("import", "openapi", "/nowhere.json", "list")
        self.assertEqual((missing.returncode, missing.stdout), (2, ""))
        self.assertIn("/nowhere.json", missing.stderr)

    def test_an_operation_becomes_a_field_that_calls_it(self):
        document = pathlib.Path(ROOT, "examples/openapi/companies.json").read_text(encoding="utf-8")
        done = run("import", "openapi", "-", "checkCompany", "--server",
                   "http://127.0.0.1:" + self.port, stdin=document)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("{secret.api_key}", done.stderr)
        case = {"country": "BE", "vat": "0123 4"}
        with tempfile.TemporaryDirectory() as scratch:
            field, data = pathlib.Path(scratch, "field.json"), pathlib.Path(scratch, "case.json")
            field.write_text(done.stdout, encoding="utf-8")
            data.write_text(json.dumps(case), encoding="utf-8")
            method, path, headers, _ = self.recorded(
                FIELDCALL, "run", str(field), "--data", str(data), "--secrets", "-", "--allow-http",
                "--allow-private-networks", "--allow-port", self.port,
                stdin=json.dumps({"api_key": "k3y-abcdef"}))
        self.assertEqual((method, path), ("GET", "/companies/BE/0123%204"))
        self.assertEqual(headers["X-Api-Key"], "k3y-abcdef")

    def test_what_is_no_operation_is_two(self):
        document = str(pathlib.Path(ROOT, "examples/openapi/companies.json"))
        for arguments, words in (((document, "checkCompanies"), '"checkCompany"'),
                                 ((document, "POST /companies"), "checkCompany"),
                                 ((document, "checkCompany", "--server", "/v1"), "--server https")):
            done = run("import", "openapi", *arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn(words, done.stderr)
        yaml = run("import", "openapi", "-", "x", stdin="openapi: 3.0.3\n")
        self.assertEqual(yaml.returncode, 2)
        self.assertIn("yaml.safe_load", yaml.stderr)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]], verbosity=1)
