// A curl command that is pasted: read while it is typed, taken when the person says so.

export class CurlImport {
  isOpen = false;
  text = "";
  /** What importCurl() made of the text. */
  result = null;

  #builder;

  constructor(builder) {
    this.#builder = builder;
  }

  open() {
    this.isOpen = true;
    this.read("");
  }

  read(text) {
    const { engine } = this.#builder.state;
    this.text = text;
    this.result = text.trim() && engine ? engine.importCurl(text) : null;
    this.#builder.requestUpdate();
  }

  take() {
    if (!this.result?.valid) return;
    const { state, t } = this.#builder;
    state.replaceField(this.result.field);
    this.close();
    this.#builder.announce(t("builder.imported"));
  }

  close() {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#builder.closeDialog();
    this.#builder.requestUpdate();
  }
}
