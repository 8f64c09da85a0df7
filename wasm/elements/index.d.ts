export * from "./builder.js";
export * from "./field.js";
