// node web/tools/measure.mjs: what the first view weighs and takes, and how a document of 20,000 words opens and scrolls.
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

const { archive, remove } = makeArchive((folder) => writeFileSync(join(folder, "long.txt"), longCable()));
const server = await serve(archive);
const browser = await launch();
try {
  const first = await firstView(browser, server.address);
  const long = await longDocument(browser, server.address);
  const ms = (time) => `${time.toFixed(0)} ms`;
  console.log(`| | |
|---|---:|
| first view: transferred, in ${first.requests} requests | ${(first.bytes / 1000).toFixed(1)} KB |
| first view: until the answers are painted | ${ms(first.time)} |
| 20,000 words with ${long.names} names: click until painted | ${ms(long.opened)} |
| ... scrolled to its end, ${long.frames} frames: median, 99th percentile, longest | ${ms(long.p50)}, ${ms(long.p99)}, ${ms(long.worst)} |`);
} finally {
  await browser.close();
  await server.stop();
  remove();
}
