// What is measured, in Node and in Chromium: the work of one keystroke in a builder, beside the same
// by jmespath (npm) and JavaScript written by hand.
import jmespath from "jmespath";
import { createFieldcall } from "fieldcall";

const config = {
  key: "company",
  name: "Company",
  api_config: {
    url: "https://api.example.com/companies/{data.country}/{data.number}",
    method: "GET",
    headers: { "X-Request": "{call.id}" },
    params: { language: "{data.language ?? \"en\"}", fields: "{data.fields}" },
    response_mapping: {
      name: "company.name",
      city: "company.addresses[0].city",
      open: "companies[?status == 'active'].name",
      total: "length(companies)",
      newest: "max_by(companies, &score).name",
    },
  },
};
const inputs = { data: { country: "BE", number: "0123456789", fields: ["a", "b"] }, seed: 1 };

const companies = Array.from({ length: 70 }, (_, i) => ({
  name: `Company number ${i}`,
  status: i % 3 ? "active" : "closed",
  score: (i * 37) % 101,
  address: { street: `Street ${i}`, city: "Brussels", postcode: `${1000 + i}` },
}));
const body = JSON.stringify({ company: { name: "A", addresses: [{ city: "Gent" }] }, companies });
const script = [{ status: 503 }, { status: 200, text: body, headers: { "Content-Type": "application/json" } }];

function byHand() {
  const { data } = inputs;
  if (typeof config.key !== "string" || !config.api_config.url.startsWith("https://")) throw new Error();
  const query = new URLSearchParams([["language", data.language ?? "en"], ...data.fields.map((f) => ["fields", f])]);
  const url = `https://api.example.com/companies/${encodeURIComponent(data.country)}/${data.number}?${query}`;
  const answer = JSON.parse(body);
  const mapped = {};
  for (const [target, source] of Object.entries(config.api_config.response_mapping)) {
    mapped[target] = jmespath.search(answer, source);
  }
  return [url, mapped];
}

// Microseconds of one call, the median of batches.
function time(work) {
  const batch = 50;
  const times = [];
  for (let i = 0; i < 21; i++) {
    const start = performance.now();
    for (let k = 0; k < batch; k++) work();
    times.push(((performance.now() - start) * 1000) / batch);
  }
  return Math.round(times.sort((a, b) => a - b)[10]);
}

/** @returns {Promise<Record<string, number>>} what was measured, in microseconds */
export async function bench() {
  const start = performance.now();
  const fieldcall = await createFieldcall();
  fieldcall.validate(config);
  const cold = Math.round((performance.now() - start) * 1000);
  // Another configuration each time: nothing is read from what was kept.
  let n = 0;
  const edited = () => ({ ...config, name: `Company ${n++}` });
  return {
    [`answer of ${body.length} bytes`]: 0,
    "cold start to first result": cold,
    validate: time(() => fieldcall.validate(edited())),
    "render, same configuration": time(() => fieldcall.render(config, inputs)),
    "map, same configuration": time(() => fieldcall.map(config, body, inputs)),
    "keystroke: validate, render, map": time(() => {
      const config = edited();
      fieldcall.validate(config);
      fieldcall.render(config, inputs);
      fieldcall.map(config, body, inputs);
    }),
    "simulate a call with a retry": time(() => fieldcall.simulate(config, inputs, script)),
    "check, url and jmespath by hand": time(byHand),
  };
}
