// The first difference of two traces, in words.

const parts = ["validate", "render", "map", "simulate"];

function place(one, other, pointer) {
  const are_objects = [one, other].every((value) => value !== null && typeof value === "object");
  if (!are_objects) return { pointer, one, other };
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    if (JSON.stringify(one[key]) !== JSON.stringify(other[key])) {
      return place(one[key], other[key], `${pointer}/${key}`);
    }
  }
  return { pointer, one, other };
}

/**
 * @param {string} scenario its line of the corpus
 * @param {{name: string, trace: string}} first
 * @param {{name: string, trace: string}} second
 */
export function difference(scenario, first, second) {
  const { name } = JSON.parse(scenario);
  const [one, other] = [JSON.parse(first.trace), JSON.parse(second.trace)];
  const at = parts.findIndex((_, i) => JSON.stringify(one[i]) !== JSON.stringify(other[i]));
  if (at < 0) return `${name}: ${first.name} and ${second.name} spell the same values differently`;
  const found = place(one[at] ?? null, other[at] ?? null, "");
  const shown = (value) => (value === undefined ? "nothing" : JSON.stringify(value).slice(0, 200));
  return (
    `${name}: ${parts[at]} differs at "${found.pointer}": ` +
    `${first.name} has ${shown(found.one)}, ${second.name} has ${shown(found.other)}`
  );
}
