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

// A line of `fieldcall_simulate --print`: its time, what is done, and how.
function action(line) {
  const [, time, what, how] = /^(\S+) ((?:look up|read secrets|[a-z]+) \S+|)(.*)$/.exec(line);
  return { time, what, how };
}

// From where two texts are not the same.
function parting(one, other) {
  let at = 0;
  while (at < one.length && one[at] === other[at]) ++at;
  return at;
}

function changed(line, other_line) {
  const [one, other] = [action(line), action(other_line)];
  if (one.time !== other.time) return "the time";
  if (one.what !== other.what) return "what is done";
  const same = one.how.slice(0, parting(one.how, other.how));
  return `what follows ${JSON.stringify(same.slice(-40))}`;
}

/**
 * The first action in which two runs of a seed differ.
 * @param {number} seed
 * @param {{name: string, lines: string[]}} first what `--seed N --print` printed
 * @param {{name: string, lines: string[]}} second
 */
export function differenceOfSeed(seed, first, second) {
  const at = parting(first.lines, second.lines);
  const [one, other] = [first.lines[at], second.lines[at]];
  if (one === other) return `seed ${seed}: ${first.name} and ${second.name} print the same actions`;
  const from = parting(one ?? "", other ?? "");
  const shown = (line = "nothing") =>
    from < 200 ? line.slice(0, 400) : `${line.slice(0, 60)} ... ${line.slice(from - 60, from + 200)}`;
  return (
    `seed ${seed}: action ${at + 1} differs in ` +
    `${one && other ? changed(one, other) : "that there is one"}\n` +
    `  ${first.name}: ${shown(one)}\n` +
    `  ${second.name}: ${shown(other)}`
  );
}
