/** A configuration: an object or its JSON text. Typed where you write one, open where you load one. */
export type ConfigurationInput = Configuration | object | string;

export type Trigger = "on_create" | "on_update" | "manual" | "scheduled";

/** What one call gets besides its field. */
export interface CallInputs {
  /** Case data: an object, or its JSON text. BigInt is written as its digits. */
  data?: object | string;
  /** Values of host roots: `{ env: { api_base: "https://api.example.com" } }`. */
  roots?: Record<string, unknown>;
  /** For previews only: what a page's author typed. Workspace secrets stay on the server (relay). */
  secrets?: Record<string, string | { value: string; origins?: string[]; fingerprint?: string }>;
  /** The last outcome of this field in this case: protects what people changed since. */
  previous?: Outcome | object | string;
  /** `{call.id}`; drawn from the seed if left out. */
  callId?: string;
  tenant?: string;
  caseId?: string;
  /** How many fields' updates led to this call. */
  chainDepth?: number;
  trigger?: Trigger;
  /** 64 bits, to repeat a run; drawn at random if left out. */
  seed?: bigint | number | string;
}

export interface Diagnostic {
  severity: "error" | "warning" | "hint";
  code: string;
  /** JSON Pointer into the configuration. */
  pointer: string;
  message: string;
  fix?: string;
  /** Bytes into the text at `pointer`. */
  offset?: number;
  line?: number;
  column?: number;
}

export interface Validation {
  valid: boolean;
  diagnostics: Diagnostic[];
}

/** What the server sends and a browser does not, or not as written. */
export interface Difference {
  code: "forbidden_header" | "idempotency_key";
  header: string;
  message: string;
}

export interface Preview {
  field: string;
  status: "ready" | "waiting_input" | "failed";
  /** Secrets are masked. Only when ready. */
  request?: {
    method: string;
    url: string;
    headers: { name: string; value: string }[];
    body?: string;
  };
  /** Where each part of the request came from. */
  pieces: {
    location: string;
    begin: number;
    end: number;
    text: string;
    source?: string;
    origin: string;
    escaping: string;
  }[];
  missing: string[];
  error?: { code: string; fault: Fault; message: string; technical: string };
  diagnostics: Diagnostic[];
  curl?: string;
  differs_on_server?: Difference[];
}

export type Fault = "config" | "input" | "policy" | "network" | "api" | "mapping" | "host";

export interface OutcomeError {
  /** Stable: one of the documented list. */
  code: string;
  fault: Fault;
  retryable: boolean;
  /** For a case worker; translate by code. */
  message: string;
  technical: string;
  message_from_api?: string;
}

/** How a call ended. `updates` go into the case. */
export interface Outcome {
  field: string;
  status: "ok" | "empty" | "stale" | "waiting_input" | "failed" | "cancelled" | "superseded";
  value: unknown;
  updates: Record<string, unknown>;
  report: Record<string, unknown>[];
  missing?: string[];
  error?: OutcomeError;
  notes?: { code: string; message: string }[];
  last_written?: Record<string, unknown>;
  metadata: Record<string, unknown>;
}

/** `map`: the outcome of a call with this answer, and how each target came about. */
export interface MapPreview {
  field: string;
  outcome?: Omit<Outcome, "metadata">;
  retry?: { decision: string; wait_ms?: number; retries_max: number };
  answer?: { read_as: string; status: number; content_type?: string; body_bytes: number };
  mappings?: Record<string, unknown>[];
  /** Paths of the answer that no mapping reads. */
  unmapped?: string[];
  problem?: { code: string; message: string; pointer?: string; fix?: string };
  diagnostics: Diagnostic[];
}

export interface Simulation {
  field: string;
  /** Of the last run; missing if the script ended too early. */
  outcome?: Outcome;
  runs?: Record<string, unknown>[];
  timeline?: ({ at_ms: number; run: number; event: string } & Record<string, unknown>)[];
  requests?: Record<string, unknown>[];
  unused_answers?: unknown[];
  virtual_duration_ms?: number;
  problem?: { code: string; message: string; pointer?: string; fix?: string };
  diagnostics: Diagnostic[];
}

export interface ImportRemark {
  code: string;
  message: string;
  fix?: string;
  place?: string;
}

export interface ImportedField {
  valid: boolean;
  field?: Field;
  secrets: { name: string; found_in: string; origin: string }[];
  notes: ImportRemark[];
  problems: ImportRemark[];
}

export interface PlanEvent {
  trigger: Trigger;
  /** manual: what a person named; scheduled: what is due; otherwise these at most. */
  fields?: string[];
  /** on_update: the fields whose updates made the change. */
  writtenBy?: string[];
  planned?: string[];
  chainDepth?: number;
}

export interface Plan {
  event: Trigger;
  chain_depth: number;
  waves: {
    field: string;
    reason: "created" | "changed" | "named" | "due";
    changed?: string[];
    after?: { field: string; writes: string; reads: string }[];
    missing?: string[];
  }[][];
  skipped: { field: string; reason: string; message: string; fix?: string }[];
}

export type Evaluation =
  | { result: unknown }
  | { nodes: unknown[]; paths: string[] }
  | { error: { class: string; message: string; offset: number; fix?: string } };

/** One request at a time; `fetchTransport()` is one. */
export interface Transport {
  send(
    request: {
      method: string;
      url: string;
      headers: { name: string; value: string }[];
      body?: string;
    },
    limits: {
      bodyBytesMax: number;
      headerBytesMax: number;
      signal: AbortSignal;
      /** To be called when bytes of the answer arrive, at most once a second. */
      onProgress: () => void;
      now: () => number;
    },
  ): Promise<{ status: number; headers: [string, string][]; body: Uint8Array }>;
}

/** Makes whole calls elsewhere; `relayTransport()` is one. */
export interface CallTransport {
  runCall(call: object, signal?: AbortSignal): Promise<object>;
}

/** A cache beyond the page. Keys and tags are HMACs, entries are JSON text. */
export interface CacheStore {
  /** The secret key of the HMACs, the same for all who share the store. */
  key(): Promise<string>;
  lookUp(key: string): Promise<string | null>;
  store(
    key: string,
    entry: string,
    about: { tenant: string; field: string; dropAt: number },
  ): Promise<void>;
  /** Entries with these tags; an empty tag is equal to any. */
  invalidate(tags: { tenant: string; field: string }): Promise<void>;
}

/** Where calls may go. The default: https, port 443, public addresses. */
export interface Egress {
  allowHttp?: boolean;
  allowPrivateNetworks?: boolean;
  ports?: number[];
  allowedHosts?: string[];
  deniedHosts?: string[];
  requireSecretOrigins?: boolean;
}

/** For one origin. */
export interface OriginLimits {
  /** Requests per `ratePeriodMs` (1000); 0 = no limit. */
  rate?: number;
  ratePeriodMs?: number;
  burst?: number;
  concurrency?: number;
  /** Calls a day. */
  quota?: number;
  retryBudget?: boolean;
  circuitBreaker?: boolean;
  learnRate?: boolean;
}

export interface CreateOptions {
  fetch?: typeof globalThis.fetch;
  /** Milliseconds since 1970, UTC. */
  now?: () => number;
  /** As Math.random. */
  random?: () => number;
  /** `"memory"` (the default), `"none"`, or a store such as `indexedDbCache()` besides memory. */
  cache?: "memory" | "none" | CacheStore;
  /** Bytes of the cache in memory. */
  cacheBytes?: number;
  /**
   * Seconds to add to UTC to get the local time of an IANA zone at an instant (milliseconds since
   * 1970); null = there is no such zone. The default asks Intl.
   */
  timeZone?: (zone: string, instant: number) => number | null;
  /** Hears what the engine does: attempts, waits, cache decisions. */
  onEvent?: (event: Record<string, unknown>) => void;
  /** What integers beyond 2^53 arrive as. The default: `"bigint"`. */
  integers?: "bigint" | "text";
  /** Host roots that every call will have: `["env"]`. */
  roots?: string[];
  egress?: Egress;
  traffic?: { anyOrigin?: OriginLimits; origins?: Record<string, OriginLimits> };
  userAgent?: string;
}

export interface FieldOptions {
  /** Key of the field, if the configuration holds several. */
  field?: string;
  /** More known host roots. */
  roots?: string[];
}

export interface RunOptions extends FieldOptions {
  /** Cancels the call. */
  signal?: AbortSignal;
  transport?: Transport | CallTransport;
  /** Hears what the engine does for this call, such as `{ event: "retry_scheduled", wait_ms }`. */
  onEvent?: (event: Record<string, unknown>) => void;
}

export interface NextRunOptions extends FieldOptions {
  /** The runs after this, exclusive: a Date, milliseconds since 1970, or RFC 3339. Default: now. */
  after?: Date | number | string;
  /** 1 to 1000; the default is 1. */
  count?: number;
  /** For the spread, with `caseId`. */
  tenant?: string;
  caseId?: string;
}

export interface NextRuns {
  field: string;
  cron: string;
  timezone: string;
  after: string;
  /** How much later to start the call, so that not all fields call in the same second. */
  spread_ms: number;
  /** In UTC, and as clocks show it in the zone. Fewer than `count` if there are no more. */
  runs: { at: string; local: string }[];
}

export interface Fieldcall {
  readonly version: string;
  /** Reports every problem. Sends nothing, as all but `run`. */
  validate(config: ConfigurationInput, options?: { roots?: string[] }): Validation;
  /** The request as it would be sent. Throws `FieldcallError` for a configuration with errors. */
  render(config: ConfigurationInput, inputs?: CallInputs, options?: FieldOptions): Preview;
  /**
   * What an answer becomes. `answer` is `{ status, headers, body }`, what `curl -i` prints, or the
   * body alone, as text or bytes.
   */
  map(
    config: ConfigurationInput,
    answer: object | string | Uint8Array,
    inputs?: CallInputs,
    options?: FieldOptions,
  ): MapPreview;
  /**
   * The whole call on a virtual clock, against a script: an array of answers such as
   * `{ status: 503 }`, `{ timeout: true }`, `{ fault: "dns" }`, or an object with `answers`.
   */
  simulate(
    config: ConfigurationInput,
    inputs: CallInputs,
    script: object | string,
    options?: FieldOptions,
  ): Simulation;
  /** Runs a field's `examples`. */
  test(config: ConfigurationInput, options?: FieldOptions): Record<string, unknown>;
  /** A field from a curl command line. Credentials become `{secret.NAME}`. */
  importCurl(command: string): ImportedField;
  /** A field from an operation (operationId or `GET /path`) of an OpenAPI 3 document. */
  importOpenapi(
    document: object | string,
    operation: string,
    options?: { server?: string },
  ): ImportedField;
  /** When the `schedule` of a field fires next. The host keeps the timers. */
  nextRun(config: ConfigurationInput, options?: NextRunOptions): NextRuns;
  /** Which fields an event starts, in waves of fields whose inputs are ready. */
  plan(
    config: ConfigurationInput,
    event: PlanEvent,
    before?: object | string,
    after?: object | string,
  ): Plan;
  /** Which origins a form calls, what it sends and writes. */
  inventory(config: ConfigurationInput, options?: { roots?: string[] }): Record<string, unknown>;
  /** Whether a field is shown: by its `visibility` and what there is to show. */
  visible(
    config: ConfigurationInput,
    state?: { value?: unknown; data?: object | string },
    options?: FieldOptions,
  ): boolean;
  /** What a JMESPath or JSONPath expression finds; a text as document is JSON. */
  eval(
    expression: string,
    document: unknown,
    options?: { language?: "jmespath" | "jsonpath" },
  ): Evaluation;
  /** The JSON Schema (draft-07) of a configuration. */
  schema(): Record<string, unknown>;
  /** Makes the call. What the world does wrong is an outcome; only misuse rejects. */
  run(config: ConfigurationInput, inputs?: CallInputs, options?: RunOptions): Promise<Outcome>;
  /** Forgets cached answers: of a tenant, of a field, or all. */
  invalidate(scope?: { tenant?: string; field?: string }): void;
}

/** Misuse: a configuration with errors, an unknown field, an option that does not exist. */
export class FieldcallError extends Error {
  readonly name: "FieldcallError";
  readonly code: string;
  readonly fix?: string;
  readonly diagnostics?: Diagnostic[];
}

export function createFieldcall(options?: CreateOptions): Promise<Fieldcall>;

export function fetchTransport(options?: { fetch?: typeof globalThis.fetch }): Transport;

/** Posts `{"config", "field"?, "inputs"}` to `url`, which answers with the outcome. */
export function relayTransport(options: {
  url: string | URL;
  fetch?: typeof globalThis.fetch;
  headers?: Record<string, string>;
  credentials?: RequestCredentials;
}): CallTransport;

export function indexedDbCache(options?: {
  name?: string;
  entriesMax?: number;
  indexedDB?: IDBFactory;
  now?: () => number;
}): CacheStore & { close(): Promise<void> };
