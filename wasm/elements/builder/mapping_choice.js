// A value of the answer that a person chose becomes a mapping.

import { nodeAt, valueOf } from "./json_tree.js";
import { sourceOf, targetFor } from "./paths.js";

const path = ["api_config", "response_mapping"];

const sourceIn = ({ value }) => valueOf(value.type === "object" ? nodeAt(value, ["path"]) : value);

/** Says what was done, or which mapping of this value there is already. */
export function addMapping(builder, steps) {
  const { state, t } = builder;
  const source = sourceOf(steps);
  const members = state.at(path)?.members ?? [];
  const present = members.find((member) => sourceIn(member) === source);
  if (present) {
    builder.announce(t("builder.mapped_already", { source, target: present.key }));
    return;
  }
  const taken = new Set(members.map(({ key }) => key));
  const target = targetFor(steps, taken, valueOf(state.at(["key"])) || "value");
  if (!state.set([...path, target], source)) return;
  state.settle();
  builder.announce(t("builder.mapped_now", { source, target }));
}
