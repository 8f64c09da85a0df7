// The configurations of the page's fields: as shipped, as edited, and the last that had no errors,
// which is the one that the case runs. Knows which of them came with a link.

import { isEqual } from "./case_data.js";
import { writtenCredential } from "./credentials.js";
import { ShareError } from "./share_link.js";

export class Configurations {
  #originals;
  #edited = {};
  #valid = {};
  #linked = new Set();

  /** @param {Record<string, object>} originals by place; valid */
  constructor(originals) {
    this.#originals = originals;
  }

  /** @param {object | string} config a text is JSON that may not be complete */
  edit(place, config, is_valid) {
    const value = readConfig(config) ?? config;
    this.#edited[place] = { value, is_valid };
    if (is_valid) this.#valid[place] = value;
  }

  /** Takes one of a link: anybody's, until the person says otherwise. Editing it leaves it so. */
  link(place, config, is_valid) {
    this.edit(place, config, is_valid);
    this.#linked.add(place);
  }

  /** The places whose configuration came with a link and was not accepted since. */
  get linked() {
    return [...this.#linked].filter((place) => this.isEdited(place));
  }

  accept() {
    this.#linked.clear();
  }

  restore(place) {
    this.#linked.delete(place);
    delete this.#edited[place];
    delete this.#valid[place];
  }

  /** What the designer shows. */
  edited(place) {
    return this.#edited[place]?.value ?? this.#originals[place];
  }

  /** What the case runs. */
  running(place) {
    return this.#valid[place] ?? this.#originals[place];
  }

  isValid(place) {
    return this.#edited[place]?.is_valid ?? true;
  }

  isEdited(place) {
    return !isEqual(this.edited(place), this.#originals[place]);
  }

  /**
   * The edited ones, for a link.
   * @param {{validate: Function}} engine
   * @throws {ShareError} holds_credential, not_json
   */
  toShare(engine) {
    const configs = {};
    for (const place of Object.keys(this.#edited).filter((one) => this.isEdited(one))) {
      const config = readConfig(this.edited(place));
      const field = this.#originals[place].name;
      if (config === null) throw new ShareError("not_json", { field });
      const warned = engine.validate(config).diagnostics.find(isCredential);
      const found = warned?.pointer ?? writtenCredential(config);
      if (found !== null) throw new ShareError("holds_credential", { field, place: found });
      configs[place] = config;
    }
    return configs;
  }
}

const isCredential = ({ code }) => code === "hardcoded_credential";

function readConfig(config) {
  let value = config;
  try {
    if (typeof config === "string") value = JSON.parse(config);
  } catch {
    return null;
  }
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;
}
