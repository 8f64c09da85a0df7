// What the element itself needs of a configuration: its name, help, targets and triggers. Whether
// it is valid is the engine's to say.

import { isTarget } from "../shared/target_path.js";

/** The field with a key (or the only one) of a field, an array or a form; null if there is none. */
export function findField(config, key) {
  const parsed = parse(config);
  const all = Array.isArray(parsed) ? parsed : (parsed?.fields ?? [parsed]);
  if (!Array.isArray(all)) return null;
  const objects = all.filter((one) => typeof one === "object" && one !== null);
  return (key ? objects.find((one) => one.key === key) : objects[0]) ?? null;
}

function parse(config) {
  if (typeof config !== "string") return config;
  try {
    return JSON.parse(config);
  } catch {
    return null;
  }
}

export const triggersOf = (field) => [field?.trigger ?? "on_create"].flat();

/** Where the field writes: [{target, type?}], as outcomes name them; only what is a place. */
export function targetsOf(field) {
  const mapping = field?.api_config?.response_mapping;
  if (typeof mapping !== "object" || mapping === null) return [];
  const targets = Object.entries(mapping).map(([target, source]) => ({
    target: target.trim().replace(/^data\./, ""),
    type: typeof source === "object" && source !== null ? source.type : undefined,
  }));
  return targets.filter(({ target }) => isTarget(target));
}

/** A name for a place in case data: what the page calls it, else its own words. */
export function labelOf(reference, labels) {
  const path = reference.replace(/^data\./, "");
  const given = [path, reference].find((one) => labels && Object.hasOwn(labels, one));
  if (given !== undefined) return String(labels[given]);
  const words = path.split(".").at(-1).replace(/["[\]]/g, " ").replace(/[_-]+/g, " ").trim();
  return words ? words[0].toUpperCase() + words.slice(1) : path;
}
