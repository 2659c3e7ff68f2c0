// node web/tools/measure.mjs: what the first view weighs and takes, how a document of 20,000 words opens and scrolls, and how
// a graph of 5,000 names moves.
// DRAGOMAN names the program. Prints Markdown; times are medians of several loads without a cache.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, makeArchive, serve } from "../tests/browser.mjs";

const runs = 7;
const texts = join(dirname(fileURLToPath(import.meta.url)), "../../examples/archive/text");

/** One message of 20,000 words: the paragraphs of the example messages, over and over, numbered anew. */
function longCable() {
  const paragraphs = readdirSync(texts).flatMap((name) => readFileSync(join(texts, name), "latin1").split(/\r?\n(?=\d+\. \()/).slice(1, -1))
    .map((text) => text.replace(/^\d+\. /, "").replace(/\s+/g, " ").trim());
  const out = [];
  for (let words = 0; words < 20_000; words += out.at(-1).split(/\s+/).length) out.push(`${out.length + 1}. ${paragraphs[out.length % paragraphs.length]}`);
  return `FM AMEMBASSY PORT LOWELL\nTO SECSTATE WASHDC\n\nUNCLAS PORT LOWELL 020000\n\nE.O. 12958: N/A\nTAGS: EWWT\nSUBJECT: EVERYTHING AT ONCE\n\n${out.join("\n\n")}\nODELL\n`;
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** Milliseconds from the beginning of the load until `selector` is there and painted. */
async function untilShown(page, selector) {
  return page.evaluate((wanted) => new Promise((resolve) => {
    const look = () => document.querySelector(wanted) ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))) : requestAnimationFrame(look);
    look();
  }), selector);
}

async function firstView(browser, address) {
  const times = [];
  let bytes = 0;
  let requests = 0;
  for (let i = 0; i < runs; i++) {
    const page = await (await browser.newContext()).newPage();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Network.enable");
    bytes = requests = 0;
    devtools.on("Network.loadingFinished", ({ encodedDataLength }) => { bytes += encodedDataLength; requests++; });
    await page.goto(`${address}/`, { waitUntil: "commit" });
    times.push(await untilShown(page, ".hit"));
    await page.waitForLoadState("networkidle");
    await page.context().close();
  }
  return { time: median(times), bytes, requests };
}

async function longDocument(browser, address) {
  const opened = [];
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(`${address}/#/search?q=subject:"everything at once"`);
  await page.waitForSelector(".hit");
  for (let i = 0; i < runs; i++) {
    opened.push(await page.evaluate(() => new Promise((resolve) => {
      const began = performance.now();
      const look = () => document.querySelector("article.cable p.body") ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began))) : requestAnimationFrame(look);
      document.querySelector(".hit .title").click();
      look();
    })));
    if (i < runs - 1) {
      await page.goBack();
      await page.waitForSelector(".hit");
    }
  }
  // From top to end, 300 pixels a frame: how long the frames are.
  const frames = await page.evaluate(() => new Promise((resolve) => {
    const times = [];
    let last = performance.now();
    const step = (now) => {
      times.push(now - last);
      last = now;
      window.scrollBy(0, 300);
      if (window.scrollY + innerHeight < document.documentElement.scrollHeight - 1) requestAnimationFrame(step);
      else resolve(times.slice(1));
    };
    requestAnimationFrame(step);
  }));
  const names = await page.locator("article [data-mention]").count();
  return { opened: median(opened), names, frames: frames.length, p50: median(frames), p99: [...frames].sort((a, b) => a - b)[Math.floor(frames.length * 0.99)], worst: Math.max(...frames) };
}

/** A graph of 5,000 names in knots of 50, most links within them, as /api/graph answers. */
function syntheticGraph() {
  let seed = 7;
  const dice = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const nodes = Array.from({ length: 5000 }, (_, i) => ({ id: i + 1, name: `Name ${i + 1}`, type: ["PER", "LOC", "ORG", "MISC"][i % 4], documents: 1 + Math.ceil(2000 / (i + 1)) }));
  const edges = nodes.flatMap((_, i) => Array.from({ length: i ? 4 : 0 }, () => {
    const other = dice() < 0.7 ? i - (i % 50) + Math.floor(dice() * (i % 50)) : Math.floor(dice() * i);
    return { source: i + 1, target: other + 1, weight: 2 + Math.floor(dice() * 6), surprise: 9 * dice() };
  }));
  return { documents: 100_000, nodes, edges };
}

/** Dragged in circles, a step a frame. */
async function bigGraph(browser, address) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" })).newPage();
  await page.route("**/api/graph*", (route) => route.fulfill({ json: syntheticGraph() }));
  const began = performance.now();
  await page.goto(`${address}/#/graph?nodes=5000&links=0`);
  await page.getByRole("button", { name: "Arrange" }).waitFor({ timeout: 300_000 });
  const settled = performance.now() - began;
  const box = await page.locator(".stage").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  const frames = await page.evaluate(([x, y]) => new Promise((resolve) => {
    const canvas = document.querySelector(".sigma-mouse");
    const times = [];
    let last = performance.now();
    const step = (now) => {
      times.push(now - last);
      last = now;
      const turn = times.length / 20;
      canvas.dispatchEvent(new MouseEvent("mousemove", { bubbles: true, clientX: x + 150 * Math.sin(turn), clientY: y + 100 * Math.cos(turn) }));
      if (times.length < 200) requestAnimationFrame(step);
      else resolve(times.slice(1));
    };
    requestAnimationFrame(step);
  }), [box.x + box.width / 2, box.y + box.height / 2]);
  if (!(await page.locator(".stage.moving").count())) throw new Error("the graph did not move");
  await page.mouse.up();
  const renderer = await page.evaluate(() => {
    const gl = document.createElement("canvas").getContext("webgl2");
    return gl.getParameter(gl.getExtension("WEBGL_debug_renderer_info").UNMASKED_RENDERER_WEBGL);
  });
  return { settled, links: await page.locator(".sum").innerText(), rate: (1000 * frames.length) / frames.reduce((sum, time) => sum + time, 0), p95: [...frames].sort((a, b) => a - b)[Math.floor(frames.length * 0.95)], renderer };
}

const { archive, remove } = makeArchive((folder) => writeFileSync(join(folder, "long.txt"), longCable()));
const server = await serve(archive);
const browser = await launch();
try {
  const first = await firstView(browser, server.address);
  const long = await longDocument(browser, server.address);
  const big = await bigGraph(browser, server.address);
  const ms = (time) => `${time.toFixed(0)} ms`;
  console.log(`| | |
|---|---:|
| first view: transferred, in ${first.requests} requests | ${(first.bytes / 1000).toFixed(1)} KB |
| first view: until the answers are painted | ${ms(first.time)} |
| 20,000 words with ${long.names} names: click until painted | ${ms(long.opened)} |
| ... scrolled to its end, ${long.frames} frames: median, 99th percentile, longest | ${ms(long.p50)}, ${ms(long.p99)}, ${ms(long.worst)} |
| graph (${big.links}): load until the layout rests | ${(big.settled / 1000).toFixed(1)} s |
| ... moved: frames a second; 95th percentile of a frame (${big.renderer}) | ${big.rate.toFixed(0)}; ${ms(big.p95)} |`);
} finally {
  await browser.close();
  await server.stop();
  remove();
}
