// An answer as a tree to choose values from: <fieldcall-answer-tree>. Keyboard as the ARIA tree
// pattern has it; Enter, Space or a click on a value asks for a mapping of it.

import { LitElement, css, html, nothing } from "lit";
import { tokens } from "../shared/tokens.css.js";
import { pointerOfPath } from "./json_tree.js";
import { shapeOf, sourceOf } from "./paths.js";

const open_depth = 3;
const open_rows_max = 200; // a large answer begins closed where it would go on for pages
const children_shown = 100;
const value_chars_max = 200;

export class AnswerTree extends LitElement {
  static properties = {
    /** Tree of the answer's body, and the text it is of. */
    body: { attribute: false },
    /** source expression -> targets */
    mapped: { attribute: false },
    /** What nothing maps, as the engine names it. */
    unmapped: { attribute: false },
    /** (key, args) -> text */
    t: { attribute: false },
  };

  #toggled = new Map();
  #more = new Set();
  #active = "";
  #rows = [];

  constructor() {
    super();
    this.body = null;
    this.mapped = new Map();
    this.unmapped = [];
    this.t = (key) => key;
  }

  willUpdate(changed) {
    if (changed.has("body")) {
      this.#toggled.clear();
      this.#more.clear();
      this.#active = "";
    }
    this.#rows = [];
    if (this.body) this.#collect(this.body.root, [], { position: 1, size: 1 });
    if (!this.#rows.some(({ id }) => id === this.#active)) this.#active = this.#rows[0]?.id ?? "";
  }

  #isOpen(id, depth) {
    return this.#toggled.get(id) ?? (depth < open_depth && this.#rows.length < open_rows_max);
  }

  #collect(node, steps, { position, size }) {
    const id = pointerOfPath(steps);
    const children = childrenOf(node);
    const isOpen = children.length > 0 && this.#isOpen(id, steps.length);
    this.#rows.push({ id, node, steps, position, size, isBranch: children.length > 0, isOpen });
    if (!isOpen) return;
    const limit = this.#more.has(id) ? children.length : children_shown;
    for (const [index, { name, value }] of children.slice(0, limit).entries()) {
      this.#collect(value, [...steps, name], { position: index + 1, size: children.length });
    }
    if (children.length > limit) {
      const rest = children.length - limit;
      this.#rows.push({
        id: `${id}/ more`,
        steps: [...steps, ""],
        more: id,
        rest,
        position: limit + 1,
        size: children.length,
      });
    }
  }

  render() {
    if (!this.body) return nothing;
    const unmapped = new Set(this.unmapped);
    return html`<p class="visually-hidden" id="how">${this.t("builder.tree_how")}</p>
      <div
        role="tree"
        aria-label=${this.t("builder.tree")}
        aria-describedby="how"
        @keydown=${this.#onKey}
        @focusin=${this.#onFocus}
      >
        ${this.#rows.map((row) => (row.more === undefined ? this.#row(row, unmapped) : this.#moreRow(row)))}
      </div>`;
  }

  #row(row, unmapped) {
    const { id, node, steps, isBranch, isOpen } = row;
    const name = steps.length === 0 ? this.t("builder.tree_root") : String(steps.at(-1));
    const targets = this.mapped.get(sourceOf(steps)) ?? [];
    const isUnmapped = !isBranch && targets.length === 0 && unmapped.has(shapeOf(steps));
    const value = isBranch ? sizeText(this.t, node) : valueText(this.body.text, node);
    return html`<div
      role="treeitem"
      class="row ${isUnmapped ? "unmapped" : ""} ${targets.length > 0 ? "mapped" : ""}"
      data-id=${id}
      tabindex=${id === this.#active ? "0" : "-1"}
      aria-level=${steps.length + 1}
      aria-posinset=${row.position}
      aria-setsize=${row.size}
      aria-expanded=${isBranch ? String(isOpen) : nothing}
      .depth=${steps.length}
      @click=${(event) => this.#onClick(event, row)}
    >
      <span class="toggle" aria-hidden="true"
        >${isBranch ? (isOpen ? "\u25be" : "\u25b8") : ""}</span
      >
      <span class="name">${name}</span>
      <span class="value ${node.type}">${value}</span>
      ${targets.map((target) => html`<span class="target">${this.t("builder.tree_mapped", { target })}</span>`)}
      ${isUnmapped ? html`<span class="none">${this.t("builder.tree_unmapped")}</span>` : nothing}
      ${targets.length === 0 ? html`<span class="add" aria-hidden="true">${this.t("builder.tree_add")}</span>` : nothing}
    </div>`;
  }

  #moreRow({ id, more, rest, steps, position, size }) {
    return html`<div
      role="treeitem"
      class="row more"
      data-id=${id}
      tabindex=${id === this.#active ? "0" : "-1"}
      aria-level=${steps.length + 1}
      aria-posinset=${position}
      aria-setsize=${size}
      .depth=${steps.length}
      @click=${() => this.#showMore(more, id)}
    >
      <span class="toggle"></span>${this.t("builder.tree_more", { count: rest })}
    </div>`;
  }

  // Indentation through the CSSOM: a style attribute would need 'unsafe-inline'.
  updated() {
    for (const row of this.renderRoot.querySelectorAll(".row"))
      row.style.setProperty("--depth", row.depth);
  }

  #showMore(branch, id) {
    const index = this.#rows.findIndex((row) => row.id === id);
    this.#more.add(branch);
    this.requestUpdate();
    this.updateComplete.then(() => this.#focus(this.#rows[index]));
  }

  #onClick(event, row) {
    this.#focus(row);
    if (row.isBranch && event.target.closest(".toggle")) this.#toggle(row, !row.isOpen);
    else this.#choose(row);
  }

  #onFocus({ target }) {
    const id = target.closest("[data-id]")?.dataset.id;
    if (id === undefined || id === this.#active) return;
    this.#active = id;
    this.requestUpdate();
  }

  #toggle({ id }, isOpen) {
    this.#toggled.set(id, isOpen);
    this.requestUpdate();
  }

  #choose({ steps, node }) {
    this.dispatchEvent(
      new CustomEvent("choose", { detail: { steps, source: sourceOf(steps), type: node.type } }),
    );
  }

  #focus(row) {
    if (!row) return;
    this.#active = row.id;
    for (const element of this.renderRoot.querySelectorAll(".row")) {
      if (element.dataset.id !== row.id) continue;
      element.tabIndex = 0;
      element.focus();
    }
    this.requestUpdate();
  }

  #onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = this.#rows.findIndex(({ id }) => id === this.#active);
    const row = this.#rows[index];
    if (!row || !this.#act(event.key, row, index)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #act(key, row, index) {
    const rows = this.#rows;
    if (key === "ArrowDown") this.#focus(rows[index + 1]);
    else if (key === "ArrowUp") this.#focus(rows[index - 1]);
    else if (key === "Home") this.#focus(rows[0]);
    else if (key === "End") this.#focus(rows.at(-1));
    else if (key === "Enter" || key === " ") {
      if (row.more === undefined) this.#choose(row);
      else this.#showMore(row.more, row.id);
    } else if (key === "ArrowRight") {
      if (row.isBranch && !row.isOpen) this.#toggle(row, true);
      else if (row.isOpen) this.#focus(rows[index + 1]);
    } else if (key === "ArrowLeft") {
      if (row.isOpen) this.#toggle(row, false);
      else this.#focus(this.#parentOf(index));
    } else if (key === "*") this.#openSiblings(row);
    else if (key.length === 1 && key.trim()) this.#typeAhead(key, index);
    else return false;
    return true;
  }

  #parentOf(index) {
    const depth = this.#rows[index].steps.length;
    return this.#rows.slice(0, index).findLast(({ steps }) => steps.length < depth);
  }

  #openSiblings({ steps }) {
    const front = pointerOfPath(steps.slice(0, -1));
    for (const row of this.#rows) {
      const isSibling =
        row.steps.length === steps.length && pointerOfPath(row.steps.slice(0, -1)) === front;
      if (isSibling && row.isBranch) this.#toggled.set(row.id, true);
    }
    this.requestUpdate();
  }

  #typeAhead(key, index) {
    const turned = [...this.#rows.slice(index + 1), ...this.#rows.slice(0, index)];
    this.#focus(
      turned.find(({ steps }) =>
        String(steps.at(-1) ?? "")
          .toLowerCase()
          .startsWith(key.toLowerCase()),
      ),
    );
  }

  static styles = [
    tokens,
    css`
      :host {
        display: block;
        font-family: var(--_font-mono);
        font-size: 0.8125rem;
      }
      [role="tree"] {
        overflow: auto;
        max-height: 26rem;
        padding: 0.25rem;
      }
      .row {
        --depth: 0;
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 0.5rem;
        min-height: 1.75rem;
        padding: 0.1875rem 0.5rem 0.1875rem calc(var(--depth) * 1.125rem + 0.25rem);
        border-radius: 0.375rem;
        cursor: pointer;
        overflow-wrap: anywhere;
      }
      .row:hover {
        background: var(--_accent-surface);
      }
      .row:focus-visible {
        outline: var(--_focus);
        outline-offset: -2px;
      }
      .toggle {
        flex: none;
        width: 1rem;
        text-align: center;
        color: var(--_text-muted);
      }
      .name {
        color: var(--_text);
        font-weight: 600;
      }
      .name::after {
        content: ":";
        color: var(--_text-muted);
        font-weight: 400;
      }
      .value {
        color: var(--_text-muted);
      }
      .value.string {
        color: var(--_success);
      }
      .value.number,
      .value.boolean {
        color: var(--_accent);
      }
      .target,
      .none,
      .add {
        font-family: var(--_font);
        font-size: 0.75rem;
        border-radius: 1rem;
        padding: 0 0.5rem;
      }
      .target {
        background: var(--_success-surface);
        color: var(--_success);
      }
      .none {
        border: 1px dashed var(--_border-strong);
        color: var(--_text-muted);
      }
      .add {
        margin-left: auto;
        color: var(--_accent);
        visibility: hidden;
      }
      .row:hover .add,
      .row:focus-visible .add {
        visibility: visible;
      }
      .more {
        color: var(--_accent);
        font-family: var(--_font);
      }
    `,
  ];
}

function childrenOf(node) {
  if (node.type === "object") return node.members.map(({ key, value }) => ({ name: key, value }));
  return node.type === "array" ? node.items.map((value, index) => ({ name: index, value })) : [];
}

function valueText(text, node) {
  const shown = text.slice(node.from, node.to);
  return shown.length > value_chars_max ? `${shown.slice(0, value_chars_max)}\u2026` : shown;
}

const sizeText = (t, node) =>
  node.type === "array"
    ? t("builder.tree_items", { count: node.items.length })
    : t("builder.tree_members", { count: node.members.length });
