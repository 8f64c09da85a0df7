#!/usr/bin/env python3
"""Writes the parity corpus: one JSON line a scenario, every field with every script.

Usage: make_corpus.py FILE
"""

import itertools
import json
import sys

API = "https://api.example.com"

DATA = {
    "id": 7, "name": "Zo\u00eb \"Z\" \U0001f600", "vat": "BE 0123.456.789", "empty": "", "zero": 0,
    "amount": 1234567890.123456789, "list": ["a b", "c&d", None, 3], "nested": {"deep": [1, {"x": True}]},
    "score": 500, "country": "BE", "slash": "a/b c",
}

# Big numbers are spelled, because Python would not keep their digits.
BIG = '{"result":{"score":12345678901234567890123,"id":9007199254740993,"rate":0.1000000000000000055511,' \
      '"big":1e400,"tiny":5e-324}}'

ANSWER = {
    "result": {"score": 712, "label": "good", "at": "2026-02-29T00:00:00+02:00", "on": "2026-02-28"},
    "items": [{"n": "a", "v": 1.5}, {"n": "b", "v": -0.0}, {"n": "\u00fc", "v": 1e21}],
    "ok": True, "note": "a\u2028b\"\\\u0007",
}


def field(key, url=API + "/x/{data.id}", method="GET", mapping=None, top=None, **api):
    config = {"url": url, "method": method,
              "response_mapping": mapping or {"score": "result.score"}, **api}
    return {"key": key, "name": key.title(), "api_config": config, **(top or {})}


FIELDS = [
    field("plain"),
    field("params", params={"q": "{data.name}", "n": "{data.amount}", "l": "{data.list}", "none": None,
                            "opt": "{data.nothing?}", "d": "{data.nothing ?? \"x y\"}"}),
    field("brackets", params={"l": "{data.nested.deep[0]}", "m": "{= list[?@ != null] }"},
          array_style="brackets"),
    field("path", url=API + "/{data.slash}/{+data.slash}/{= upper(data.country) }?a=b#f"),
    field("posted", method="POST", body={"a": "{data.name}", "n": "{data.zero}", "o": "{data.nested}",
                                         "t": "id {data.id} of {data.vat}", "x": "{data.no?}"}),
    field("form", method="PUT", body={"a": "{data.name}", "l": "{data.list}"}, body_type="form"),
    field("text", method="PATCH", body="{data.name}: {data.vat}", body_type="text"),
    field("once", method="POST", body={}, idempotent=False),
    field("bearer", auth={"type": "bearer", "token": "{secret.token}"}),
    field("basic", auth={"type": "basic", "username": "u", "password": "{secret.token}"}),
    field("oauth", auth={"type": "oauth2", "token_url": API + "/token", "client_id": "{secret.id}",
                         "client_secret": "{secret.token}", "scope": "read"}),
    field("waiting", url=API + "/{data.nothing}/{data.neither.nor}"),
    field("typed", mapping={
        "score": {"path": "result.score", "type": "string"}, "label": {"path": "result.label", "required": True},
        "on": {"path": "result.on", "type": "date"}, "at": {"path": "result.at", "type": "datetime"},
        "missing": {"path": "no.such", "default": {"a": [1]}}, "cleared": {"path": "nope", "on_missing": "clear"}}),
    field("jsonpath", mapping={"all": "$..v", "one": "$.items[1].n", "match": "$.items[?match(@.n, '[a-b]')].n",
                               "last": "$.items[-1]", "status": "$status"}),
    field("jmespath", mapping={"sum": "sum(items[].v)", "joined": "join('; ', items[*].n)",
                               "sorted": "sort_by(items, &v)[].n", "keys": "sort(keys(@))",
                               "merged": "merge(result, {extra: $data.id})", "now": "$now"}),
    field("exact", mapping={"score": {"path": "result.score", "type": "string"}, "id": "result.id",
                            "rate": "result.rate"}),
    field("judged", success_when="body.ok", error_message="body.note"),
    field("by_status", mapping={"score": "result.score", "none": {"path": "ok", "on_status": "404"}},
          retry_on=[503, "520-529"]),
    field("cached", top={"cache_duration": 60, "stale_if_error": 600}),
    field("impatient", top={"retry": 5, "timeout": 500, "deadline": 3000}),
    field("stubborn", top={"retry": 10, "on_error": {"default": {"score": -1}}, "overwrite": "always"}),
    field("moved", max_redirects=3),
    field("raw", response_type="text", mapping={"body": "$body"}),
    {"key": "wrong", "name": 5, "api_confg": {}, "retry": 99},
]

OK = {"status": 200, "body": ANSWER}

SCRIPTS = [
    [OK],
    {"answers": [OK, OK, OK], "repeat": 3, "pause_ms": 45000},
    [{"status": 503, "headers": {"Retry-After": "2"}}, OK],
    [{"status": 429, "headers": {"Retry-After": "120", "RateLimit": "\"a\";r=0;t=30"}, "times": 40}],
    [{"status": 500, "text": "<html>", "times": 11}],
    [{"timeout": True, "times": 3}, OK, {"timeout": True, "times": 20}],
    [{"fault": "dns"}, {"fault": "reset"}, {"fault": "truncated", "delay_ms": 300}, OK],
    [{"status": 404, "body": {"ok": False, "note": "no such thing"}}],
    [{"status": 200, "text": BIG, "headers": {"Content-Type": "application/json"}}],
    [{"status": 200, "text": "{\"a\": 1,}", "headers": {"Content-Type": "application/json"}}],
    [{"status": 204}],
    [{"status": 302, "headers": {"Location": "/there"}}, {"status": 307, "headers": {"Location": API + "/end?x=1"}}, OK],
    [{"status": 200, "body": ANSWER, "drip": {"pieces": 5, "every_ms": 700}}],
    {"answers": [OK, {"fault": "connect", "times": 100}], "repeat": 8, "pause_ms": 61000},
    [{"status": 401}, OK],
]


def main():
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        for number, (one, script) in enumerate(itertools.product(FIELDS, SCRIPTS)):
            answers = script if isinstance(script, list) else script["answers"]
            answer = next((a for a in answers if "status" in a), OK)
            scenario = {
                "name": f"{one['key']}, script {SCRIPTS.index(script)}",
                "config": json.dumps(one),
                "options": json.dumps({
                    "seed": str(1000 + number), "tenant": "t", "case_id": f"c{number}",
                    "trigger": ["manual", "on_create", "on_update"][number % 3],
                    "secrets": {"token": {"value": "s3cr3t-token-value", "origins": [API]}}}),
                "data": json.dumps(DATA, ensure_ascii=number % 2 == 0),
                "previous": "",
                "answer": json.dumps(answer),
                "script": json.dumps(script),
                "now": 1768435200000 + number * 1000,
            }
            file.write(json.dumps(scenario) + "\n")


if __name__ == "__main__":
    main()
