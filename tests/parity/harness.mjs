// The scenarios of the corpus through the module of the npm package: what parity.cpp does.

import { instantiate } from "../../wasm/js/core.js";

/** @returns {Promise<(line: string) => string>} a scenario's line to its trace */
export async function tracer(bytes) {
  const core = await instantiate(await WebAssembly.compile(bytes));
  return (line) => {
    const { config, options, data, previous, answer, script, now } = JSON.parse(line);
    const configuration = { configuration: config, options };
    const texts = { ...configuration, data, previous };
    const parts = [core.ask("validate", configuration)];
    if (JSON.parse(parts[0]).valid) {
      parts.push(core.ask("render", texts, now));
      parts.push(core.ask("map", { ...texts, body: answer }, now));
      parts.push(core.ask("simulate", { ...texts, body: script }, now));
    }
    return `[${parts.join(",")}]`;
  };
}
