/** Loads `fieldcall.wasm`, once. To be called before `createFieldcall`. */
export function init(
  source?:
    | string
    | URL
    | Response
    | Promise<Response>
    | BufferSource
    | Promise<BufferSource>
    | WebAssembly.Module,
): Promise<WebAssembly.Module>;
