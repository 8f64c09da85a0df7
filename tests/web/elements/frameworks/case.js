import { createFieldcall } from "fieldcall";
import { useFieldcall } from "fieldcall/elements/field";

const port = Number(new URLSearchParams(location.search).get("port"));
const egress = { allowHttp: true, allowPrivateNetworks: true, ports: [port] };
useFieldcall(createFieldcall({ egress, roots: ["env"] }));

export const inputs = { roots: { env: { api: `http://127.0.0.1:${port}` } } };

export const config = {
  key: "score",
  name: "Score",
  trigger: ["on_create", "on_update"],
  api_config: {
    url: "{env.api}/score/{data.id}",
    method: "GET",
    response_mapping: { score: "score" },
  },
};
