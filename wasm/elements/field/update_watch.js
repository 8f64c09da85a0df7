// on_update: says when changed case data should start a call. What counts as a change is the
// engine's plan(): the data that the templates read, or `watch`.

import { isEmpty, sameValue } from "./case_values.js";
import { valueAt } from "../shared/target_path.js";

/** People type: a call starts when nothing changed for this long. */
const quiet_ms = 400;

export class UpdateWatch {
  #fire;
  #before = {};
  #due = false;
  #timer = null;
  #own = null;

  /** @param {() => void} fire called when data has changed and then been quiet */
  constructor(fire) {
    this.#fire = fire;
  }

  /** From here on changes are counted from this data. */
  rebase(data) {
    this.stop();
    this.#before = data;
  }

  /** The field's own updates, which the page will hand back and which start nothing. */
  expect(updates) {
    this.#own = Object.keys(updates).length > 0 ? updates : null;
  }

  /**
   * Case data that the page has set.
   * @returns {boolean} whether a call is due for it
   */
  change(engine, { config, field }, data) {
    const event = { trigger: "on_update", fields: [field] };
    if (this.#isOwn(data)) event.writtenBy = [field];
    const { waves } = engine.plan(config, event, this.#before, data);
    this.#before = data;
    this.#due ||= waves.length > 0;
    if (waves.length > 0) this.#arm();
    return this.#due;
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#due = false;
  }

  #isOwn(data) {
    if (!this.#own) return false;
    const arrived = Object.entries(this.#own).every(([target, value]) => {
      const found = valueAt(data, target);
      return sameValue(found, value) || (isEmpty(found) && isEmpty(value));
    });
    if (arrived) this.#own = null;
    return arrived;
  }

  #arm() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.stop();
      this.#fire();
    }, quiet_ms);
  }
}
