// fieldcall/elements: every custom element, registered.

export * from "./builder/index.js";
export * from "./field/index.js";
