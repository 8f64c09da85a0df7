import { createFieldcall, init } from "../package/slim.js";
import "../package/elements/field.js";

await init("/package/fieldcall.wasm");
const config = {
  key: "score",
  name: "Score",
  api_config: {
    url: "https://api.example.com/score",
    method: "GET",
    response_mapping: { score: "score" },
  },
};
const fetch = async () => new Response('{"score":7}');
const fieldcall = await createFieldcall({ fetch });
Object.assign(document.querySelector("fieldcall-field"), { fieldcall, config });
