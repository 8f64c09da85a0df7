const { createFieldcall } = require("fieldcall");
const slim = require("fieldcall/slim");
const schema = require("fieldcall/schema.json");
const { readFileSync } = require("node:fs");

async function main() {
  const fieldcall = await createFieldcall();
  await slim.init(readFileSync(require.resolve("fieldcall/fieldcall.wasm")));
  const other = await slim.createFieldcall();
  console.log(fieldcall.version === other.version, schema.title);
}

main();
