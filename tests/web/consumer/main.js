// What a form builder does: everything with no configuration. The test calls window.fieldcall.
import { createFieldcall, FieldcallError, indexedDbCache, relayTransport } from "fieldcall";

const port = Number(new URLSearchParams(location.search).get("port") ?? 443);
const egress = { allowHttp: true, allowPrivateNetworks: true, ports: [443, port] };

window.make = (options) => createFieldcall({ egress, roots: ["env"], ...options });
window.indexedDbCache = indexedDbCache;
window.relayTransport = relayTransport;
window.FieldcallError = FieldcallError;
window.fieldcall = await window.make();
document.querySelector("#result").textContent = `ready ${window.fieldcall.version}`;
