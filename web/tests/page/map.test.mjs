// The map: marks and list, by pointer and by keys, its address.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { begin } from "../browser.mjs";

let site;
let page;
before(async () => { site = await begin(); });
after(() => site.end());

async function open(hash, window) {
  page = await site.at(hash, window);
  await page.waitForSelector(".places tbody tr");
  await page.waitForSelector(".land");
}
const camera = () => page.locator(".world").getAttribute("transform");

test("places with coordinates are marks, all are in the list", async () => {
  await open("#/map");
  const { posts, places } = await site.api("places?limit=500");
  const all = [...posts, ...places];
  assert.equal(await page.locator(".marks a").count(), all.filter(({ latitude }) => latitude !== null).length);
  const more = page.getByRole("button", { name: /^Show \d+ more/ });
  while (await more.isVisible()) await more.click();
  assert.equal(await page.locator(".places tbody tr").count(), all.length);
  assert.ok(await page.locator(".places td", { hasText: "not on the map" }).count());
  const largest = all.filter(({ latitude }) => latitude !== null).toSorted((a, b) => b.documents - a.documents)[0];
  assert.ok((await page.locator(".marks a").first().getAttribute("aria-label")).startsWith(largest.name));
});

test("a click on a mark asks for its documents", async () => {
  await open("#/map?q=date:2006..2010&show=places");
  await page.locator(".marks a").last().click();
  await page.waitForSelector(".hit");
  assert.match(decodeURIComponent(page.url()), /q=date:2006\.\.2010\+entity:\d+/);
});

test("posts alone are diamonds", async () => {
  await open("#/map?show=posts");
  assert.ok(await page.locator(".marks .shape.post").count());
  assert.equal(await page.locator(".marks .shape:not(.post)").count(), 0);
});

test("buttons, keys and the pointer move it, and the address says where it is", async () => {
  await open("#/map");
  const seen = [await camera()];
  const moved = async (act) => {
    await act();
    const now = await camera();
    assert.ok(!seen.includes(now), `${act}`);
    seen.push(now);
  };
  await moved(() => page.getByRole("button", { name: "Nearer" }).click());
  await moved(() => page.getByRole("button", { name: "Nearer" }).click());
  await page.locator(".plane").focus();
  for (const key of ["ArrowLeft", "ArrowUp", "+"]) await moved(() => page.keyboard.press(key));
  const box = await page.locator(".plane").boundingBox();
  await moved(async () => {
    await page.mouse.move(box.x + 300, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x + 350, box.y + 240, { steps: 3 });
    await page.mouse.up();
  });
  assert.match(page.url(), /#\/map/, "a drag is no click");
  await moved(() => page.mouse.wheel(0, -200));
  await page.waitForTimeout(600); // it is kept once the map has come to rest
  assert.match(decodeURIComponent(page.url()), /at=-?[\d.]+,-?[\d.]+,[\d.]+/);
  const there = await camera();
  await page.reload();
  await page.waitForSelector(".places tbody tr");
  await page.waitForSelector(".land");
  const numbers = (text) => text.match(/-?[\d.]+/g).map(Number);
  numbers(await camera()).forEach((value, i) => assert.ok(Math.abs(value - numbers(there)[i]) < 12, `${there} is not ${value}`));
});

test("by keyboard alone: a place of the list, pointed out, its documents", async () => {
  await open("#/map");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const row = page.locator(".places tr.here");
  assert.equal(await row.count(), 1);
  const name = await row.locator("th").innerText();
  await page.locator("#status", { hasText: name }).waitFor();
  await page.keyboard.press("o");
  await page.waitForSelector(".hit");
});

test("finer outlines come when one looks closely", async () => {
  await open("#/map?at=36,33,12");
  await page.waitForFunction(() => document.querySelector(".land").getAttribute("d").length > 150_000);
});

test("a query that cannot be read, and one without places", async () => {
  page = await site.at("#/map?q=%22open");
  await page.locator(".sum .complaint").waitFor();
  page = await site.at("#/map?q=nothingsaysthis");
  await page.locator(".sum", { hasText: "no places" }).waitFor();
});
