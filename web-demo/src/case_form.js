// The case: inputs that people fill in, and between them the fields that ask APIs.

import { valueAt, withValue } from "./case_data.js";
import { locales, textOf } from "./texts.js";

// Each group: what people type (path -> attributes), then the fields that need it.
const groups = {
  company: {
    inputs: {
      "company.country": { class: "short", maxlength: 2 },
      "company.number": { inputmode: "numeric" },
      "company.vat_number": {},
    },
    places: ["vat_check", "company_record"],
  },
  payment: { inputs: { "payment.iban": { class: "wide" } }, places: ["iban_check"] },
  address: {
    inputs: {
      "address.street": { class: "wide" },
      "address.postal_code": { class: "short" },
      "address.city": {},
    },
    places: ["location"],
  },
  applicant: {
    inputs: {
      "applicant.first_name": {},
      "applicant.last_name": {},
      "applicant.national_id": {},
      "applicant.monthly_income": { type: "number", min: 0, step: "any" },
      "loan.currency": { class: "short", maxlength: 3 },
    },
    places: ["credit_score", "exchange_rate"],
  },
};

/**
 * Fills the form.
 * @param {HTMLFormElement} form
 * @param {{onInput: (data: (now: object) => object) => void, onChoose: (place: string) => void}} told
 * @returns {{slots: Record<string, HTMLElement>, showData: (data: object) => void}}
 *   `slots` are where the elements of the fields go, by place
 */
export function buildForm(form, { onInput, onChoose }) {
  const slots = {};
  const inputs = new Map();
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const [name, group] of Object.entries(groups)) {
    const fieldset = make("fieldset", {}, make("legend", { "data-text": `group.${name}` }));
    const row = make("div", { class: "inputs" });
    for (const [path, attributes] of Object.entries(group.inputs)) {
      const input = buildInput(path, attributes, onInput);
      inputs.set(path, input);
      row.append(labelled(path, attributes, input));
    }
    fieldset.append(row);
    for (const place of group.places) {
      slots[place] = buildSlot(place, onChoose);
      fieldset.append(slots[place]);
    }
    form.append(fieldset);
  }
  return { slots, showData: (data) => showData(inputs, data) };
}

function buildInput(path, { class: _, ...attributes }, onInput) {
  const input = make("input", { type: "text", name: path, spellcheck: "false", ...attributes });
  input.addEventListener("input", () => {
    const value = valueOf(input);
    onInput((data) => withValue(data, path, value));
  });
  return input;
}

// Nothing typed is nothing there, so that a field waits for it.
function valueOf({ type, value, valueAsNumber }) {
  if (value.trim() === "") return undefined;
  return type === "number" ? valueAsNumber : value.trim();
}

function labelled(path, { class: name = "" }, input) {
  return make("label", { class: name }, make("span", { "data-text": `input.${path}` }), input);
}

function buildSlot(place, onChoose) {
  const edit = make("button", { type: "button", class: "edit", "data-text": "edit" });
  edit.addEventListener("click", () => onChoose(place));
  const changed = make("span", { class: "changed", "data-text": "edited", hidden: "" });
  const problem = make("p", { class: "problem", role: "status" });
  return make(
    "div",
    { class: "slot", "data-place": place },
    make("div", { class: "element" }),
    problem,
    make("div", { class: "slot-foot" }, changed, edit),
  );
}

function showData(inputs, data) {
  for (const [path, input] of inputs) {
    // What is being typed stays as it is: "1." is no number yet.
    if (input === document.activeElement) continue;
    const value = valueAt(data, path);
    input.value = typeof value === "string" || typeof value === "number" ? String(value) : "";
  }
}

/** An element with attributes and children. */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** What places in the case are called in a language: inputs, and what the example fields write. */
export function labelsOf(locale) {
  const prefix = /^(?:input|target)\./;
  const keys = Object.keys(locales[locale]).filter((key) => prefix.test(key));
  return Object.fromEntries(keys.map((key) => [key.replace(prefix, ""), textOf(locale, key)]));
}
