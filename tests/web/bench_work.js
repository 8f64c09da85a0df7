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

const companies = Array.from({ length: 80 }, (_, i) => ({
  name: `Company number ${i}`,
  status: i % 3 ? "active" : "closed",
  score: (i * 37) % 101,
  address: { street: `Street ${i}`, city: "Brussels", postcode: `${1000 + i}` },
}));
const body = JSON.stringify({ company: { name: "A", addresses: [{ city: "Gent" }] }, companies });
const script = [{ status: 503 }, { status: 200, text: body, headers: { "Content-Type": "application/json" } }];

// What somebody would write instead. It checks next to nothing.
const byHand = {
  validate: () => {
    const { key, api_config } = config;
    if (typeof key !== "string" || !api_config.url.startsWith("https://")) throw new Error("bad");
  },
  render: () => {
    const { data } = inputs;
    const language = ["language", data.language ?? "en"];
    const query = new URLSearchParams([language, ...data.fields.map((name) => ["fields", name])]);
    return `https://api.example.com/companies/${encodeURIComponent(data.country)}/${data.number}?${query}`;
  },
  map: () => {
    const answer = JSON.parse(body);
    const mapped = {};
    for (const [target, source] of Object.entries(config.api_config.response_mapping)) {
      mapped[target] = jmespath.search(answer, source);
    }
    return mapped;
  },
};

function byHandAll() {
  byHand.validate();
  return [byHand.render(), byHand.map()];
}

// Microseconds of one call: the lower quartile of batches that follow a warm-up, which other work on
// the machine disturbs least.
function time(work) {
  const batch = 20;
  const times = [];
  for (let i = 0; i < 120; i++) {
    const start = performance.now();
    for (let k = 0; k < batch; k++) work();
    times.push(((performance.now() - start) * 1000) / batch);
  }
  const measured = times.slice(20).sort((a, b) => a - b);
  return Math.round(measured[measured.length / 4]);
}

/** @returns {Promise<Record<string, number[]>>} microseconds: fieldcall's, and by hand */
export async function bench() {
  const fieldcall = await createFieldcall();
  // Another configuration each time: nothing is read from what was kept.
  let n = 0;
  const edited = () => ({ ...config, name: `Company ${n++}` });
  const keystroke = () => {
    const config = edited();
    fieldcall.validate(config);
    fieldcall.render(config, inputs);
    fieldcall.map(config, body, inputs);
  };
  return {
    validate: [time(() => fieldcall.validate(edited())), time(byHand.validate)],
    render: [time(() => fieldcall.render(config, inputs)), time(byHand.render)],
    map: [time(() => fieldcall.map(config, body, inputs)), time(byHand.map)],
    "keystroke: all three": [time(keystroke), time(byHandAll)],
    "simulate a call and a retry": [time(() => fieldcall.simulate(config, inputs, script)), NaN],
  };
}

export const answerBytes = body.length;
