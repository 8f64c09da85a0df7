// What options there are, and their names in the module (wasm/src/options.hpp), which are JSON's.

import * as kind from "./check.js";
import { checked, invalid } from "./check.js";

const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const renamed = (object) =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [snake(name), value]));

const create_options = {
  fetch: kind.callback,
  now: kind.callback,
  random: kind.callback,
  cache: kind.cache,
  cacheBytes: kind.whole,
  timeZone: kind.zones,
  onEvent: kind.callback,
  integers: kind.oneOf("bigint", "text"),
  roots: kind.texts,
  egress: kind.object,
  traffic: kind.object,
  userAgent: kind.text,
};

const egress_options = {
  allowHttp: kind.flag,
  allowPrivateNetworks: kind.flag,
  ports: kind.ports,
  allowedHosts: kind.texts,
  deniedHosts: kind.texts,
  requireSecretOrigins: kind.flag,
};

const origin_limits = {
  rate: kind.whole,
  ratePeriodMs: kind.whole,
  burst: kind.whole,
  concurrency: kind.whole,
  quota: kind.whole,
  retryBudget: kind.flag,
  circuitBreaker: kind.flag,
  learnRate: kind.flag,
};

const input_options = {
  data: kind.anything,
  previous: kind.anything,
  roots: kind.object,
  secrets: kind.object,
  callId: kind.text,
  tenant: kind.text,
  caseId: kind.text,
  chainDepth: kind.whole,
  trigger: kind.text,
  seed: kind.seed,
};

const event_options = {
  trigger: kind.text,
  fields: kind.texts,
  writtenBy: kind.texts,
  planned: kind.texts,
  chainDepth: kind.whole,
};

/** What the functions take beside a configuration and inputs. */
const roots_options = { roots: kind.texts };
const field_options = { field: kind.text, ...roots_options };
export const call_options = {
  field: field_options,
  roots: roots_options,
  run: {
    ...field_options,
    signal: kind.signal,
    transport: kind.transport,
    onEvent: kind.callback,
  },
  next_run: {
    ...field_options,
    after: kind.anything,
    count: kind.whole,
    tenant: kind.text,
    caseId: kind.text,
  },
  eval: { language: kind.oneOf("jmespath", "jsonpath") },
  openapi: { server: kind.text },
  state: { value: kind.anything, data: kind.anything },
  scope: { tenant: kind.text, field: kind.text },
};

/** What createFieldcall() was given. */
export function createOptions(given) {
  const options = checked("createFieldcall()", given, create_options);
  options.egress &&= renamed(checked("egress", options.egress, egress_options));
  options.traffic &&= trafficOf(options.traffic);
  return options;
}

function trafficOf(given) {
  const { anyOrigin, origins = {} } = checked("traffic", given, {
    anyOrigin: kind.object,
    origins: kind.object,
  });
  const limits = (where, object) => {
    const { ratePeriodMs, ...rest } = checked(where, object, origin_limits);
    return { rate_period: ratePeriodMs, ...renamed(rest) };
  };
  const each = Object.entries(origins).map(([origin, object]) => [
    origin,
    limits(`traffic.origins["${origin}"]`, object),
  ]);
  return {
    any_origin: anyOrigin && limits("traffic.anyOrigin", anyOrigin),
    origins: Object.fromEntries(each),
  };
}

/** For the engine. */
export function engineOptions({ egress, traffic, userAgent, cache, cacheBytes }, key) {
  return {
    egress,
    traffic,
    user_agent: userAgent,
    cache_bytes: cache === "none" ? 0 : cacheBytes,
    cache_key: key,
    has_store: key !== undefined,
    observe: true,
  };
}

/** An event for plan(). */
export function eventOptions(given) {
  const event = checked("event", given, event_options);
  if (event.trigger !== undefined) return renamed(event);
  throw invalid("event has no trigger", 'write { trigger: "on_create" } or another trigger');
}

/** The inputs of a call. */
export const checkedInputs = (given) => checked("inputs", given, input_options);

/** Those besides its data and the previous outcome, for the module. */
export function inputOptions({ data, previous, seed, ...rest }) {
  return { ...renamed(rest), seed: seed === undefined ? undefined : String(seed) };
}
