// Each correction by keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { begin, idOf } from "../browser.mjs";

let site;
let id;
let page;
before(async () => {
  site = await begin("--write");
  id = await idOf(site.api, "09QASRALBAHR114");
});
after(() => site.end());

const read = () => site.api(`documents/${id}`);
const wordsOf = (doc, mention) => doc.text.slice(mention.begin, mention.end);

/** Opens the document with the focus on the nth name of the text that reads so. */
async function open(words, nth = 0) {
  page = await site.at(`#/document?id=${id}`);
  await page.waitForSelector("article.cable p.body");
  const name = page.locator("article p [data-mention]", { hasText: words }).nth(nth);
  await name.focus();
  return Number(await name.getAttribute("data-mention"));
}

const settled = (text) => page.locator("#status", { hasText: text }).waitFor();

test("a missed name is marked", async () => {
  await open("Ines Carvalho");
  const before_ = await read();
  await page.keyboard.press("w");
  for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft"]) await page.keyboard.press(key); // to "came"
  await page.keyboard.press("Shift+ArrowRight");
  const chosen = await page.evaluate(() => getSelection().toString());
  await page.keyboard.press("2");
  assert.equal(chosen, "came to");
  await settled("Marked as place");
  const after_ = await read();
  assert.equal(after_.mentions.length, before_.mentions.length + 1);
  assert.ok(after_.mentions.some((mention) => wordsOf(after_, mention) === chosen && mention.type === "LOC"), chosen);
});

test("undo takes it back", async () => {
  const { mentions } = await read();
  await page.keyboard.press("u");
  await settled("Taken back");
  assert.equal((await read()).mentions.length, mentions.length - 1);
});

test("a name gets another type", async () => {
  const at = await open("Wade Hollister");
  const { begin: where } = (await read()).mentions[at];
  await page.keyboard.press("3");
  await settled("Now an organisation");
  assert.equal((await read()).mentions.find(({ begin: each }) => each === where).type, "ORG");
  await page.waitForFunction(() => document.activeElement.matches("[data-mention].ORG")); // the focus is where it was
  await page.keyboard.press("u");
  await settled("Taken back");
  assert.equal((await read()).mentions.find(({ begin: each }) => each === where).type, "PER");
});

test("what is no name is rejected", async () => {
  const at = await open("Wade Hollister");
  const { begin: where } = (await read()).mentions[at];
  await page.keyboard.press("x");
  await settled("No longer a name");
  assert.ok(!(await read()).mentions.some(({ begin: each }) => each === where));
  await page.keyboard.press("u");
  await settled("Taken back");
});

test("a name begins and ends elsewhere", async () => {
  const at = await open("Wade Hollister");
  const { begin: where, end: until } = (await read()).mentions[at];
  await page.keyboard.press("e");
  await page.keyboard.press("[");
  await page.keyboard.press("Enter");
  await settled("Extent changed");
  const doc = await read();
  assert.equal(wordsOf(doc, doc.mentions.find(({ end }) => end === until)), "Senator Wade Hollister");
  await page.keyboard.press("u");
  await settled("Taken back");
  assert.ok((await read()).mentions.some(({ begin: each }) => each === where));
});

test("somebody is renamed, and a remark is kept", async () => {
  const at = await open("Ines Carvalho");
  const { entity } = (await read()).mentions[at];
  await page.keyboard.press("r");
  await page.waitForSelector("dialog[open] input[name=value]");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("Ines <i>Carvalho</i>");
  await page.keyboard.press("Enter");
  await settled("Now shown as");
  assert.equal((await site.api(`entities/${entity}`)).name, "Ines <i>Carvalho</i>");
  await page.keyboard.press("u");
  await settled("Taken back");
  await page.locator("article p [data-mention]", { hasText: "Ines Carvalho" }).first().focus();
  await page.keyboard.press("a");
  await page.waitForSelector("dialog[open] textarea");
  await page.keyboard.type("Represents the second district.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await settled("Noted");
  await page.goto(`${site.address}/#/entity?id=${entity}`);
  await page.locator(".note", { hasText: "second district" }).waitFor();
});

test("two are merged by search, and split", async () => {
  const at = await open("Nadim Qabbani");
  const { entity } = (await read()).mentions[at];
  const other = (await site.api("entities?name=Ziyad%20Fakhoury")).entities[0].id;
  await page.keyboard.press("m");
  await page.waitForSelector("dialog[open] input[type=search]");
  await page.keyboard.type("Ziyad Fakhoury");
  await page.waitForSelector("dialog input[type=radio]");
  await page.keyboard.press("Enter");
  await settled("Merged");
  assert.equal((await site.api(`entities/${entity}`)).id, other);
  await page.keyboard.press("u");
  await settled("Taken back");
  assert.equal((await site.api(`entities/${entity}`)).id, entity);

  const again = await open("Nadim Qabbani");
  await page.keyboard.press("s");
  await page.waitForSelector("dialog[open] input[type=radio]");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await settled("No longer Nadim Qabbani");
  assert.notEqual((await read()).mentions[again].entity, entity);
  await page.keyboard.press("u");
  await settled("Taken back");
  assert.equal((await read()).mentions[again].entity, entity);
});

test("a selection made with the pointer is marked by a button", async () => {
  await open("Wade Hollister");
  await page.evaluate(() => document.activeElement.blur());
  const word = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector("article p.body"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf("delegation");
      if (at < 0) continue;
      getSelection().setBaseAndExtent(node, at, node, at + "delegation".length);
      return getSelection().toString();
    }
    return "";
  });
  assert.equal(word, "delegation");
  await page.locator(".edit button", { hasText: "other name" }).click();
  await settled("Marked as other name");
  const doc = await read();
  assert.ok(doc.mentions.some((mention) => wordsOf(doc, mention) === "delegation" && mention.type === "MISC"));
});

test("a name is picked by the pointer and corrected by a button", async () => {
  const at = await open("Radovan Kostrava");
  const { begin: where } = (await read()).mentions[at];
  await page.locator("h1").click(); // nothing is chosen
  await page.locator(".edit button", { hasText: "Clicks pick names" }).click();
  await page.locator(`article p [data-mention="${at}"]`).click();
  await page.locator(".edit button", { hasText: "organisation" }).click();
  await settled("Now an organisation");
  assert.equal((await read()).mentions.find(({ begin: each }) => each === where).type, "ORG");
  await page.locator("h1").click();
  await page.locator(".edit button", { hasText: "Clicks pick names" }).click();
  await page.locator(`article p [data-mention="${at}"]`).click();
  await page.waitForSelector(".view.entity h1");
});

test("the log says who changed what, and takes back", async () => {
  await open("Karim Zaytun");
  await page.locator("h1").click();
  await page.fill(".who input", "Ada");
  await page.keyboard.press("Tab");
  await page.locator("article p [data-mention]", { hasText: "Karim Zaytun" }).first().focus();
  await page.keyboard.press("4");
  await settled("Now");
  await page.goto(`${site.address}/#/corrections`);
  const first = page.locator(".log li").first();
  await first.waitFor();
  assert.match(await first.innerText(), /“?Karim Zaytun”? is an? other name in 09QASRALBAHR114[\s\S]*Ada/);
  await first.getByRole("button").press("Enter");
  await page.locator(".log li:first-child", { hasText: "Takes back number" }).waitFor();
});
