// One tooltip at a time: where a part of the request came from.

export class Tooltip {
  text = null;

  #builder;
  #anchor = null;

  constructor(builder) {
    this.#builder = builder;
  }

  show(anchor, text) {
    this.#anchor = anchor;
    this.text = text;
    this.#builder.requestUpdate();
    this.#builder.updateComplete.then(() => this.#place());
  }

  hide() {
    if (this.text === null) return;
    this.text = null;
    this.#builder.requestUpdate();
  }

  // Beside its piece, by the CSSOM: a style attribute would need 'unsafe-inline'.
  #place() {
    const tip = this.#builder.renderRoot.querySelector("#tooltip");
    if (!tip) return;
    const frame = tip.parentElement.getBoundingClientRect();
    const place = this.#anchor.getClientRects()[0] ?? frame;
    const left = Math.min(place.left - frame.left, frame.width - tip.offsetWidth - 8);
    tip.style.left = `${Math.max(left, 8)}px`;
    const isRoom = place.bottom + tip.offsetHeight + 12 < globalThis.innerHeight;
    const top = isRoom ? place.bottom + 6 : place.top - tip.offsetHeight - 6;
    tip.style.top = `${top - frame.top}px`;
  }
}
