// A module of the page for tests that run in Node.js: bundled by esbuild, without the DOM.
import { build } from "esbuild";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const web = join(dirname(fileURLToPath(import.meta.url)), "..");

/** load("src/graph/gexf.ts") gives what it exports. */
export async function load(path) {
  const { outputFiles } = await build({ absWorkingDir: web, entryPoints: [path], bundle: true, write: false, format: "esm", platform: "node" });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
