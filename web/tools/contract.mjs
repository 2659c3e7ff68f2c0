// node tools/contract.mjs [--check]: writes src/contract.ts, the API's answers as TypeScript, from src/serve/openapi.json.
// With --check it writes nothing and fails if the file is not what it would write.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const web = join(dirname(fileURLToPath(import.meta.url)), "..");
const { components } = JSON.parse(readFileSync(join(web, "../src/serve/openapi.json"), "utf8"));
const target = join(web, "src/contract.ts");

function typeOf(schema, indent) {
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.anyOf) return schema.anyOf.map((each) => typeOf(each, indent)).join(" | ");
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type }, indent)).join(" | ");
  switch (schema.type) {
    case "array": return arrayOf(schema, indent);
    case "object": return schema.properties ? objectOf(schema, indent) : "Record<string, unknown>";
    case "integer": return "number";
    default: return schema.type;
  }
}

function arrayOf(schema, indent) {
  const item = typeOf(schema.items, indent);
  if (schema.minItems === 2 && schema.maxItems === 2) return `[${item}, ${item}]`;
  return item.includes("|") ? `(${item})[]` : `${item}[]`;
}

function objectOf(schema, indent) {
  const inner = `${indent}  `;
  const members = Object.entries(schema.properties).map(([name, property]) => {
    const comment = property.description ? `${inner}/** ${property.description} */\n` : "";
    return `${comment}${inner}${name}${schema.required?.includes(name) ? "" : "?"}: ${typeOf(property, inner)};\n`;
  });
  return `{\n${members.join("")}${indent}}`;
}

const head = "// Made by tools/contract.mjs from src/serve/openapi.json.\n";
const text = head + Object.entries(components.schemas).map(([name, schema]) =>
  `\n${schema.description ? `/** ${schema.description} */\n` : ""}export ${
    schema.type === "object" ? `interface ${name} ${typeOf(schema, "")}` : `type ${name} = ${typeOf(schema, "")};`}\n`).join("");

if (!process.argv.includes("--check")) writeFileSync(target, text);
else if (readFileSync(target, "utf8") !== text) {
  console.error("src/contract.ts is not what src/serve/openapi.json says: run `npm run contract`");
  process.exit(1);
}
