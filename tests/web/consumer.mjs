// A project that has installed the package: what `npm pack` puts into it, unpacked.

import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageFolder, project } from "./support.mjs";

const runFile = promisify(execFile);

/** The tools of wasm/package.json. */
export const tools = join(project, "wasm/node_modules");

/**
 * Runs a program; rejects with what it said if it fails.
 * @returns {Promise<string>} its output
 */
export async function command(program, args, options = {}) {
  try {
    const { stdout } = await runFile(program, args, { maxBuffer: 2 ** 24, ...options });
    return stdout;
  } catch (error) {
    throw new Error(`${program} ${args.join(" ")}\n${error.stdout}\n${error.stderr}`);
  }
}

export const tool = (name, args, options) =>
  command(process.execPath, [join(tools, ...name.split("/")), ...args], options);

/** @returns {Promise<string>} a folder with tests/web/consumer and the package in node_modules */
export async function consumer(test) {
  const folder = mkdtempSync(join(tmpdir(), "fieldcall-consumer-"));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(project, "tests/web/consumer"), folder, { recursive: true });
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  const packed = await command("npm", ["pack", packageFolder, "--json", "--pack-destination", folder]);
  const [{ filename }] = JSON.parse(packed);
  await command("tar", ["-xzf", filename], { cwd: folder });
  cpSync(join(folder, "package"), join(modules, "fieldcall"), { recursive: true });
  if (existsSync(join(tools, "@types"))) symlinkSync(join(tools, "@types"), join(modules, "@types"));
  return folder;
}
