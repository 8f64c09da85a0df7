// Places in case data as mappings name them: "company.city", member names joined by dots, "data."
// in front allowed. Data is never changed in place: what a page holds stays as it is.

const unsafe = new Set(["__proto__", "constructor", "prototype"]);

function namesOf(target) {
  const names = target.split(".").map((name) => name.trim());
  if (names.length > 1 && names[0] === "data") names.shift();
  if (names.some((name) => name === "" || unsafe.has(name))) {
    throw new TypeError(`"${target}" is no place in case data`);
  }
  return names;
}

/** Whether a text names a place in case data. */
export function isTarget(target) {
  try {
    return namesOf(target).length > 0;
  } catch {
    return false;
  }
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** The value at a target; undefined if there is none. */
export function valueAt(data, target) {
  let value = data;
  for (const name of namesOf(target)) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

function withValue(data, names, value) {
  const [name, ...rest] = names;
  const copy = isObject(data) ? { ...data } : {};
  copy[name] = rest.length === 0 ? value : withValue(copy[name], rest, value);
  return copy;
}

/**
 * Case data with an outcome's updates in it, as a new object. What lies in the way of a target is
 * replaced; the engine has refused such updates where they would destroy something.
 * @param {object} data
 * @param {Record<string, unknown>} updates target -> value
 * @returns {object}
 */
export function applyUpdates(data, updates) {
  let result = data ?? {};
  for (const [target, value] of Object.entries(updates ?? {})) {
    result = withValue(result, namesOf(target), value);
  }
  return result;
}
