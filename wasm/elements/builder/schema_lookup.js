// What the JSON Schema of configurations says about a place in one.

const forward = ["allOf", "anyOf", "oneOf"];

/** Every schema that may hold for a value: references and alternatives followed, duplicates left out. */
function expand(root, schema, found = new Set()) {
  if (!schema || typeof schema !== "object" || found.has(schema)) return found;
  found.add(schema);
  if (schema.$ref) expand(root, root.definitions[schema.$ref.split("/").at(-1)], found);
  for (const key of forward) for (const inner of schema[key] ?? []) expand(root, inner, found);
  expand(root, schema.then, found);
  expand(root, schema.else, found);
  return found;
}

/** @param {(string | number)[]} path into the configuration, names and indexes */
export function schemasAt(root, path) {
  let schemas = expand(root, root);
  for (const step of path) {
    const next = new Set();
    for (const schema of schemas) {
      const inner =
        typeof step === "number"
          ? schema.items
          : (schema.properties?.[step] ?? schema.additionalProperties);
      if (inner) expand(root, inner, next);
    }
    schemas = next;
  }
  return [...schemas];
}

/** Keys an object at this path may have: Map of key -> {description, default, schemas}. */
export function keysAt(root, path) {
  const keys = new Map();
  for (const schema of schemasAt(root, path)) {
    for (const [key, inner] of Object.entries(schema.properties ?? {})) {
      if (!keys.has(key)) keys.set(key, describeSchema(root, inner));
    }
  }
  return keys;
}

/** Of what is at a path: {description, default, types, values}. */
export function describeAt(root, path) {
  const parent = keysAt(root, path.slice(0, -1));
  return parent.get(path.at(-1));
}

function describeSchema(root, schema) {
  const all = [...expand(root, schema)];
  const types = new Set(all.flatMap(({ type }) => type ?? []));
  types.delete("null");
  return {
    description: all.find(({ description }) => description)?.description ?? "",
    default: all.find((one) => "default" in one)?.default,
    types: [...types],
    values: valuesOf(all),
    range: rangeOf(all),
  };
}

function rangeOf(schemas) {
  const bounded = schemas.find(
    ({ minimum, maximum }) => minimum !== undefined || maximum !== undefined,
  );
  return bounded ? [bounded.minimum, bounded.maximum] : null;
}

/** Words a value at these schemas may be. */
export function valuesOf(schemas) {
  const values = new Set();
  for (const schema of schemas) {
    for (const value of schema.enum ?? []) values.add(value);
    if (schema.type === "boolean") values.add(true).add(false);
  }
  return [...values];
}
