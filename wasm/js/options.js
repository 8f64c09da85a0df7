// Between JavaScript's names and those of the module (wasm/src/options.hpp), which are JSON's.

import { FieldcallError } from "./errors.js";

// name in JavaScript -> name in the module, or a table for an object inside.
const egress_names = {
  allowHttp: "allow_http",
  allowPrivateNetworks: "allow_private_networks",
  ports: "ports",
  allowedHosts: "allowed_hosts",
  deniedHosts: "denied_hosts",
  requireSecretOrigins: "require_secret_origins",
};

const limit_names = {
  rate: "rate",
  ratePeriodMs: "rate_period",
  burst: "burst",
  concurrency: "concurrency",
  quota: "quota",
  retryBudget: "retry_budget",
  circuitBreaker: "circuit_breaker",
  learnRate: "learn_rate",
};

const input_names = {
  roots: "roots",
  secrets: "secrets",
  callId: "call_id",
  tenant: "tenant",
  caseId: "case_id",
  chainDepth: "chain_depth",
  trigger: "trigger",
  seed: "seed",
};

function renamed(what, object, names, own = []) {
  const result = {};
  for (const [name, value] of Object.entries(object ?? {})) {
    if (own.includes(name) || value === undefined) continue;
    if (!(name in names)) {
      throw new FieldcallError({
        code: "unknown_option",
        message: `${what} has no "${name}"`,
        fix: `it has ${Object.keys(names).concat(own).join(", ")}`,
      });
    }
    result[names[name]] = value;
  }
  return result;
}

const egressOf = (egress) => egress && renamed("egress", egress, egress_names);

function trafficOf(traffic) {
  if (!traffic) return undefined;
  const { anyOrigin, origins } = traffic;
  const limits = (object) => renamed("traffic", object, limit_names);
  const each = Object.entries(origins ?? {}).map(([origin, object]) => [origin, limits(object)]);
  return { any_origin: anyOrigin && limits(anyOrigin), origins: Object.fromEntries(each) };
}

/** What createFieldcall() was given, for the engine. */
export function engineOptions({ egress, traffic, userAgent, cache, cacheBytes }, key) {
  return {
    egress: egressOf(egress),
    traffic: trafficOf(traffic),
    user_agent: userAgent,
    cache_bytes: cache === "none" ? 0 : cacheBytes,
    cache_key: key,
    has_store: key !== undefined,
    observe: true,
  };
}

const event_names = {
  trigger: "trigger",
  fields: "fields",
  writtenBy: "written_by",
  planned: "planned",
  chainDepth: "chain_depth",
};

/** An event for plan(). */
export const eventOptions = (event) => renamed("event", event, event_names);

/** The inputs of a call, besides its data and the previous outcome. */
export function inputOptions(inputs) {
  const result = renamed("inputs", inputs, input_names, ["data", "previous"]);
  if (result.seed !== undefined) result.seed = String(result.seed);
  return result;
}
