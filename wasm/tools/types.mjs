// TypeScript types of a configuration from its JSON Schema: config.d.ts.
//
// For the schemas that fieldcall writes: draft-07 with type, enum, const, anyOf, oneOf, allOf, $ref,
// properties, additionalProperties, items and if/then/else.

const plain = { string: "string", integer: "number", number: "number", boolean: "boolean", null: "null" };

const typeName = (name) => name.replace(/(^|_)(\w)/g, (_, __, first) => first.toUpperCase());

const union = (types) => [...new Set(types)].join(" | ") || "unknown";

/** Of a conditional only what holds afterwards is said, as one of both. */
function typeOf(schema, indent) {
  if (schema.$ref) return typeName(schema.$ref.split("/").pop());
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)));
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.properties) return schema.allOf ? kinds(schema, indent) : members(schema, indent);
  const several = schema.anyOf ?? schema.oneOf;
  if (several) return union(several.map((one) => typeOf(one, indent)));
  if (schema.allOf?.length === 1) return typeOf(schema.allOf[0], indent);
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => plain[type] ?? "unknown"));
  if (schema.type === "array") return `readonly (${typeOf(schema.items ?? {}, indent)})[]`;
  if (schema.if) {
    const branch = (one) => one.items ? typeOf({ type: "array", ...one }, indent) : typeOf(one, indent);
    return union([branch(schema.then ?? {}), branch(schema.else ?? {})].flatMap((t) => t.split(" | ")));
  }
  if (schema.type === "object") {
    const { additionalProperties: values } = schema;
    const value = values && typeof values === "object" ? typeOf(values, indent) : "unknown";
    return `{ readonly [name: string]: ${value} }`;
  }
  return plain[schema.type] ?? "unknown";
}

// An object whose other members depend on one: "if that one is this, then".
function kinds(schema, indent) {
  const each = schema.allOf.map(({ if: when, then }) =>
    members({
      required: [...(when.required ?? []), ...(then.required ?? [])],
      properties: { ...when.properties, ...then.properties },
    }, indent),
  );
  return each.join(" | ");
}

function members(schema, indent) {
  const inner = `${indent}  `;
  const required = new Set(schema.required ?? []);
  const lines = Object.entries(schema.properties).flatMap(([name, value]) => {
    const key = /^[\w$]+$/.test(name) ? name : JSON.stringify(name);
    const note = comment(value, inner);
    return [...note, `${inner}readonly ${key}${required.has(name) ? "" : "?"}: ${typeOf(value, inner)};`];
  });
  return `{\n${lines.join("\n")}\n${indent}}`;
}

function comment({ description, default: preset }, indent) {
  if (!description) return [];
  const by_default = preset === undefined ? "" : ` Default: \`${JSON.stringify(preset)}\`.`;
  return [`${indent}/** ${description}.${by_default} */`.replaceAll("..", ".")];
}

/** @param {object} schema @returns {string} the declarations */
export function typesOf(schema) {
  const types = Object.entries(schema.definitions).map(
    ([name, definition]) => `export type ${typeName(name)} = ${typeOf(definition, "")};\n`,
  );
  return [...types, `/** ${schema.description} */\nexport type Configuration = ${typeOf(schema, "")};\n`].join("\n");
}
