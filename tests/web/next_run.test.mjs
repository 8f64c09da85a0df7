// When schedules fire, with the time zones of Intl: the cases of tests/cli/next_run_test.py.

import assert from "node:assert/strict";
import test from "node:test";
import { load, loadSource } from "./support.mjs";

const { createFieldcall } = await load("index.js");
const { zoneOffset } = await loadSource("time_zones.js");
const now = () => Date.UTC(2026, 0, 15, 12);
const fieldcall = await createFieldcall({ now });

const field = (cron = "30 2 * * *", timezone = "Europe/Brussels", key = "rate") => ({
  key,
  name: "Rate",
  trigger: "scheduled",
  schedule: { cron, timezone },
  api_config: {
    url: "https://api.example.com/rate",
    method: "GET",
    response_mapping: { rate: "rate" },
  },
});

test("both times of a run, through a gap", () => {
  const answer = fieldcall.nextRun(field(), { after: "2026-03-28T00:00:00Z", count: 3 });
  const { spread_ms, ...rest } = answer;
  assert.deepEqual(rest, {
    field: "rate",
    cron: "30 2 * * *",
    timezone: "Europe/Brussels",
    after: "2026-03-28T00:00:00.000Z",
    runs: [
      { at: "2026-03-28T01:30:00.000Z", local: "2026-03-28T02:30:00+01:00" },
      { at: "2026-03-29T01:00:00.000Z", local: "2026-03-29T03:00:00+02:00" },
      { at: "2026-03-30T00:30:00.000Z", local: "2026-03-30T02:30:00+02:00" },
    ],
  });
  assert.ok(spread_ms >= 0 && spread_ms < 60_000);
});

test("a time that comes twice fires at the first, wildcard hours at both", () => {
  const runs = (cron) =>
    fieldcall
      .nextRun(field(cron), { after: "2026-10-25T00:00:00Z", count: 3 })
      .runs.map(({ local }) => local);
  assert.deepEqual(runs("30 2 * * *"), [
    "2026-10-25T02:30:00+02:00",
    "2026-10-26T02:30:00+01:00",
    "2026-10-27T02:30:00+01:00",
  ]);
  assert.deepEqual(runs("30 * * * *"), [
    "2026-10-25T02:30:00+02:00",
    "2026-10-25T02:30:00+01:00",
    "2026-10-25T03:30:00+01:00",
  ]);
});

test("after is a Date, milliseconds or RFC 3339; without it, it is now", () => {
  const spelled = [
    "2026-03-29T01:00:00Z",
    "2026-03-29T03:00:00+02:00",
    "2026-03-28T18:30:00.5-06:30",
    "2026-03-29t01:00z",
    new Date("2026-03-29T01:00:00Z"),
    Date.UTC(2026, 2, 29, 1),
  ];
  for (const after of spelled) {
    const [run] = fieldcall.nextRun(field(), { after }).runs;
    assert.equal(run.at, "2026-03-30T00:30:00.000Z", String(after));
  }
  assert.equal(fieldcall.nextRun(field()).after, "2026-01-15T12:00:00.000Z");
});

test("what is no point in time is refused", () => {
  const bad = [
    ...["tomorrow", "2026-02-29T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01", "2026-13-01T00:00:00Z"],
    ...["2026-01-01T00:00:00", "2026-01-01T00:60:00Z", "2026-01-01T00:00:00+24:00"],
    ...[new Date(NaN), NaN, Infinity, true, {}],
  ];
  for (const after of bad) {
    assert.throws(
      () => fieldcall.nextRun(field(), { after }),
      ({ code, message, fix }) =>
        code === "invalid_argument" &&
        message.startsWith("after is no point in time: ") &&
        fix.includes("2026-03-29T00:00:00Z"),
      String(after),
    );
  }
});

test("the spread depends on tenant, case and field", () => {
  const options = [{}, { tenant: "a" }, { caseId: "a" }];
  const spreads = options.map((each) => fieldcall.nextRun(field(), each).spread_ms);
  assert.equal(new Set(spreads).size, 3);
});

test("errors", () => {
  const refused = (config, options, ...words) =>
    assert.throws(
      () => fieldcall.nextRun(config, options),
      ({ message }) => words.every((word) => message.includes(word)),
    );
  refused(field(), { count: 0 }, "1 to 1000");
  refused(field(), { count: 1001 }, "1 to 1000");
  refused([field(), field("@daily", "UTC", "other")], {}, "rate, other");
  const { schedule, trigger, ...unscheduled } = field();
  assert.ok(schedule && trigger);
  refused(unscheduled, {}, 'field "rate" has no schedule', '"schedule"');
  refused(field("60 * * * *"), {}, "60 is no minute");
  refused(field("@daily", "Europe/Brussel"), {}, "Europe/Brussel");
  refused(field(), { after: Date.UTC(10_000, 0) }, "years 1 to 9999");
});

test("validate knows the zones", () => {
  const [problem] = fieldcall.validate(field("@daily", "europe/brussels")).diagnostics;
  assert.deepEqual(
    [problem.code, problem.pointer, problem.fix],
    ["unknown_timezone", "/schedule/timezone", 'did you mean "Europe/Brussels"?'],
  );
});

test("Intl is asked as strictly as a server's database", () => {
  const at = Date.UTC(2026, 6, 1);
  const offsets = {
    "Asia/Kolkata": 19_800,
    "Asia/Calcutta": 19_800,
    "America/Port-au-Prince": -14_400,
    "Africa/Dar_es_Salaam": 10_800,
    "Antarctica/DumontDUrville": 36_000,
    "Etc/GMT+1": -3600,
    "Australia/ACT": 36_000,
    "US/Pacific": -25_200,
    EST5EDT: -14_400,
    "GB-Eire": 3600,
    UTC: 0,
  };
  for (const [zone, offset] of Object.entries(offsets)) assert.equal(zoneOffset(zone, at), offset, zone);
  const unknown = ["BST", "IST", "PST", "ACT", "Utc", "utc", "asia/kolkata", "ASIA/KOLKATA", "Asia/kolkata"];
  for (const zone of [...unknown, "SystemV/PST8PDT", "+01:00", "Mars/Base", ""]) {
    assert.equal(zoneOffset(zone, at), null, zone);
  }
  // Years before 100 and before Christ, which JavaScript's dates read in other ways.
  for (const year of [50, 0, -1]) assert.equal(zoneOffset("Etc/GMT+1", new Date(0).setUTCFullYear(year)), -3600);
  assert.equal(zoneOffset("Etc/GMT+1", -1), -3600);
});

test("time zones of one's own", async () => {
  const asked = [];
  const own = await createFieldcall({
    now,
    timeZone: (zone, instant) => {
      asked.push([zone, typeof instant]);
      return zone === "Moon/Base" ? 1800 : null;
    },
  });
  const [run] = own.nextRun(field("0 6 * * *", "Moon/Base")).runs;
  assert.deepEqual(run, { at: "2026-01-16T05:30:00.000Z", local: "2026-01-16T06:00:00+00:30" });
  assert.deepEqual(asked[0], ["Moon/Base", "number"]);
  assert.equal(own.validate(field("0 6 * * *", "Europe/Brussels")).valid, false);
});

test("time zones that fail are told, and harm nothing", async () => {
  let answer = () => {
    throw new RangeError("no data");
  };
  const own = await createFieldcall({ now, timeZone: (...asked) => answer(...asked) });
  assert.throws(() => own.validate(field()), RangeError);
  answer = () => "+01:00";
  assert.throws(() => own.nextRun(field()), /timeZone\(\) of createFieldcall\(\) gave "\+01:00": give whole seconds/);
  answer = () => 3600;
  assert.equal(own.nextRun(field()).runs[0].at, "2026-01-16T01:30:00.000Z");
});
