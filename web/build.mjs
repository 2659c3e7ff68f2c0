// node build.mjs OUT: bundles the page into the folder OUT, which then holds nothing else.
// Views that carry a library (graph, map, charts) are chunks of their own, loaded when first shown. The names of
// scripts and styles hold a hash of their content, so that a browser may keep them for good.
import { build } from "esbuild";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "..", "build", "page");

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const result = await build({
  absWorkingDir: here,
  entryPoints: [{ in: "src/main.ts", out: "page" }, { in: "src/styles/page.css", out: "page" }],
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022"],
  minify: true,
  charset: "utf8",
  legalComments: "none",
  loader: { ".svg": "dataurl" },
  entryNames: "[name]-[hash]",
  chunkNames: "part-[hash]",
  outdir: out,
  metafile: true,
  logLevel: "warning",
});

const made = Object.entries(result.metafile.outputs);
const nameOf = (entry) => basename(made.find(([, output]) => output.entryPoint === entry)[0]);
const page = readFileSync(join(here, "src/index.html"), "utf8")
  .replace("page.css", nameOf("src/styles/page.css"))
  .replace("page.js", nameOf("src/main.ts"));
writeFileSync(join(out, "index.html"), page);
for (const [path, output] of made) console.log(`${basename(path)} ${output.bytes}`);
