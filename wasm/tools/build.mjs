// Makes the npm package: node tools/build.mjs MODULE_FOLDER PACKAGE_FOLDER
//
// MODULE_FOLDER holds fieldcall.mjs and fieldcall.wasm as em++ linked them.

import { build } from "esbuild";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { buildElements } from "./elements.mjs";
import { typesOf } from "./types.mjs";

const source = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const [moduleFolder, packageFolder] = process.argv.slice(2).map((path) => resolve(path));

// The two names that only a build can resolve: Emscripten's glue and the packed module.
const built = {
  name: "built",
  setup(plugin) {
    plugin.onResolve({ filter: /^fieldcall-module$/ }, () => ({
      path: join(moduleFolder, "fieldcall.mjs"),
    }));
    plugin.onResolve({ filter: /^fieldcall-wasm$/ }, () => ({ path: "wasm", namespace: "packed" }));
    plugin.onLoad({ filter: /.*/, namespace: "packed" }, () => {
      const packed = gzipSync(readFileSync(join(moduleFolder, "fieldcall.wasm")), { level: 9 });
      return { contents: packed.toString("base64"), loader: "text" };
    });
  },
};

async function bundle(entry, format, extension) {
  await build({
    entryPoints: [join(source, "js", `${entry}.js`)],
    outfile: join(packageFolder, `${entry}.${extension}`),
    bundle: true,
    format,
    minify: true,
    target: "es2022",
    platform: "neutral",
    plugins: [built],
    legalComments: "none",
    logLevel: "warning",
  });
}

rmSync(packageFolder, { recursive: true, force: true });
mkdirSync(packageFolder, { recursive: true });
for (const entry of ["index", "slim"]) {
  await bundle(entry, "esm", "js");
  await bundle(entry, "cjs", "cjs");
}
cpSync(join(moduleFolder, "fieldcall.wasm"), join(packageFolder, "fieldcall.wasm"));
const description = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
delete description.devDependencies;
writeFileSync(join(packageFolder, "package.json"), `${JSON.stringify(description, null, 2)}\n`);
cpSync(join(source, "llms.txt"), join(packageFolder, "llms.txt"));
cpSync(join(source, "README.md"), join(packageFolder, "README.md"));
cpSync(join(source, "../LICENSE"), join(packageFolder, "LICENSE"));

// What the module itself knows: the schema, and the types made from it.
const { createFieldcall } = await import(pathToFileURL(join(packageFolder, "index.js")).href);
const schema = (await createFieldcall()).schema();
writeFileSync(join(packageFolder, "schema.json"), `${JSON.stringify(schema, null, 2)}\n`);
const shared = `${typesOf(schema)}\n${readFileSync(join(source, "types/api.d.ts"), "utf8")}`;
for (const entry of ["index", "slim"]) {
  const own = readFileSync(join(source, `types/${entry}.d.ts`), "utf8");
  for (const extension of ["d.ts", "d.cts"]) {
    writeFileSync(join(packageFolder, `${entry}.${extension}`), `${shared}\n${own}`);
  }
}

await buildElements(source, packageFolder);
