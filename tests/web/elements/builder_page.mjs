// A designer's page with <fieldcall-builder> on it, and what tests do there again and again.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { project } from "../support.mjs";
import { open, violations } from "./page.mjs";

export const example = (path) => readFileSync(join(project, "examples", path), "utf8");

export const vat = {
  config: example("vat_number.json"),
  data: { company: { country: "BE", vat_number: "100" } },
  inputs: { roots: { env: { api_base: "https://ec.europa.eu" } } },
};
export const vatAnswer = example("answers/vat_number.json");

/** A page with a builder of these properties. */
export async function openBuilder(test, browser, address, properties = {}, options = {}) {
  const { page, problems } = await open(test, browser, address, "builder", {
    viewport: { width: 1360, height: 900 },
    ...options,
  });
  await page.locator("html[data-ready]").waitFor();
  await page.evaluate((given) => window.add(given), properties);
  await page.getByRole("tab", { name: /Request|Anfrage/ }).waitFor();
  await page.evaluate(async () => {
    while (!window.builder.state.engine) await new Promise((resume) => setTimeout(resume, 10));
  });
  return { page, problems };
}

/** The configuration as the builder has it. */
export const configOf = (page) => page.evaluate(() => JSON.parse(window.builder.text));
export const textOf = (page) => page.evaluate(() => window.builder.text);

/** Everything axe-core has to say, on what is shown now. */
export const audit = violations;

/** The JSON editor, with the focus in it. */
export async function jsonEditor(page) {
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  const editor = page.getByRole("textbox", { name: "Configuration as JSON" });
  await editor.waitFor();
  return editor;
}

/** Replaces the whole text of the JSON editor from the clipboard. */
export async function pasteJson(page, text) {
  const editor = await jsonEditor(page);
  await editor.click();
  await page.keyboard.press("Control+a");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((written) => navigator.clipboard.writeText(written), text);
  await page.keyboard.press("Control+v");
}
