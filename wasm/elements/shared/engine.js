// One engine for all elements of a page: single flight, cache and limits work across fields.

let shared = null;

/**
 * The engine of elements that are given none of their own. To be called before they make a call;
 * otherwise the first of them makes one with createFieldcall()'s defaults.
 * @param {import("fieldcall").Fieldcall | Promise<import("fieldcall").Fieldcall>} fieldcall
 */
export function useFieldcall(fieldcall) {
  shared = Promise.resolve(fieldcall);
}

/**
 * The engine of an element: its `fieldcall` property, else the page's. The core is loaded only
 * here, so that a page which gives its own (fieldcall/slim) never loads a second one.
 * @returns {Promise<import("fieldcall").Fieldcall>}
 */
export function engineOf(element) {
  if (element.fieldcall) return Promise.resolve(element.fieldcall);
  shared ??= import("fieldcall").then(({ createFieldcall }) => createFieldcall());
  return shared;
}
