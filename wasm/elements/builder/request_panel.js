// The request as it would be sent, with where each part of it came from.

import { html, nothing } from "lit";
import { layOutBody } from "./body_layout.js";

export function requestPanel(builder) {
  const { state, t } = builder;
  const { rendered } = state;
  if (!rendered)
    return html`<p class="empty">
      ${t(builder.isBlank ? "builder.request_none" : "builder.request_errors")}
    </p>`;
  const { preview } = rendered;
  return html`<div class="request ${state.isRenderedCurrent && state.isReadable ? "" : "old"}">
    ${
      state.isRenderedCurrent && state.isReadable
        ? nothing
        : html`<p class="notice warning">${t("builder.request_old")}</p>`
    }
    ${statusNotice(builder, preview)}
    ${preview.pieces.length > 0 ? message(builder, preview) : nothing} ${curlLine(builder, preview)}
    ${differences(builder, preview)}
  </div>`;
}

function statusNotice(builder, { status, missing, error }) {
  const { t } = builder;
  if (status === "failed") {
    return html`<div class="notice danger">
      <p>${t("builder.request_refused")}</p>
      <p><code>${error.code}</code> ${error.technical}</p>
    </div>`;
  }
  if (status !== "waiting_input") return nothing;
  return html`<div class="notice info">
    <p>
      ${t("builder.request_waits", { count: missing.length })}
      ${missing.map(
        (name) =>
          html` <button type="button" class="chip" @click=${() => builder.focusInput(name)}>
            ${name}
          </button>`,
      )}
    </p>
  </div>`;
}

function message(builder, preview) {
  const { t } = builder;
  const at = (location) => preview.pieces.filter((piece) => piece.location === location);
  const names = [...new Set(preview.pieces.map(({ location }) => location))]
    .filter((location) => location.startsWith("header "))
    .map((location) => location.slice("header ".length));
  const body = at("body");
  return html`<div class="message" role="group" aria-label=${t("builder.request")}>
    <p class="line">
      <span class="method">${preview.request?.method}</span>
      <span class="url"
        >${at("url").map((piece) => pieceOf(builder, piece, ["api_config", "url"]))}</span
      >
    </p>
    <dl class="headers">
      ${names.map(
        (name) =>
          html`<div>
            <dt>${name}:</dt>
            <dd>
              ${at(`header ${name}`).map((piece) => pieceOf(builder, piece, ["api_config", "headers", name]))}
            </dd>
          </div>`,
      )}
    </dl>
    ${
      body.length > 0
        ? html`<pre class="content" tabindex="0" aria-label=${t("builder.body")}>
${layOutBody(body).map((piece) => pieceOf(builder, piece, ["api_config", "body"]))}</pre>`
        : nothing
    }
    ${builder.tooltip.text ? html`<p class="tooltip" id="tooltip" role="tooltip">${builder.tooltip.text}</p>` : nothing}
  </div>`;
}

const kinds = new Set(["data", "secret", "default", "expression", "generated"]);

function pieceOf(builder, piece, path) {
  if (piece.origin === "literal") return piece.text;
  const kind = piece.isMissing ? "missing" : kinds.has(piece.origin) ? piece.origin : "host";
  const text = provenance(builder, piece, kind);
  const show = ({ currentTarget }) => builder.tooltip.show(currentTarget, text);
  const hide = () => builder.tooltip.hide();
  return html`<button
    type="button"
    class="piece ${kind}"
    aria-description=${text}
    @mouseenter=${show}
    @mouseleave=${hide}
    @focus=${show}
    @blur=${hide}
    @click=${() => builder.goTo(path)}
    .textContent=${piece.text || "\u2205"}
  ></button>`;
}

function provenance(builder, piece, kind) {
  const { t } = builder;
  const args = { source: piece.source ?? "", root: piece.origin };
  const from = t(`builder.from.${kind}`, args);
  return piece.escaping === "none" || piece.isMissing
    ? from
    : `${from} ${t(`builder.escaping.${piece.escaping}`)}`;
}

function curlLine(builder, { curl }) {
  const { t } = builder;
  if (!curl) return nothing;
  return html`<details class="curl">
    <summary>${t("builder.curl")}</summary>
    <pre class="content" tabindex="0" aria-label=${t("builder.curl")}>${curl}</pre>
    <button type="button" @click=${() => builder.copy(curl)}>
      ${builder.copied === curl ? t("builder.copied") : t("builder.copy")}
    </button>
  </details>`;
}

function differences(builder, { differs_on_server: differs = [] }) {
  const { t } = builder;
  if (differs.length === 0) return nothing;
  return html`<section class="differs" aria-labelledby="differs-title">
    <h4 id="differs-title">${t("builder.differs")}</h4>
    <ul>
      ${differs.map(({ code, header }) => html`<li>${t(`builder.differs.${code}`, { header })}</li>`)}
    </ul>
  </section>`;
}
