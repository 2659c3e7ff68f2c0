// The timeline: bars and table, brushed by pointer and by keys, its address.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { begin } from "../browser.mjs";

let site;
let page;
before(async () => { site = await begin(); });
after(() => site.end());

async function open(hash, window) {
  page = await site.at(hash, window);
  await page.waitForSelector(".periods tbody tr");
  await page.waitForSelector(".time canvas");
}

test("the table has the periods and classifications of the API", async () => {
  await open("#/timeline?by=year");
  const { periods, undated } = await site.api("timeline?by=year");
  const rows = await page.locator(".periods tbody tr").evaluateAll((all) => all.map((row) => [row.cells[0].textContent, row.cells[1].textContent]));
  assert.deepEqual(rows, periods.map(({ period, documents }) => [period, String(documents)]));
  assert.match(await page.locator(".sum").innerText(), new RegExp(`, and ${undated.documents} documents whose year is not known`));
  assert.match(await page.locator(".key").innerText(), /confidential \d+/);
});

test("a click on a bar asks for its documents, a drag chooses a range", async () => {
  await open("#/timeline?by=year&q=daoud");
  const over = await page.locator(".u-over").boundingBox();
  await page.mouse.move(over.x + over.width - 4, over.y + 50);
  await page.locator(".look", { hasText: "document" }).waitFor();
  await page.mouse.down();
  await page.mouse.move(over.x + over.width * 0.8, over.y + 50, { steps: 4 });
  await page.mouse.up();
  await page.locator(".chosen strong").waitFor();
  const range = new URLSearchParams((await page.evaluate(() => location.hash)).split("?")[1]).get("range");
  assert.match(range, /^\d{4}\.\.\d{4}$/);
  await page.reload();
  await page.locator(".chosen strong").waitFor();
  assert.ok(await page.locator(".u-select").evaluate((each) => each.clientWidth) > 20, "the range is drawn again");
  await page.getByRole("button", { name: "Only these dates" }).click();
  await page.waitForFunction((dates) => decodeURIComponent(location.hash).includes(`date:${dates}`), range);
  await page.waitForSelector(".periods tbody tr");
  const years = await page.locator(".periods tbody th").allInnerTexts();
  assert.ok(years.every((text) => Number(text.match(/\d{4}/)[0]) >= Number(range.slice(0, 4))));
  const bars = await page.locator(".u-over").boundingBox();
  await page.mouse.click(bars.x + bars.width - 3, bars.y + 50);
  await page.waitForSelector(".hit");
  assert.match(decodeURIComponent(page.url()), /q=daoud\+date:\d{4}-\d\d&?/);
});

test("by keyboard alone: a range, its documents", async () => {
  await open("#/timeline?by=year");
  await page.locator(".time").focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.locator(".look", { hasText: /^20\d\d: / }).waitFor();
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Shift+ArrowLeft");
  await page.locator(".chosen strong", { hasText: " to " }).waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".chosen strong").count(), 0);
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".hit");
  assert.match(decodeURIComponent(page.url()), /q=date:\d{4}\.\.\d{4}/);
});

test("years, months, days; back and forward", async () => {
  await open("#/timeline?q=date:2009");
  assert.ok(await page.getByLabel("month").isChecked(), "a year is shown by month at first");
  await page.keyboard.press("d");
  await page.waitForFunction(() => location.hash.includes("by=day"));
  await page.locator(".periods th", { hasText: /^\d+ \w+ 2009$/ }).first().waitFor();
  await page.goBack();
  await page.locator(".periods th", { hasText: /^[A-Z]\w+ 2009$/ }).first().waitFor();
  await page.keyboard.press("u");
  await page.waitForFunction(() => !location.hash.includes("date"));
});

test("a classification is one click away", async () => {
  await open("#/timeline?by=year");
  await page.locator(".key a", { hasText: "secret" }).click();
  await page.waitForFunction(() => decodeURIComponent(location.hash).includes("class:secret"));
  await page.waitForSelector(".periods tbody tr");
  assert.match(await page.locator(".key").innerText(), /^secret \d+$/);
});

test("a query that cannot be read, and one that finds nothing", async () => {
  page = await site.at("#/timeline?q=%22open");
  await page.locator(".sum .complaint").waitFor();
  page = await site.at("#/timeline?q=nothingsaysthis");
  await page.locator(".sum", { hasText: "No documents" }).waitFor();
});
