// What interrupts: pasting a curl command, and the question before a run that may change something.

import { html, nothing } from "lit";

export function curlDialog(builder) {
  const { t, curl } = builder;
  if (!curl.isOpen) return nothing;
  const { text, result } = curl;
  return html`<dialog aria-labelledby="curl-title" @close=${() => curl.close()}>
    <form
      method="dialog"
      @submit=${(event) => {
        event.preventDefault();
        curl.take();
      }}
    >
      <h2 id="curl-title">${t("builder.import_curl")}</h2>
      <p class="hint" id="curl-hint">${t("builder.import_hint")}</p>
      <label for="curl-text">${t("builder.import_label")}</label>
      <textarea
        id="curl-text"
        class="code"
        rows="7"
        spellcheck="false"
        autofocus
        aria-describedby="curl-hint"
        .value=${text}
        placeholder="curl -H 'Accept: application/json' https://api.example.com/v1/companies/BE0123"
        @input=${({ target }) => curl.read(target.value)}
      ></textarea>
      <div role="status">
        ${(result?.problems ?? []).map(
          ({ message, fix }) =>
            html`<p class="notice danger">
              ${message}${fix ? html`<span class="fix"> ${fix}</span>` : nothing}
            </p>`,
        )}
        ${result?.valid ? html`<p class="notice success">${t("builder.import_ready", { method: result.field.api_config.method, url: result.field.api_config.url })}</p>` : nothing}
        ${
          (result?.notes ?? []).length > 0
            ? html`<ul class="notes">
                ${result.notes.map(({ message, fix }) => html`<li>${message}${fix ? html`<span class="fix"> ${fix}</span>` : nothing}</li>`)}
              </ul>`
            : nothing
        }
      </div>
      <div class="actions">
        <button type="button" @click=${() => curl.close()}>${t("builder.cancel")}</button>
        <button type="submit" class="primary" ?disabled=${!result?.valid}>
          ${t("builder.import_take")}
        </button>
      </div>
    </form>
  </dialog>`;
}

export function runDialog(builder) {
  const { t, runner } = builder;
  const { question } = runner;
  if (!question) return nothing;
  const { method, url, way } = question;
  return html`<dialog
    aria-labelledby="run-title"
    aria-describedby="run-text"
    @cancel=${() => runner.answer(false)}
  >
    <h2 id="run-title">${t("builder.run_question", { method })}</h2>
    <p id="run-text">${t(`builder.run_warning.${way}`, { method })}</p>
    <p class="line"><code>${method} ${url}</code></p>
    <div class="actions">
      <button type="button" autofocus @click=${() => runner.answer(false)}>
        ${t("builder.cancel")}
      </button>
      <button type="button" class="primary" @click=${() => runner.answer(true)}>
        ${t("builder.run_yes", { method })}
      </button>
    </div>
  </dialog>`;
}
