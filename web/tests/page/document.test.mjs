import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { begin, hostileName, idOf } from "../browser.mjs";

let site;
let daoud;
let hostile;
before(async () => {
  site = await begin();
  daoud = await idOf(site.api, "09QASRALBAHR114");
  hostile = await idOf(site.api, "09PORTLOWELL666");
});
after(() => site.end());

test("a cable is shown as a cable", async () => {
  const page = await site.at(`#/document?id=${daoud}`);
  await page.waitForSelector("article.cable p.body");
  assert.match(await page.locator(".card dl.head").first().innerText(), /From\s+AMEMBASSY QASR AL BAHR[\s\S]*TAGS\s+PREL External Political Relations/);
  assert.equal(await page.locator(".doc-top .stamp").first().innerText(), "SECRET");
  const first = page.locator("article.cable p.body").first();
  assert.match(await first.locator(".lead").innerText(), /1\.\s*\(S\/NF\)/);
  const mention = (await site.api(`documents/${daoud}`)).mentions.length;
  assert.equal(await page.locator("article [data-mention]").count(), mention);
});

test("every character of the text is there, once and in order", async () => {
  const page = await site.at(`#/document?id=${daoud}`);
  await page.waitForSelector("article.cable p.body");
  const shown = await page.evaluate(() => {
    const article = document.querySelector("article.cable").cloneNode(true);
    article.querySelectorAll(".card, summary, .name .hidden").forEach((each) => each.remove());
    return article.textContent.replace(/\s+/g, "");
  });
  assert.equal(shown, (await site.api(`documents/${daoud}`)).text.replace(/\s+/g, ""));
});

test("a name says its type and how sure it is, by pointer and by focus, and leads to its page", async () => {
  const page = await site.at(`#/document?id=${daoud}`);
  const name = page.locator("article p.body a.name", { hasText: "Hatim Daoud" }).first();
  await name.hover();
  assert.match(await page.locator("[role=tooltip]").innerText(), /Hatim.*Daoud[\s\S]*person, \d+% sure/);
  await page.keyboard.press("Escape");
  assert.ok(await page.locator("[role=tooltip]").isHidden());
  await page.keyboard.press("n");
  assert.ok(await page.locator("[role=tooltip]").isVisible());
  await name.click();
  await page.waitForSelector(".view.entity h1");
  assert.match(await page.locator("h1").innerText(), /Daoud/);
});

test("references lead out and in", async () => {
  const page = await site.at(`#/document?id=${daoud}`);
  await page.locator(".about a", { hasText: "08STATE98034" }).click();
  await page.waitForFunction(() => document.querySelector(".doc-top")?.textContent.includes("08STATE98034"));
  await page.locator(".about a", { hasText: "09QASRALBAHR114" }).click();
  await page.waitForFunction(() => document.querySelector(".doc-top")?.textContent.includes("09QASRALBAHR114"));
});

test("the original is shown with the names in their places", async () => {
  const page = await site.at(`#/document?id=${daoud}`);
  await page.waitForSelector("article.cable p.body");
  await page.keyboard.press("o");
  await page.waitForSelector(".source pre");
  assert.match(await page.locator(".source").textContent(), /<!DOCTYPE html/);
  assert.ok(await page.locator(".source a.name", { hasText: "Wade Hollister" }).count() > 0);
  assert.match(page.url(), /show=original/);
  await page.keyboard.press("o");
  await page.waitForSelector("article.cable p.body");
});

test("a citation is given", async () => {
  const page = await site.at(`#/document?id=${daoud}`);
  await page.waitForSelector("article.cable p.body");
  await page.keyboard.press("c");
  const [note, bibtex] = await page.locator("dialog textarea").evaluateAll((all) => all.map((each) => each.value));
  assert.equal(note, "Qasr al-Bahr, “CODEL HOLLISTER MEETS GENERAL DAOUD AND IS SHOWN”, 09QASRALBAHR114, 18 February 2009 (secret).");
  assert.match(bibtex, /^@misc\{09QASRALBAHR114,\n {2}author = \{\{Qasr al-Bahr\}\}/);
  await page.keyboard.press("Escape");
});

test("j and k without a question go by date", async () => {
  const { next } = await site.api(`documents/${daoud}`);
  const page = await site.at(`#/document?id=${daoud}`);
  await page.waitForSelector("article.cable p.body");
  await page.keyboard.press("j");
  await page.waitForFunction((id) => location.hash === `#/document?id=${id}`, next);
  await page.waitForSelector("article.cable p.body");
  await page.keyboard.press("k");
  await page.waitForFunction((id) => location.hash === `#/document?id=${id}`, daoud);
});

test("markup in subjects, names, fields and file names stays text", async () => {
  const owned = "<script>owned()</script>";
  for (const hash of [`#/document?id=${hostile}`, `#/document?id=${hostile}&show=original`, "#/search?q=id:09PORTLOWELL666", `#/search?q=${encodeURIComponent(`"${owned}"`)}`,
    `#/search?q=${encodeURIComponent(`person:(${owned}`)}`, "#/search?q=tolliver", `#/document?id=${encodeURIComponent(owned)}`, `#/${owned}`]) {
    const page = await site.at(hash);
    await page.waitForTimeout(400);
    assert.equal(await page.locator("main script, main img, main svg, main iframe, main b").count(), 0, hash);
  }
  const page = await site.at(`#/document?id=${hostile}`);
  await page.waitForSelector("article.cable p.body");
  assert.ok((await page.locator("h1").innerText()).startsWith(owned));
  assert.ok((await page.locator(".about .path").innerText()).endsWith(hostileName));
  await page.locator("article p.body a.name").first().hover();
  await page.keyboard.press("c");
  await page.waitForSelector("dialog[open]");
  assert.equal(await page.locator("dialog script, dialog img").count(), 0);
});

test("nothing offers corrections where the server takes none", async () => {
  const page = await site.at(`#/document?id=${daoud}`);
  await page.waitForSelector("article.cable p.body");
  assert.equal(await page.locator(".edit").count(), 0);
});
