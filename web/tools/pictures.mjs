// node web/tools/pictures.mjs: pictures of every view from the example archive, into docs/pictures, made small by pngquant
// (Debian: pngquant). DRAGOMAN names the program (build/release/dragoman if not set).
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
process.env.DRAGOMAN ??= join(root, "build/release/dragoman");
const { idOf, launch, serve } = await import("../tests/browser.mjs");

const folder = mkdtempSync(join(tmpdir(), "dragoman-pictures-"));
const archive = join(folder, "archive.db");
execFileSync(process.env.DRAGOMAN, ["index", "--db", archive, "examples/archive"], { cwd: root, stdio: "pipe" });
const server = await serve(archive, "--write");
const browser = await launch();
const out = join(root, "docs/pictures");
mkdirSync(out, { recursive: true });

const api = async (path) => (await fetch(`${server.address}/api/${path}`)).json();
const cable = await idOf(api, "09QASRALBAHR114");
const entity = (await api("entities?name=Hatim%20Daoud")).entities[0].id;

async function picture(name, hash, ready, prepare = async () => {}, window = {}) {
  const { width = 1120, height = 720, colorScheme = "light" } = window;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(`${server.address}/${hash}`);
  await page.waitForSelector(ready);
  await prepare(page);
  await page.waitForTimeout(400);
  const path = join(out, `${name}.png`);
  await page.screenshot({ path });
  execFileSync("pngquant", ["--force", "--skip-if-larger", "--strip", "--speed", "1", "--output", path, "128", path]);
  await context.close();
  console.log(`${name}.png ${Math.round(statSync(path).size / 1024)} KB`);
}

const nameOf = (page, words) => page.locator("article p [data-mention]", { hasText: words }).first();
try {
  await picture("search", "#/search?q=daoud+date%3A2007..2009", ".hit", (page) => page.waitForSelector(".brushed"));
  await picture("document", `#/document?id=${cable}&q=daoud`, "article p.body", (page) => nameOf(page, "General Security Directorate").hover());
  await picture("entity", `#/entity?id=${entity}`, ".chart canvas", (page) => page.waitForSelector(".documents li"));
  await picture("graph", `#/graph?around=${entity}`, ".walk canvas", (page) => page.waitForTimeout(4000));
  await picture("map", "#/map", ".view.map svg, .view.map canvas", (page) => page.waitForTimeout(800));
  await picture("timeline", "#/timeline", ".view.timeline canvas", (page) => page.waitForTimeout(400));
  await picture("correct", `#/document?id=${cable}`, "article p.body", async (page) => {
    await nameOf(page, "Ilya Orlenko").focus();
    await page.keyboard.press("m");
    await page.keyboard.type("Orlan");
    await page.waitForSelector("dialog input[type=radio]");
  });
  await picture("annotate", "#/annotate", "textarea", async (page) => {
    await page.fill("textarea", "3. (C) Ambassador Eleanor Whitcombe told Foreign Minister Nadim Qabbani that the FBI would send Carl Rudd to Mina Salam.\n\n4. (C) The Amber Tern left Berth 9 on Sunday; Zaytun Brothers has not said where she went.");
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector(".annotated .name");
    await page.waitForTimeout(4200); // the notice goes
  }, { height: 620 });
  await picture("indexing", "#/indexing", ".figure", undefined, { height: 480 });
  await picture("corrections", "#/corrections", "h1", async (page) => {
    for (const correction of [{ kind: "rename", entity, value: "Hatim Daoud", who: "Ada" }, { kind: "note", entity, value: "Chief of the GSD; trained at Drenovo in 1978.", who: "Ada" }]) {
      await page.evaluate((body) => fetch("/api/corrections", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }), correction);
    }
    await page.reload();
    await page.waitForSelector(".log li");
  }, { height: 360 });
  await picture("phone", `#/document?id=${cable}`, "article p.body", (page) => page.evaluate(() => window.scrollTo(0, 330)), { width: 390, height: 780, colorScheme: "dark" });
  await picture("keys", `#/document?id=${cable}`, "article p.body", (page) => page.keyboard.press("?"), { height: 760 });
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true });
}
