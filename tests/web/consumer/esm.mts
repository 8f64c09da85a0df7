// Types as a strict TypeScript project meets them. Compiled, not run.
import { createFieldcall, FieldcallError, relayTransport } from "fieldcall";
import type { Configuration, Field, Outcome, Preview, Validation } from "fieldcall";
import { init } from "fieldcall/slim";

const field = {
  key: "credit",
  name: "Credit",
  trigger: ["on_create", "manual"],
  api_config: {
    url: "https://api.example.com/{data.id}",
    method: "GET",
    auth: { type: "bearer", token: "{secret.token}" },
    response_mapping: { score: { path: "score", type: "integer" }, name: "name" },
  },
} satisfies Field;

const wrong: Configuration = {
  // @ts-expect-error a misspelt key
  fielsd: [],
};

// @ts-expect-error no such method
const method: Field["api_config"]["method"] = "FETCH";

const fieldcall = await createFieldcall({ integers: "text", onEvent: (event) => void event.kind });
const validation: Validation = fieldcall.validate(field);
const preview: Preview = fieldcall.render(field, { data: { id: 1n } });
const outcome: Outcome = await fieldcall.run(
  JSON.stringify(field),
  { data: { id: 1 }, previous: {} },
  { signal: new AbortController().signal, transport: relayTransport({ url: "/v1/run" }) },
);
const found = fieldcall.eval("a", {});
if ("error" in found) throw new Error(found.error.message);
const due: string | undefined = fieldcall.nextRun(field, { after: new Date(), count: 2 }).runs[0]?.at;
await init(new URL("https://example.com/fieldcall.wasm"));
// @ts-expect-error no such option
await createFieldcall({ clock: Date.now });

export const used = [due, wrong, method, validation.valid, preview.curl, outcome.updates, FieldcallError];
