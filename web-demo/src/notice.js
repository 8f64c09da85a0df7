// What the page has to say: one message at a time, with at most one thing to do about it.

export class Notice {
  #settings;
  #shown = null;
  #box = document.getElementById("notice");
  #text = document.getElementById("notice-text");
  #action = document.getElementById("notice-action");

  /** @param {import("./settings.js").Settings} settings */
  constructor(settings) {
    this.#settings = settings;
    document.getElementById("notice-close").addEventListener("click", () => this.hide());
    this.#action.addEventListener("click", () => {
      const { action } = this.#shown;
      this.hide();
      action.run();
    });
    settings.follow(() => this.#render());
  }

  /**
   * @param {"info" | "error"} kind
   * @param {string} key of a text
   * @param {Record<string, unknown>} values of the text
   * @param {{key: string, run: () => void} | null} action
   */
  show(kind, key, values = {}, action = null) {
    this.#shown = { kind, key, values, action };
    this.#render();
  }

  hide(key = this.#shown?.key) {
    if (this.#shown?.key !== key) return;
    this.#shown = null;
    this.#render();
  }

  #render() {
    const shown = this.#shown;
    this.#box.hidden = shown === null;
    if (shown === null) return;
    const { t } = this.#settings;
    this.#box.dataset.kind = shown.kind;
    this.#box.setAttribute("role", shown.kind === "error" ? "alert" : "status");
    this.#text.textContent = t(shown.key, shown.values);
    this.#action.hidden = shown.action === null;
    this.#action.textContent = shown.action ? t(shown.action.key) : "";
  }
}
