import { createApp, reactive } from "vue";
import { applyUpdates } from "fieldcall/elements/field";
import { config, inputs } from "./case.js";
import { render } from "./vue.template";

createApp({
  setup() {
    const state = reactive({ data: { id: "1" } });
    const put = ({ detail }) => (state.data = applyUpdates(state.data, detail.updates));
    const type = ({ target }) => (state.data = { ...state.data, id: target.value });
    return { state, put, type, config, inputs };
  },
  render,
}).mount("#result");
