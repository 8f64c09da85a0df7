// The types of the elements. Compiled, not run.
import { applyUpdates, FieldcallField, registerLocale, useFieldcall } from "fieldcall/elements";
import { FieldcallField as Field } from "fieldcall/elements/field";
import { createFieldcall, relayTransport } from "fieldcall";

useFieldcall(createFieldcall({ roots: ["env"] }));
registerLocale("nl", { "field.cancel": "Annuleren", "field.more": { one: "nog een", other: "nog {count}" } });

const field = document.createElement("fieldcall-field");
field.config = { key: "a", name: "A", api_config: { url: "https://a.example", method: "GET", response_mapping: { a: "a" } } };
field.inputs = { roots: { env: {} }, tenant: "t" };
field.transport = relayTransport({ url: "/v1/run" });
// @ts-expect-error case data goes into `data`
field.inputs = { data: {} };
// @ts-expect-error no such theme
field.theme = "blue";
field.addEventListener("fieldcall-updates", ({ detail }) => {
  field.data = applyUpdates(field.data, detail.updates);
});
field.addEventListener("fieldcall-outcome", ({ detail }) => void detail.outcome.status);

export const same: typeof FieldcallField = Field;
