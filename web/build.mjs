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

const common = {
  absWorkingDir: here,
  bundle: true,
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
};
// A worker is a script of its own: it is built first, and the page is told its name.
const worker = await build({ ...common, entryPoints: [{ in: "src/graph/worker.ts", out: "layout" }] });
const nameIn = ({ metafile }, entry) => basename(Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === entry)[0]);
const result = await build({
  ...common,
  entryPoints: [{ in: "src/main.ts", out: "page" }, { in: "src/styles/page.css", out: "page" }],
  splitting: true,
  define: { LAYOUT_WORKER: JSON.stringify(`./${nameIn(worker, "src/graph/worker.ts")}`) },
});

const made = Object.entries({ ...worker.metafile.outputs, ...result.metafile.outputs });
const nameOf = (entry) => nameIn(result, entry);
const page = readFileSync(join(here, "src/index.html"), "utf8")
  .replace("page.css", nameOf("src/styles/page.css"))
  .replace("page.js", nameOf("src/main.ts"));
writeFileSync(join(out, "index.html"), page);
for (const [path, output] of made) console.log(`${basename(path)} ${output.bytes}`);
