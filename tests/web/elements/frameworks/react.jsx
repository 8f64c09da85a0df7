import { useState } from "react";
import { createRoot } from "react-dom/client";
import { applyUpdates } from "fieldcall/elements/field";
import { config, inputs } from "./case.js";

function Case() {
  const [data, setData] = useState({ id: "1" });
  const put = ({ detail }) => setData((before) => applyUpdates(before, detail.updates));
  return (
    <main>
      <label>
        Customer
        <input value={data.id} onChange={({ target }) => setData({ ...data, id: target.value })} />
      </label>
      <fieldcall-field config={config} data={data} inputs={inputs} onfieldcall-updates={put} />
      <output>{JSON.stringify(data)}</output>
    </main>
  );
}

createRoot(document.querySelector("#result")).render(<Case />);
