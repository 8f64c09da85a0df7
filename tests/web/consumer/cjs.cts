import fieldcall = require("fieldcall");
import slim = require("fieldcall/slim");

export const made: Promise<fieldcall.Fieldcall> = fieldcall.createFieldcall();
export const loaded: Promise<WebAssembly.Module> = slim.init("fieldcall.wasm");
