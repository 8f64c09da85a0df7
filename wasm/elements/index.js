// fieldcall/elements: every custom element, registered.

export * from "./field/index.js";
