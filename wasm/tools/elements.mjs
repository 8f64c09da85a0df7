// The custom elements of the package: ES modules that a page loads without a bundler. The core API
// is not in them: they load the package's own index.js, and only if a page gives them none.

import { build } from "esbuild";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Entries below elements/: each is a folder with an index.js, "index" is all of them. */
const entries = ["builder", "field"];

const core = {
  name: "core",
  setup(plugin) {
    plugin.onResolve({ filter: /^fieldcall$/ }, () => ({ path: "../index.js", external: true }));
  },
};

/** What bundled packages ask to be told along: their licences, in full. */
function licencesOf(inputs, source) {
  const packages = new Set();
  for (const input of Object.keys(inputs)) {
    const name = input.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1];
    if (name) packages.add(name);
  }
  const texts = [...packages].sort().map((name) => {
    const folder = join(source, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = ["LICENSE", "LICENSE.md", "LICENSE.txt"].find((one) => existsSync(join(folder, one)));
    if (!file) throw new Error(`${name} ships no licence text`);
    const text = readFileSync(join(folder, file), "utf8").trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}

export async function buildElements(source, packageFolder) {
  const folder = join(packageFolder, "elements");
  const { metafile } = await build({
    entryPoints: Object.fromEntries([
      ["index", join(source, "elements/index.js")],
      ...entries.map((name) => [name, join(source, `elements/${name}/index.js`)]),
    ]),
    outdir: folder,
    absWorkingDir: source,
    bundle: true,
    splitting: true,
    chunkNames: "shared-[hash]",
    format: "esm",
    minify: true,
    target: "es2022",
    platform: "browser",
    plugins: [core],
    banner: { js: "/*! Third-party code inside: see LICENCES.txt */" },
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  writeFileSync(join(folder, "LICENCES.txt"), licencesOf(metafile.inputs, source));
  for (const name of ["index", ...entries]) {
    const path = name === "index" ? "elements/index.d.ts" : `elements/${name}/${name}.d.ts`;
    cpSync(join(source, path), join(folder, `${name}.d.ts`));
  }
  cpSync(join(source, "elements/shared/shared.d.ts"), join(folder, "shared.d.ts"));
}
