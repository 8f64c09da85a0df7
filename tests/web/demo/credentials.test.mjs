// Credentials written into a configuration, which no link may hold.

import assert from "node:assert/strict";
import test from "node:test";
import { Configurations } from "../../../web-demo/src/configurations.js";
import { writtenCredential } from "../../../web-demo/src/credentials.js";
import { load } from "../support.mjs";
import { example } from "./demo.mjs";

const secret = "sk_live_4eC39HqLyjWDarjtT1zdp7dc";
const inDefault = `{data.t ?? "${secret}"}`;

// place -> what is in api_config
const written = {
  "/auth/token": [
    { auth: { type: "bearer", token: secret } },
    { auth: { type: "bearer", token: inDefault } },
    { auth: { type: "bearer", token: `{secret.t ?? '${secret}'}` } },
    { auth: { type: "bearer", token: `{= '${secret}' }` } },
    { auth: { type: "bearer", token: `{= data.t ?? "${secret}" }` } },
    { auth: { type: "bearer", token: `{= \`"${secret}"\` }` } },
    { auth: { type: "bearer", token: `Bearer ${secret}` } },
    { auth: { type: "bearer", token: `{{${secret}.a}}` } },
    { auth: { type: "bearer", token: `{${secret}.a}` } },
    { auth: { type: "bearer", token: `\\{data.${secret}}` } },
  ],
  "/auth/password": [
    { auth: { type: "basic", username: "{data.user}", password: `{data.p ?? "hunter2"}` } },
    { auth: { type: "basic", username: "{data.user}", password: "hunter{data.n}" } },
  ],
  "/auth/username": [{ auth: { type: "basic", username: secret, password: "{secret.empty}" } }],
  "/auth/value": [{ auth: { type: "header", key: "X-Api-Key", value: `{data.t}${secret}` } }],
  "/auth/client_secret": [
    { auth: { type: "oauth2", token_url: "https://t.example.com", client_id: "me", client_secret: inDefault } },
  ],
  "/auth/token_url": [{ auth: { type: "oauth2", token_url: `https://t.example.com/?api_key=${secret}` } }],
  "/headers/Authorization": [
    { headers: { Authorization: `Bearer ${secret}` } },
    { headers: { Authorization: `Bearer ${inDefault}` } },
    { headers: { Authorization: `Token {= '${secret}' }` } },
    { headers: { Authorization: `Basic {data.user}:${secret}` } },
  ],
  "/headers/X-Api-Key": [{ headers: { "X-Api-Key": `{data.t}-${secret}` } }],
  "/headers/Cookie": [{ headers: { Cookie: `{data.a}; sid=${secret}` } }],
  "/params/api_key": [{ params: { api_key: inDefault } }, { params: { api_key: 123456 } }],
  "/params/key/0": [{ params: { key: [secret] } }],
  "/url": [
    { url: `https://api.example.com/a?b={data.b}&access_token=${secret}` },
    { url: `https://me:${secret}@api.example.com/` },
  ],
  "/body/password": [{ body: { password: "hunter2" } }, { body: { password: `{data.p ?? "hunter2"}` } }],
  "/body/client_secret": [{ body: { grant_type: "client_credentials", client_secret: secret } }],
  "/body/token": [{ body: { token: secret } }],
  "/body/api_key": [{ body: { api_key: `{= '${secret}' }` } }],
  "/body/secret/value": [{ body: { secret: { value: secret } } }],
  "/body/users/0/pass~1word": [{ body: { users: [{ "pass/word": "hunter2" }] } }],
  "/body": [
    { body: `user={data.u}&password=${secret}` },
    { body: `{"api_key": "${secret}"}` },
    { body: `<password>${secret}</password>` },
  ],
};

for (const [place, configs] of Object.entries(written)) {
  test(`found at ${place}`, () => {
    for (const api_config of configs) {
      const found = writtenCredential({ api_config });
      assert.equal(found, `/api_config${place}`, JSON.stringify(api_config));
    }
  });
}

const clean = [
  { auth: { type: "bearer", token: "{secret.t}" } },
  { auth: { type: "bearer", token: "Bearer {secret.t?}" } },
  { auth: { type: "basic", username: "{data.user}", password: "{secret.p}" } },
  { auth: { type: "header", key: "X-Api-Key", value: "ApiKey {secret.a}{data.list[0].\"b-c\"}" } },
  { auth: { type: "oauth2", token_url: "https://t.example.com/token", client_id: "me", client_secret: "{secret.c}", scope: "read" } },
  { headers: { Authorization: 'Token token="{secret.t}"', Accept: "application/json" } },
  { headers: { Authorization: "Basic {= data.login }" } },
  { params: { q: `{data.q ?? "BE"}`, api_key: "{secret.k}", flag: true } },
  { url: "https://api.example.com/token/a?token={secret.t}&page=1" },
  { body: { grant_type: "password", password: "{secret.p}", max_tokens: 100, remember_token: true, secret: null } },
  { body: "user={data.u}&password={secret.p}&note=a" },
  {},
];

test("placeholders alone, scheme words and harmless names pass", () => {
  for (const api_config of clean) assert.equal(writtenCredential({ api_config }), null, JSON.stringify(api_config));
  for (const name of ["company_enrichment", "credit_score", "exchange_rate", "geocoding", "iban", "vat_number"]) {
    assert.equal(writtenCredential(example(`${name}.json`)), null, name);
  }
});

test("a configuration with any mistake is looked through", () => {
  for (const config of [{}, { api_config: null }, { api_config: [] }, { api_config: { auth: 7, url: {}, body: [null] } }]) {
    assert.equal(writtenCredential(config), null);
  }
});

test("such a field goes into no link", async () => {
  const { createFieldcall } = await load("index.js");
  const engine = await createFieldcall({ roots: ["env"] });
  const original = example("credit_score.json");
  for (const part of Object.values(written).flat()) {
    const configurations = new Configurations({ credit_score: original });
    const config = { ...original, api_config: { ...original.api_config, ...part } };
    configurations.edit("credit_score", config, true);
    assert.throws(() => configurations.toShare(engine), { code: "holds_credential" }, JSON.stringify(part));
  }
});
