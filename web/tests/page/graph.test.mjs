// The graph: what it shows, by pointer, by keys, in the list, in the address, and as files.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { begin } from "../browser.mjs";

let site;
let page;
let daoud;
before(async () => {
  site = await begin();
  daoud = (await site.api("entities?name=Hatim%20Daoud")).entities[0].id;
});
after(() => site.end());

/** Shows a graph and waits until its layout has come to rest. */
async function open(hash, window) {
  page = await site.at(hash, window);
  await page.waitForSelector(".nodes tbody tr");
  await rest();
}
const rest = () => page.getByRole("button", { name: "Arrange" }).waitFor();
const sum = () => page.locator(".sum").innerText();
const params = () => page.evaluate(() => Object.fromEntries(new URLSearchParams(location.hash.split("?")[1] ?? "")));
const panel = () => page.locator(".panel h2").innerText();
const download = async (name) => (await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]))[0];

test("names and links are those of the API", async () => {
  await open("#/graph?q=date:2009&weight=3&links=0");
  const graph = await site.api("graph?q=date:2009&weight=3&links=0");
  const linked = new Set(graph.edges.flatMap(({ source, target }) => [source, target]));
  assert.equal(await sum(), `${linked.size} names and ${graph.edges.length} links, from ${graph.documents} documents`);
  const first = graph.nodes.find(({ id }) => linked.has(id));
  assert.match(await page.locator(".nodes tbody tr").first().innerText(), new RegExp(`${first.documents}`));
});

test("filters are in the address, and back takes them away", async () => {
  await open("#/graph");
  const all = await sum();
  for (const type of ["Places", "Organisations", "Others"]) {
    await page.getByRole("checkbox", { name: type }).uncheck();
    await page.waitForFunction((label) => !document.querySelector("fieldset").textContent.includes(label) || location.hash.includes("types="), type);
    await page.waitForSelector(".nodes tbody tr");
  }
  assert.equal((await params()).types, "PER");
  assert.deepEqual([...new Set(await page.locator(".nodes tbody .type").allInnerTexts())], ["PER"]);
  await page.fill("#years", "2008-2009");
  await page.press("#years", "Enter");
  await page.waitForFunction(() => location.hash.includes("years=2008..2009"));
  await page.fill("#years", "last year");
  await page.press("#years", "Enter");
  await page.locator("#years-wrong", { hasText: "A year, or two" }).waitFor();
  for (let i = 0; i < 4; i++) await page.goBack();
  await page.waitForFunction((text) => document.querySelector(".sum")?.textContent === text, all);
});

test("a click on a name expands it", async () => {
  await open(`#/graph?q=entity:${daoud}&nodes=10`);
  const before_ = await page.locator(".nodes tbody tr").count();
  await page.keyboard.press("j"); // brings it to the middle
  await page.waitForTimeout(100);
  const box = await page.locator(".stage").boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForFunction(() => location.hash.includes("open="));
  assert.ok(await page.locator(".nodes tbody tr").count() > before_);
  const { open: opened, node } = await params();
  assert.equal(opened, node);
  const shown = await sum();
  await page.reload();
  await page.waitForFunction((text) => document.querySelector(".sum")?.textContent === text, shown);
  assert.equal(await page.locator(".nodes tr.here").count(), 1, "the chosen name is still chosen");
});

test("by keyboard alone: ask, choose, expand, open its page", async () => {
  await open("#/graph");
  await page.keyboard.press("/");
  await page.keyboard.type("daoud");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash.includes("q=daoud"));
  await page.waitForSelector(".nodes tbody tr");
  await rest();
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("j");
  const first = await panel();
  await page.keyboard.press("j");
  assert.notEqual(await panel(), first);
  await page.keyboard.press("k");
  assert.equal(await panel(), first);
  await page.keyboard.press("e");
  await page.waitForFunction(() => location.hash.includes("open="));
  await page.keyboard.press("f");
  await page.locator(".stage").focus();
  for (const key of ["ArrowLeft", "ArrowDown", "+", "-", "0"]) await page.keyboard.press(key);
  await page.keyboard.press("o");
  await page.waitForFunction(() => location.hash.startsWith("#/entity"));
  await page.locator("h1", { hasText: first }).waitFor();
});

test("a name is found and added", async () => {
  await open("#/graph?q=date:2006");
  await page.getByLabel("Add a name").fill("Hatim Daoud");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.matches(".seeds button"));
  await page.keyboard.press("Enter");
  await page.waitForFunction((id) => location.hash.includes(`open=${id}`), daoud);
  assert.match(await panel(), /Hatim/);
});

test("the list sorts, finds and leads to documents", async () => {
  await open("#/graph");
  await page.getByRole("button", { name: "Name", exact: true }).click();
  const names = (await page.locator(".nodes tbody th").allInnerTexts()).slice(0, 20);
  assert.deepEqual(names, names.toSorted((a, b) => a.localeCompare(b)));
  await page.getByLabel("Find in the graph").fill("hatim");
  await page.waitForFunction(() => [...document.querySelectorAll(".nodes tbody th")].every((each) => /hatim/i.test(each.textContent)));
  await page.locator(".nodes tbody th button").first().click();
  await page.locator(".panel a", { hasText: "document" }).first().click();
  await page.waitForSelector(".hit");
});

test("GEXF is the graph that is shown", async () => {
  await open("#/graph?q=daoud");
  const text = readFileSync(await (await download("Save as GEXF")).path(), "utf8");
  const read = await page.evaluate((xml) => {
    const parsed = new DOMParser().parseFromString(xml, "application/xml");
    const all = (name) => [...parsed.getElementsByTagName(name)];
    return { error: all("parsererror").length, nodes: all("node").map((each) => each.getAttribute("label")), edges: all("edge").map((each) => [each.getAttribute("source"), each.getAttribute("target"), Number(each.getAttribute("weight"))]) };
  }, text);
  assert.equal(read.error, 0);
  const more = page.getByRole("button", { name: /^Show \d+ more/ });
  while (await more.isVisible()) await more.click();
  assert.deepEqual(read.nodes.toSorted(), (await page.locator(".nodes tbody th").allInnerTexts()).toSorted());
  const { edges } = await site.api("graph?q=daoud&links=5");
  const key = (a, b, weight) => `${Math.min(a, b)} ${Math.max(a, b)} ${weight}`;
  assert.deepEqual(read.edges.map(([a, b, weight]) => key(a, b, weight)).toSorted(), edges.map(({ source, target, weight }) => key(source, target, weight)).toSorted());
});

test("PNG is a picture with something in it", async () => {
  await open("#/graph?q=daoud", { colorScheme: "dark" });
  const bytes = readFileSync(await (await download("Save as PNG")).path());
  assert.equal(bytes.subarray(1, 4).toString(), "PNG");
  const colours = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const seen = new Set();
    for (let i = 0; i < data.length; i += 4) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]},${data[i + 3]}`);
    return [...seen];
  }, bytes.toString("base64"));
  assert.ok(colours.length > 20, `${colours.length} colours`);
  assert.ok(colours.includes("22,23,25,255"), "the ground of the dark scheme");
});

test("a query that cannot be read, and one that finds nothing", async () => {
  page = await site.at("#/graph?q=%22open");
  await page.locator(".sum .complaint", { hasText: "cannot be read" }).waitFor();
  page = await site.at("#/graph?q=nothingsaysthis");
  await page.locator(".sum", { hasText: "No names" }).waitFor();
});

test("without WebGL the list is there", async () => {
  page = await site.at("", { width: 1000 });
  await page.addInitScript(() => {
    const get = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return /webgl/.test(kind) ? null : get.call(this, kind, ...rest); };
  });
  await page.goto("about:blank");
  await page.goto(`${site.address}/#/graph`);
  await page.locator(".stage", { hasText: "no WebGL" }).waitFor();
  await page.locator(".nodes tbody th button").first().click();
  assert.ok(await panel());
});
