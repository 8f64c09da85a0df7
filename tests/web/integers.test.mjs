// Integers beyond 2^53 cross in every direction, as BigInt or as text, and are never rounded.

import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./support.mjs";

const { createFieldcall } = await load("index.js");
const big = 9007199254740993n;
const most = -9223372036854775808n;

const field = {
  key: "account",
  name: "Account",
  api_config: {
    url: "https://api.example.com/{data.id}",
    method: "POST",
    headers: { "X-Id": "{env.id}" },
    body: { id: "{data.id}", ids: "{data.ids}", fixed: most },
    response_mapping: { id: "id", all: "ids", text: "text" },
  },
};
const inputs = { data: { id: big, ids: [1, most] }, roots: { env: { id: big } }, seed: 2n ** 64n - 1n };
const answer = { id: big, ids: [1, most, 1.5], text: `${big}` };
const bytes = `{"id":${big},"ids":[1,${most},1.5],"text":"${big}"}`;

const fetch = async () =>
  new Response(bytes, { headers: { "Content-Type": "application/json" } });

for (const [integers, read] of [
  ["bigint", (value) => value],
  ["text", String],
]) {
  const updates = { id: read(big), all: [1, read(most), 1.5], text: `${big}` };
  const fieldcall = await createFieldcall({ fetch, integers, roots: ["env"] });

  test(`${integers}: sent as digits`, () => {
    const { request } = fieldcall.render(field, inputs);
    assert.equal(request.url, `https://api.example.com/${big}`);
    assert.equal(request.headers.find(({ name }) => name === "X-Id").value, `${big}`);
    assert.equal(request.body, `{"id":${big},"ids":[1,${most}],"fixed":${most}}`);
  });

  test(`${integers}: in what an answer becomes`, async () => {
    for (const given of [answer, bytes, new TextEncoder().encode(bytes).buffer]) {
      assert.deepEqual(fieldcall.map(field, given, inputs).outcome.updates, updates);
    }
    const recorded = { status: 200, headers: {}, body: answer };
    assert.deepEqual(fieldcall.map(field, recorded, inputs).outcome.updates, updates);
    const script = [{ status: 200, body: answer }];
    const simulation = fieldcall.simulate(field, inputs, script);
    assert.deepEqual(simulation.outcome.updates, updates);
    const outcome = await fieldcall.run(field, inputs);
    assert.deepEqual([outcome.status, outcome.updates], ["ok", updates]);
    assert.equal(outcome.metadata.seed, "18446744073709551615");
  });

  test(`${integers}: an outcome handed back protects what was written`, () => {
    const data = { ...inputs.data, id: read(big), all: updates.all, text: `${big}` };
    const previous = fieldcall.map(field, answer, inputs).outcome;
    const again = fieldcall.map(field, { id: 2, ids: [], text: "" }, { ...inputs, data, previous });
    assert.deepEqual(again.outcome.updates, { id: 2, all: [], text: "" });
    const edited = { ...data, id: big + 1n };
    const kept = fieldcall.map(field, { id: 2, ids: [], text: "" }, { ...inputs, data: edited, previous });
    assert.deepEqual(kept.outcome.updates, { all: [], text: "" });
  });

  test(`${integers}: in expressions, imports and forms`, () => {
    assert.deepEqual(fieldcall.eval("ids", answer), { result: updates.all });
    assert.deepEqual(fieldcall.eval("$.id", bytes).nodes, [read(big)]);
    const curl = `curl https://api.example.com -H 'Content-Type: application/json' -d '{"id":${big}}'`;
    assert.equal(fieldcall.importCurl(curl).field.api_config.body.id, read(big));
    assert.equal(fieldcall.visible({ ...field, visibility: "hide-when-empty" }, { value: big }), true);
    const event = { trigger: "on_update" };
    const watching = { ...field, trigger: "on_update" };
    const { waves } = fieldcall.plan(watching, event, inputs.data, { ...inputs.data, id: big + 1n });
    assert.deepEqual(waves[0][0].changed, ["id"]);
  });
}
