// The case beside the designer where there is room, otherwise one of both behind tabs.
// https://www.w3.org/WAI/ARIA/apg/patterns/tabs/

const narrow = matchMedia("(max-width: 62rem)");

export class Columns {
  #list = document.getElementById("tabs");
  #tabs = [...this.#list.querySelectorAll("button")];
  #chosen = this.#tabs[0];

  constructor() {
    document.getElementById("columns").hidden = false;
    for (const tab of this.#tabs) tab.addEventListener("click", () => this.#choose(tab));
    this.#list.addEventListener("keydown", (event) => this.#move(event));
    narrow.addEventListener("change", () => this.#render());
    this.#render();
  }

  /** Brings a panel into view; puts the focus on its tab if it was hidden. */
  show(panel) {
    const tab = this.#tabs.find(({ dataset }) => dataset.panel === panel);
    const was_hidden = narrow.matches && tab !== this.#chosen;
    this.#choose(tab);
    if (was_hidden) tab.focus();
  }

  #choose(tab) {
    this.#chosen = tab;
    this.#render();
  }

  #move(event) {
    const last = this.#tabs.length - 1;
    const at = this.#tabs.indexOf(this.#chosen);
    const targets = {
      ArrowLeft: at === 0 ? last : at - 1,
      ArrowRight: at === last ? 0 : at + 1,
      Home: 0,
      End: last,
    };
    if (!(event.key in targets)) return;
    event.preventDefault();
    this.#choose(this.#tabs[targets[event.key]]);
    this.#chosen.focus();
  }

  #render() {
    const is_narrow = narrow.matches;
    this.#list.hidden = !is_narrow;
    this.#list.setAttribute("role", "tablist");
    for (const tab of this.#tabs) {
      const panel = document.getElementById(tab.dataset.panel);
      const is_chosen = tab === this.#chosen;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", panel.id);
      tab.setAttribute("aria-selected", String(is_chosen));
      tab.tabIndex = is_chosen ? 0 : -1;
      panel.hidden = is_narrow && !is_chosen;
      if (is_narrow) panel.setAttribute("role", "tabpanel");
      else panel.removeAttribute("role");
    }
  }
}
