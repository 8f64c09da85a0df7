import { createFieldcall } from "fieldcall";

const fieldcall = await createFieldcall();
const { result } = fieldcall.eval("a.b", { a: { b: "in a worker" } });
postMessage(`ready ${result}`);
