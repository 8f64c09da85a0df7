// Next runs of random schedules: Intl's time zones in WebAssembly, the system's natively.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { promisify } from "node:util";
import { load, project } from "../web/support.mjs";

const triples = 200;
const program = join(project, "build/dev/native/cli/fieldcall");

// The seeded numbers of Park and Miller, 1988.
let state = 20260115;
function draw(bound) {
  state = (state * 48271) % 2147483647;
  return state % bound;
}
const oneOf = (items) => items[draw(items.length)];

// Zones of both databases. Morocco's clocks follow the moon: their rule is no rule of Intl's.
const zones = Intl.supportedValuesOf("timeZone").filter(
  (zone) =>
    existsSync(join("/usr/share/zoneinfo", zone)) &&
    !["Africa/Casablanca", "Africa/El_Aaiun"].includes(zone),
);

function drawCron() {
  const minute = oneOf(["0", "30", `${draw(60)}`, "*/15", "*", `${draw(30)}-${30 + draw(30)}/7`]);
  const hour = oneOf(["*", "*/6", "0", "1,2,3", `${draw(24)}`, `${draw(24)}`]);
  const day = oneOf(["*", "*", "*", `${1 + draw(31)}`, "1-7"]);
  const month = oneOf(["*", "*", "*", "3,10", "MAR-APR", `${1 + draw(12)}`]);
  const weekday = oneOf(["*", "*", "*", "SUN", "1-5", `${draw(8)}`]);
  return [minute, hour, day === "31" ? "30" : day, month === "2" ? "3" : month, weekday].join(" ");
}

// Three of four within a day of a change of the zone's clock.
function drawInstant(zone, zoneOffset) {
  const hour = 3_600_000;
  const any = Date.UTC(1975, 0) + draw(62 * 365 * 24) * hour + draw(hour);
  if (draw(4) === 0) return any;
  for (let at = any; at < any + 370 * 24 * hour; at += 24 * hour) {
    if (zoneOffset(zone, at) !== zoneOffset(zone, at + 24 * hour)) {
      return at + draw(24 * hour) - 12 * hour;
    }
  }
  return any;
}

const field = (cron, timezone) => ({
  key: "rate",
  name: "Rate",
  trigger: "scheduled",
  schedule: { cron, timezone },
  api_config: { url: "https://api.example.com/", method: "GET", response_mapping: { rate: "rate" } },
});

async function nativeRuns(config, after) {
  const options = ["next-run", "-", "--json", "--count", "12", "--after", after];
  const running = promisify(execFile)(program, options);
  running.child.stdin.end(JSON.stringify(config));
  return JSON.parse((await running).stdout);
}

test(`${triples} random (zone, cron, instant) have the native runs`, async (t) => {
  if (!existsSync(program)) {
    const how = "cmake --build --preset dev --target fieldcall_cli";
    assert.ok(!process.env.FIELDCALL_PARITY_ALL, `build it first: ${how}`);
    return t.diagnostic(`left out: ${how} has not been run`);
  }
  const { createFieldcall } = await load("index.js");
  const { zoneOffset } = await import("../../wasm/js/time_zones.js");
  const fieldcall = await createFieldcall();
  let changes = 0;
  const compare = async () => {
    const zone = oneOf(zones);
    const after = new Date(drawInstant(zone, zoneOffset)).toISOString();
    const config = field(drawCron(), zone);
    const found = fieldcall.nextRun(config, { after, count: 12 });
    assert.deepEqual(found, await nativeRuns(config, after));
    changes += new Set(found.runs.map(({ local }) => local.slice(19))).size > 1 ? 1 : 0;
  };
  for (let i = 0; i < triples; i += 4) await Promise.all([1, 2, 3, 4].map(compare));
  assert.ok(changes > triples / 20, `${changes} with a change of the clock`);
  console.log(`next runs: ${triples} schedules, ${changes} through a change of the clock`);
});
