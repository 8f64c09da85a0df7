// The page: one case, six fields, the designer for one of them. Keeps the state and hands it to the
// elements; what a field does is theirs and the engine's to know.

import { shareAddress } from "./address.js";
import { withoutWritten, withUpdates } from "./case_data.js";
import { buildForm, labelsOf, make } from "./case_form.js";
import { Configurations } from "./configurations.js";
import { original_configs, example_case, places } from "./fields.js";
import { decodeShare, encodeShare, ShareError } from "./share_link.js";
import { translate } from "./texts.js";

// As long as a field waits after a key: an edited field is run once the designer pauses.
const edit_pause_ms = 600;

export class DemoPage {
  #settings;
  #notice;
  #columns;
  #answers;
  #configurations = new Configurations(original_configs);
  #data = example_case;
  #written = {};
  #chosen = places[0];
  #form;
  #elements = {};
  #builder = null;
  #timer = null;

  /** @param {{settings, notice, columns, answers}} parts see main.js */
  constructor({ settings, notice, columns, answers }) {
    this.#settings = settings;
    this.#notice = notice;
    this.#columns = columns;
    this.#answers = answers;
    this.#form = buildForm(document.getElementById("form"), {
      onInput: (change) => this.#setData(change(this.#data)),
      onChoose: (place) => this.#choose(place, { is_shown: true }),
    });
    this.#bindControls();
  }

  /** Shows the case of a link, or the example; then keeps up with where answers come from. */
  open(share) {
    if (share !== null) this.#openShare(share);
    this.#answers.follow((change) => this.#answersChanged(change));
    this.#settings.follow(() => this.#settingsChanged());
  }

  /** Takes over the state of a link; says so, or why not. */
  openLink(share) {
    this.#openShare(share);
    if (this.#answers.source === "samples") this.#remake();
    else this.#answers.choose("samples");
  }

  /** Whether fields that came with a link are here, which nobody has allowed to run live. */
  get isLinked() {
    return this.#configurations.linked.length > 0;
  }

  /** Where answers are to come from. Asks first if fields of a link would run live. */
  chooseSource(source) {
    if (source !== "live" || !this.isLinked) return this.#answers.choose(source);
    const asked = this.#configurations;
    const configs = asked.linked.map((place) => asked.running(place));
    const calls = callsOf(configs, this.#answers.engine, this.#answers.liveBase);
    const run = () => {
      if (asked !== this.#configurations) return;
      asked.accept();
      this.#answers.choose("live");
    };
    this.#notice.show("error", "live.ask", { calls }, { key: "live.allow", run });
  }

  #openShare(share) {
    try {
      const { data, configs, chosen } = decodeShare(share, places);
      this.#configurations = new Configurations(original_configs);
      for (const [place, config] of Object.entries(configs)) {
        this.#configurations.link(place, config, this.#isValid(config));
      }
      this.#data = data;
      this.#written = {};
      this.#chosen = chosen;
      this.#notice.show("info", "share.opened");
    } catch (error) {
      if (!(error instanceof ShareError)) throw error;
      this.#notice.show("error", `share.${error.code}`, error.details);
    }
  }

  #isValid(config) {
    return this.#answers.engine.validate(config).valid;
  }

  #bindControls() {
    const chosen = document.getElementById("chosen");
    chosen.addEventListener("change", () => this.#choose(chosen.value));
    document.getElementById("restore").addEventListener("click", () => this.#restore());
    const share = document.getElementById("share");
    share.addEventListener("click", () => this.#share());
    share.disabled = false;
  }

  #settingsChanged() {
    const { locale, theme } = this.#settings;
    translate(document.getElementById("form"), locale);
    for (const element of [...Object.values(this.#elements), this.#builder]) {
      if (element) Object.assign(element, { locale, theme, labels: labelsOf(locale) });
    }
    this.#showNames();
  }

  #answersChanged(change) {
    if (change === "weather") this.#runAgain(places);
    else if (change === "source") this.#remake();
  }

  // New elements know nothing of earlier calls: neither may the case. What may change something is
  // not run because the page was made anew.
  #remake() {
    clearTimeout(this.#timer);
    this.#data = withoutWritten(this.#data, Object.values(this.#written));
    this.#written = {};
    for (const place of places) this.#makeField(place);
    this.#makeBuilder();
    this.#form.showData(this.#data);
    this.#settingsChanged();
    const again = places.filter((place) => !this.#hasTrigger(place, "on_create"));
    this.#runAgain(again.filter((place) => this.#onlyReads(place)));
  }

  #makeField(place) {
    const element = document.createElement("fieldcall-field");
    Object.assign(element, {
      config: this.#configurations.running(place),
      data: this.#data,
      ...this.#answers.forField(place, this.#configurations.running(place)),
    });
    element.addEventListener("fieldcall-outcome", ({ detail }) => {
      if (this.#elements[place] !== element) return;
      const { last_written, updates } = detail.outcome;
      this.#written[place] = last_written ?? updates;
    });
    element.addEventListener("fieldcall-updates", ({ detail }) => {
      if (this.#elements[place] === element) this.#setData(withUpdates(this.#data, detail.updates));
    });
    this.#elements[place] = element;
    this.#form.slots[place].querySelector(".element").replaceChildren(element);
  }

  #makeBuilder() {
    const element = document.createElement("fieldcall-builder");
    const place = this.#chosen;
    Object.assign(element, {
      config: this.#configurations.edited(place),
      data: this.#data,
      ...this.#answers.forBuilder(place, this.#configurations.running(place)),
    });
    element.addEventListener("fieldcall-config", ({ detail }) => {
      if (this.#builder === element) this.#edit(place, detail);
    });
    this.#builder = element;
    document.getElementById("builder").replaceChildren(element);
  }

  #setData(data) {
    this.#data = data;
    this.#form.showData(data);
    for (const element of Object.values(this.#elements)) element.data = data;
    if (this.#builder) this.#builder.data = data;
  }

  #choose(place, { is_shown = false } = {}) {
    if (place !== this.#chosen) {
      this.#chosen = place;
      this.#makeBuilder();
      this.#settingsChanged();
    }
    if (!is_shown) return;
    this.#columns.show("designer");
    document.getElementById("chosen").focus();
  }

  // Without a configuration the text is no JSON just now.
  #edit(place, { config, text, valid }) {
    this.#configurations.edit(place, config ?? text, valid);
    this.#showNames();
    if (valid) this.#apply(place);
  }

  #restore() {
    const place = this.#chosen;
    this.#configurations.restore(place);
    this.#makeBuilder();
    this.#settingsChanged();
    this.#apply(place);
    const { name } = original_configs[place];
    this.#notice.show("info", "restored", { field: name });
  }

  // A field that is run only when asked, or that may change something, is not run by an edit.
  #apply(place) {
    const config = this.#configurations.running(place);
    Object.assign(this.#elements[place], { config, ...this.#answers.forField(place, config) });
    clearTimeout(this.#timer);
    if (!this.#onlyReads(place)) return;
    this.#timer = setTimeout(() => this.#runAgain([place]), edit_pause_ms);
  }

  async #runAgain(which) {
    for (const place of which) {
      const element = this.#elements[place];
      await element.updateComplete;
      if (!this.#isOnlyManual(place)) element.refresh();
    }
  }

  #onlyReads(place) {
    return this.#configurations.running(place).api_config.method === "GET";
  }

  #triggers(place) {
    return [this.#configurations.running(place).trigger ?? "on_create"].flat();
  }

  #hasTrigger(place, trigger) {
    return this.#triggers(place).includes(trigger);
  }

  #isOnlyManual(place) {
    return this.#triggers(place).every((trigger) => trigger === "manual");
  }

  #showNames() {
    const chosen = document.getElementById("chosen");
    const options = places.map((place) =>
      make("option", { value: place }, this.#configurations.running(place).name),
    );
    chosen.replaceChildren(...options);
    chosen.value = this.#chosen;
    const { t } = this.#settings;
    for (const place of places) {
      const slot = this.#form.slots[place];
      const is_edited = this.#configurations.isEdited(place);
      slot.querySelector(".changed").hidden = !is_edited;
      slot.classList.toggle("chosen", place === this.#chosen);
      const edit = slot.querySelector(".edit");
      edit.setAttribute("aria-label", `${t("edit")}: ${this.#configurations.running(place).name}`);
      const problem = this.#configurations.isValid(place) ? "" : t("invalid");
      const paragraph = slot.querySelector(".problem");
      if (paragraph.textContent !== problem) paragraph.textContent = problem;
    }
    document.getElementById("restore").disabled = !this.#configurations.isEdited(this.#chosen);
  }

  async #share() {
    try {
      const share = encodeShare(
        {
          data: withoutWritten(this.#data, Object.values(this.#written)),
          configs: this.#configurations.toShare(this.#answers.engine),
          chosen: this.#chosen,
        },
        { forbidden: [this.#answers.token] },
      );
      const address = shareAddress(share);
      history.replaceState(null, "", address);
      const is_copied = await copy(address);
      this.#notice.show("info", is_copied ? "share.done" : "share.shown");
    } catch (error) {
      if (!(error instanceof ShareError)) throw error;
      this.#notice.show("error", `share.${error.code}`, error.details);
    }
  }
}

// Every origin that the fields call, with its methods, as words.
function callsOf(configs, engine, base) {
  const calls = configs.flatMap((config) =>
    engine.inventory(config).origins.map(({ origin, methods }) => {
      const address = origin.replaceAll("{env.api_base}", base);
      return `${methods.join("/")} ${address}`;
    }),
  );
  return [...new Set(calls)].join(", ");
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
