// Labelled controls over one place of the configuration: they show what the text says there, the
// diagnostics of it, and write what a person does back into the text.

import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";

const number = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/;

/** Stable within one builder: labels, descriptions and "go to" find controls by it. */
export const controlId = (path) =>
  `at-${path.map((step) => String(step).replace(/[^A-Za-z0-9_-]/g, (c) => `_${c.codePointAt(0)}_`)).join("--")}`;

/** What a control shows for a node: text as it is, a number's own digits, anything else as JSON. */
export function shownText(state, node) {
  if (!node || node.type === "null") return "";
  if (node.type === "string") return node.value;
  return state.readableText.slice(node.from, node.to);
}

/** A typed number as the text writes it; what is no number stays text, which is then diagnosed. */
export const numberValue = (text) => (number.test(text) ? { raw: text } : text);

export function problemList(builder, problems, id) {
  if (problems.length === 0) return nothing;
  return html`<ul class="problems" id=${id}>
    ${problems.map(
      (problem) =>
        html`<li class=${problem.severity}>
          <span class="severity">${builder.t(`builder.severity.${problem.severity}`)}</span>
          ${problem.message}${problem.fix ? html`<span class="fix"> ${problem.fix}</span>` : nothing}
        </li>`,
    )}
  </ul>`;
}

// Nobody is told off for what they have not come to yet: what is empty and was never left has time.
// The list of problems below the form has it all the same.
function problemsToShow(builder, path, within) {
  const problems = builder.state.problemsAt(path, { within });
  const node = builder.state.at(path);
  const isEmpty = !node || node.value === "" || node.members?.length === 0;
  return isEmpty && builder.isFromBlank && !builder.visited.has(controlId(path)) ? [] : problems;
}

/** aria-invalid, aria-describedby and the list itself for one place. */
export function describe(builder, path, { hintId, within = false } = {}) {
  const problems = problemsToShow(builder, path, within);
  const id = `${controlId(path)}-problems`;
  const isInvalid = problems.some(({ severity }) => severity === "error");
  const ids = [hintId, problems.length > 0 ? id : null].filter(Boolean).join(" ");
  return {
    invalid: isInvalid ? "true" : nothing,
    describedBy: ids || nothing,
    list: problemList(builder, problems, id),
  };
}

function labelled(builder, path, { label, hint, within, isBare = false }, control) {
  const id = controlId(path);
  const hintId = hint ? `${id}-hint` : undefined;
  const { invalid, describedBy, list } = describe(builder, path, { hintId, within });
  return html`<div class="control">
    <label for=${id}>${label}</label>
    ${control({ id, invalid, describedBy })}
    ${hint ? html`<p class="hint" id=${hintId}>${hint}</p>` : nothing} ${isBare ? nothing : list}
  </div>`;
}

/** Writes one place: empty takes it away where it may be left out. */
function write(state, path, value, isOptional) {
  if (value === "" && isOptional) state.remove(path);
  else state.set(path, value);
}

export function textControl(builder, path, options) {
  const { state } = builder;
  const { isOptional = false, isNumber = false, isCode = false, placeholder, list } = options;
  const onInput = ({ target }) => {
    if (options.onWrite) return options.onWrite(state, target.value);
    const value = isNumber ? numberValue(target.value.trim()) : target.value;
    return write(state, path, value, isOptional || isNumber);
  };
  if (options.isLong) return longControl(builder, path, options, onInput);
  return labelled(
    builder,
    path,
    options,
    ({ id, invalid, describedBy }) =>
      html`<input
        id=${id}
        class=${isCode ? "code" : ""}
        inputmode=${isNumber ? "numeric" : nothing}
        placeholder=${placeholder ?? nothing}
        list=${list ?? nothing}
        spellcheck=${isCode ? "false" : nothing}
        autocomplete="off"
        autocapitalize="off"
        aria-invalid=${invalid}
        aria-describedby=${describedBy}
        ?disabled=${!state.isReadable}
        .value=${live(shownText(state, state.at(path)))}
        @input=${onInput}
      />`,
  );
}

// One line of text that is shown whole, however long.
function longControl(builder, path, options, onInput) {
  const { state } = builder;
  const write = (event) => {
    const { target } = event;
    if (target.value.includes("\n")) target.value = target.value.replace(/\s*\n\s*/g, "");
    onInput(event);
  };
  return labelled(
    builder,
    path,
    options,
    ({ id, invalid, describedBy }) =>
      html`<textarea
        id=${id}
        class="code long"
        rows="1"
        placeholder=${options.placeholder ?? nothing}
        spellcheck="false"
        autocomplete="off"
        autocapitalize="off"
        aria-invalid=${invalid}
        aria-describedby=${describedBy}
        ?disabled=${!state.isReadable}
        .value=${live(shownText(state, state.at(path)))}
        @input=${write}
      ></textarea>`,
  );
}

/**
 * @param options.choices [{value, label}]; "" = the key is left out
 * @param options.isBare the caller shows the problems, where there is more room
 */
export function choiceControl(builder, path, options) {
  const { state } = builder;
  const { choices, onChoose } = options;
  const shown = shownText(state, state.at(path));
  const known = choices.some(({ value }) => value === shown);
  const all = known ? choices : [...choices, { value: shown, label: shown }];
  const choose = ({ target }) =>
    onChoose ? onChoose(target.value) : write(state, path, target.value, true);
  return labelled(
    builder,
    path,
    options,
    ({ id, invalid, describedBy }) =>
      html`<select
        id=${id}
        aria-invalid=${invalid}
        aria-describedby=${describedBy}
        ?disabled=${!state.isReadable}
        .value=${live(shown)}
        @change=${choose}
      >
        ${all.map(
          ({ value, label }) =>
            html`<option value=${value} ?selected=${value === shown}>${label}</option>`,
        )}
      </select>`,
  );
}
