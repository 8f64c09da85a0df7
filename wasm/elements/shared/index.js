// What every entry of fieldcall/elements exports besides its element.

export { useFieldcall } from "./engine.js";
export { registerLocale } from "./locale.js";
export { applyUpdates } from "./target_path.js";
