// What the tests share: the built package, fields, and an API on loopback.

import { createServer } from "node:http";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const project = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const packageFolder =
  process.env.FIELDCALL_PACKAGE ?? join(project, "build/wasm/package");

/** A file of the built package. */
export const load = (name, query = "") =>
  import(pathToFileURL(join(packageFolder, name)).href + query);

/** A module of wasm/js, for what the package does not export. */
export const loadSource = (name) => import(pathToFileURL(join(project, "wasm/js", name)).href);

export const scoreField = {
  key: "credit",
  name: "Credit score",
  api_config: {
    url: "{env.api}/score/{data.person.id}",
    method: "GET",
    response_mapping: { score: "result.score" },
  },
};

/**
 * Serves `answer(request, response)` on loopback until the test ends.
 * @returns {Promise<{url: string, port: number, requests: object[]}>}
 */
export async function serve(test, answer) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    request.on("error", () => {});
    for await (const chunk of request) chunks.push(chunk);
    const { method, url, headers } = request;
    requests.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    answer(request, response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address();
  return { url: `http://127.0.0.1:${port}`, port, requests };
}

/** createFieldcall() for APIs on loopback. */
export async function local(port, options = {}) {
  const { createFieldcall } = await load("index.js");
  const egress = { allowHttp: true, allowPrivateNetworks: true, ports: [443, port] };
  return createFieldcall({ egress, ...options });
}

export const inputsFor = (url, data = { person: { id: 7 } }) => ({ data, roots: { env: { api: url } } });

export const json = (response, value, status = 200) => {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(typeof value === "string" ? value : JSON.stringify(value));
};
