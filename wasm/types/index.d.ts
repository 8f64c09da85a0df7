/** Compiles the WebAssembly inside, once. Optional: `createFieldcall` does it as well. */
export function init(): Promise<WebAssembly.Module>;
