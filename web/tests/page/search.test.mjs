import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { begin } from "../browser.mjs";

let site;
before(async () => { site = await begin(); });
after(() => site.end());

const titles = (page) => page.locator(".hit .title");

test("the first view shows all documents, newest first", async () => {
  const page = await site.at();
  await page.waitForSelector(".hit");
  const { documents } = await site.api("status");
  assert.match(await page.locator(".total").innerText(), new RegExp(`^${documents} documents`));
  assert.ok(await page.locator(".facets button.facet").count() > 10);
});

test("a question is answered with what was found marked, and the address says it", async () => {
  const page = await site.at();
  await page.waitForSelector(".hit");
  await page.keyboard.press("/");
  await page.keyboard.type('"Berth 9"');
  await page.keyboard.press("Enter");
  await page.waitForSelector(".snippet mark");
  assert.equal(new URL(page.url()).hash, "#/search?q=%22Berth+9%22");
  const { total } = await site.api(`search?q=${encodeURIComponent('"Berth 9"')}`);
  assert.match(await page.locator(".total").innerText(), new RegExp(`^${total} of `));
  await page.reload();
  await page.waitForSelector(".snippet mark");
  assert.equal(await page.inputValue("#query"), '"Berth 9"');
});

test("a name is completed by keys", async () => {
  const page = await site.at();
  await page.waitForSelector(".hit");
  await page.fill("#query", "");
  await page.locator("#query").pressSequentially("Orlen");
  await page.waitForSelector("[role=option]");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.getAttribute("#query", "aria-activedescendant"), await page.locator("[role=option]").first().getAttribute("id"));
  await page.keyboard.press("Tab");
  assert.match(await page.inputValue("#query"), /^(entity:\d+|person:.*) $/);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".chips a");
  assert.match(await page.locator(".chips a").innerText(), /Orl/);
});

test("TAGS and posts are completed", async () => {
  const page = await site.at();
  for (const [typed, found] of [["tags:PT", /PTER/], ["from:DRE", /DRENOVO/i]]) {
    await page.fill("#query", "");
    await page.locator("#query").pressSequentially(typed);
    await page.locator("[role=option]", { hasText: found }).first().waitFor();
  }
});

test("a question that cannot be read is shown with a caret under the place", async () => {
  const page = await site.at("#/search?q=border+person%3A(");
  await page.waitForSelector(".complaint pre");
  const [query, caret] = (await page.locator(".complaint pre").textContent()).split("\n");
  assert.equal(query, "border person:(");
  assert.equal(caret.indexOf("^"), 14);
  assert.equal(await page.getAttribute("#query", "aria-invalid"), "true");
});

test("counts narrow the answers and are taken back", async () => {
  const page = await site.at("#/search?q=daoud");
  const secret = page.locator("button.facet", { hasText: /^secret/ });
  await secret.click();
  await page.waitForFunction(() => location.hash.includes("class%3Asecret"));
  await page.locator("button.facet[aria-pressed=true]", { hasText: /^secret/ }).click();
  await page.waitForFunction(() => location.hash === "#/search?q=daoud");
});

test("years are brushed by keys and by pointer", async () => {
  const page = await site.at("#/search?q=daoud");
  const bar = (year) => page.locator(`.histogram button[title^="${year}"]`);
  await bar(2007).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash.includes("date%3A2007..2008"));
  await page.waitForSelector(".brushed");
  const years = await page.locator(".hit .facts").allInnerTexts();
  assert.ok(years.length > 0 && years.every((text) => /200[78]/.test(text)));
  const [from, to] = [await bar(2008).boundingBox(), await bar(2010).boundingBox()];
  await page.mouse.move(from.x + from.width / 2, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + 5, { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction(() => location.hash.includes("date%3A2008..2010"));
  await page.click("text=All years");
  await page.waitForFunction(() => location.hash === "#/search?q=daoud");
});

test("answers come without end", async () => {
  const page = await site.at("#/search?sort=oldest");
  await page.waitForSelector(".hit");
  const { total } = await site.api("search?q=");
  for (let i = 0; i < 20 && await titles(page).count() < total; i++) {
    await page.mouse.wheel(0, 20_000);
    await page.waitForTimeout(100);
  }
  assert.equal(await titles(page).count(), total);
});

test("j and k walk through answers, Enter opens, and back finds the list as it was", async () => {
  const page = await site.at("#/search?q=daoud");
  await page.waitForSelector(".hit");
  for (const key of ["j", "j", "k", "j"]) await page.keyboard.press(key);
  const second = await titles(page).nth(1).innerText();
  await page.keyboard.press("Enter");
  await page.waitForSelector("article.cable");
  assert.equal(await page.locator(".doc-top h1").innerText(), second);
  await page.getByText(/^2 of \d+$/).waitFor();
  await page.keyboard.press("j");
  await page.getByText(/^3 of \d+$/).waitFor();
  await page.goBack();
  await page.waitForSelector(".hit");
  assert.equal(new URL(page.url()).hash, "#/search?q=daoud");
});

test("? shows the keys, / goes to the box, g and a letter to a view, and keys can be switched off", async () => {
  const page = await site.at();
  await page.waitForSelector(".hit");
  await page.keyboard.press("?");
  await page.waitForSelector("dialog.help[open]");
  assert.match(await page.locator("dialog.help").innerText(), /Next answer/);
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog.help", { state: "detached" });
  await page.goto(`${site.address}/#/indexing`);
  await page.waitForSelector(".figure");
  await page.keyboard.press("/");
  await page.waitForFunction(() => document.activeElement.id === "query");
  for (const [letter, view] of [["t", "timeline"], ["m", "map"], ["g", "graph"], ["c", "corrections"], ["a", "annotate"], ["i", "indexing"], ["s", "search"]]) {
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press("g");
    await page.keyboard.press(letter);
    await page.waitForSelector(`.view.${view}`);
  }
  await page.waitForSelector(".hit");
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press("?");
  await page.click("dialog.help input[type=checkbox]");
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog.help", { state: "detached" });
  await page.keyboard.press("?");
  assert.equal(await page.locator("dialog.help").count(), 0);
  await page.evaluate(() => localStorage.clear());
});
