// Every view is there, fits a phone, and has no serious findings by axe-core, in light and dark.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { axeSource, begin, idOf } from "../browser.mjs";

let site;
let addresses;
before(async () => {
  site = await begin("--write");
  const id = await idOf(site.api, "09QASRALBAHR114");
  const entity = (await site.api("entities?name=Hatim%20Daoud")).entities[0].id;
  addresses = {
    search: ["#/search?q=daoud", ".hit"], document: [`#/document?id=${id}`, "article p.body"], original: [`#/document?id=${id}&show=original`, ".source pre"],
    entity: [`#/entity?id=${entity}`, ".chart canvas"], graph: ["#/graph", ".nodes tbody tr"], map: ["#/map", ".places tbody tr"], timeline: ["#/timeline?by=year&range=2006..2008", ".periods tbody tr"],
    corrections: ["#/corrections", "h1"], annotate: ["#/annotate", "textarea"], indexing: ["#/indexing", ".figure"], complaint: ["#/search?q=(", ".complaint"],
  };
});
after(() => site.end());

async function findings(page, options) {
  await page.evaluate(axeSource());
  const { violations } = await page.evaluate((chosen) => window.axe.run(document, { resultTypes: ["violations"], ...chosen }), options);
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.html} ${node.failureSummary}`).join(" | ")}`);
}

// What differs in the dark is colours alone.
for (const [colorScheme, options] of [["light", {}], ["dark", { runOnly: ["color-contrast"] }]]) {
  test(`axe-core finds nothing serious, ${colorScheme}`, async () => {
    const page = await site.at("", { colorScheme });
    for (const [hash, ready] of Object.values(addresses)) {
      await page.goto(`${site.address}/${hash}`);
      await page.waitForSelector(ready);
      await page.waitForTimeout(150);
      assert.deepEqual(await findings(page, options), [], `${hash} in the ${colorScheme}`);
    }
    await page.keyboard.press("?");
    assert.deepEqual(await findings(page, options), [], "help");
  });
}

test("every view fits a phone", async () => {
  const page = await site.at("", { width: 360, height: 740 });
  for (const [hash, ready] of Object.values(addresses)) {
    await page.goto(`${site.address}/${hash}`);
    await page.waitForSelector(ready);
    await page.waitForTimeout(150);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${hash} is wider than 360 pixels`);
  }
});

test("light and dark are chosen and remembered", async () => {
  const page = await site.at("#/annotate", { colorScheme: "dark" });
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  assert.equal(await theme(), "dark");
  await page.getByRole("button", { name: "Light" }).click();
  assert.equal(await theme(), "light");
  await page.reload();
  assert.equal(await theme(), "light");
});

test("an entity has its names, years, documents and company", async () => {
  const page = await site.at(addresses.entity[0]);
  await page.waitForSelector(".company tbody tr");
  const text = await page.locator("main").innerText();
  for (const part of ["Hatim Dawood", "Documents by year", "Company kept", "General Security Directorate", "general", "1978"]) assert.ok(text.includes(part), part);
  assert.match(await page.getByRole("link", { name: "As a graph" }).getAttribute("href"), /#\/graph\?around=\d+/);
  await page.locator(".documents a").first().click();
  await page.waitForSelector("article.cable");
});

test("a pasted text is marked and taken away in a format", async () => {
  const page = await site.at("#/annotate");
  await page.fill("textarea", "1. (C) Senator Wade Hollister met General Hatim Daoud <script>owned()</script> in Mina Salam.");
  await page.keyboard.press("Control+Enter");
  await page.waitForSelector(".annotated .name.PER");
  assert.equal(await page.locator(".annotated script").count(), 0);
  await page.selectOption(".take select", "jsonl");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download" }).click()]);
  assert.match(readFileSync(await download.path(), "utf8"), /^\{.*Hatim Daoud/s);
});

test("a chosen file is marked", async () => {
  const page = await site.at("#/annotate");
  await page.setInputFiles("input[type=file]", { name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("Ambassador Eleanor Whitcombe left Qasr al-Bahr.") });
  await page.locator(".annotated .name", { hasText: "Whitcombe" }).waitFor();
});

test("indexing is shown with runs and with what could not be read", async () => {
  const page = await site.at("#/indexing");
  await page.locator("td", { hasText: "broken.pdf" }).waitFor();
  const { failures } = await site.api("failures");
  assert.ok((await page.locator("main").innerText()).includes(failures[0].reason));
  assert.match(await page.locator("main").innerText(), /No run is under way/);
});

test("documents are counted as they come in", async () => {
  const page = await site.at("#/indexing");
  await page.waitForSelector(".figure");
  const { documents } = await site.api("status");
  const file = join(dirname(site.archive), "late.txt");
  writeFileSync(file, "1. (U) Harbormaster Elias Crane closed Berth 9 for an hour.\n");
  execFile(process.env.DRAGOMAN, ["index", "--db", site.archive, file]);
  await page.locator(".figure .value", { hasText: new RegExp(`^${documents + 1}$`) }).first().waitFor();
});
