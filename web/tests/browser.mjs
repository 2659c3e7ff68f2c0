// A server over the example archive and a few cables of our own, and a browser that looks at it.
// DRAGOMAN names the program, CHROMIUM the browser.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const examples = join(here, "../../examples/archive");
export const hostileName = `<img src=x onerror=owned()>" onclick='owned()'.txt`;

function tiny(number) {
  return `FM AMEMBASSY PORT LOWELL\nTO SECSTATE WASHDC\n\nUNCLAS PORT LOWELL ${String(number).padStart(6, "0")}\n\n`
    + `E.O. 12958: N/A\nTAGS: EWWT\nSUBJECT: TIDE TABLE NUMBER ${number}\n\n1. The tide of day ${number} was noted by Harbormaster Elias Crane.\nODELL\n`;
}

/**
 * The archive in a folder of its own: the examples, a hostile cable, 40 tide tables, a file that cannot be read, and what
 * `add` puts into the folder it is given.
 */
export function makeArchive(add = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), "dragoman-page-"));
  const more = join(folder, "more");
  mkdirSync(more);
  copyFileSync(join(here, "fixtures/hostile.txt"), join(more, hostileName));
  for (let i = 1; i <= 40; i++) writeFileSync(join(more, `tide${i}.txt`), tiny(i));
  writeFileSync(join(more, "broken.pdf"), "%PDF-1.4 and nothing more");
  add(more);
  const archive = join(folder, "archive.db");
  try {
    execFileSync(process.env.DRAGOMAN, ["index", "--db", archive, examples, more], { stdio: "pipe" });
  } catch (error) {
    assert.equal(error.status, 1, String(error.stderr)); // some inputs failed: the one that is meant to
  }
  return { archive, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts `dragoman serve`; gives its address and a way to stop it. */
export async function serve(archive, ...options) {
  const child = spawn(process.env.DRAGOMAN, ["serve", "--port", "0", ...options, archive], { stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((resolve, reject) => {
    createInterface(child.stdout).once("line", (line) => resolve(line.trim().replace(/\/$/, "")));
    child.once("exit", (code) => reject(new Error(`dragoman serve ended with ${code}`)));
  });
  return { address, stop: () => new Promise((resolve) => { child.once("exit", resolve); child.kill("SIGTERM"); }) };
}

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--use-gl=swiftshader", "--enable-unsafe-swiftshader"] });
}

/**
 * Everything that a file of tests needs. `at("#/...")` shows an address in a fresh page of its own or, where nothing is
 * asked of the window, in the one that the file's tests share. `end` fails the tests if anything went wrong in a page:
 * an exception, a complaint on the console, a dialogue of the browser, a request to elsewhere.
 */
export async function begin(...options) {
  const { archive, remove } = makeArchive();
  const server = await serve(archive, ...options);
  const browser = await launch();
  const wrong = [];
  let shared;
  const open = async ({ width = 1280, height = 900, colorScheme = "light" }) => {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: "reduce" });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => wrong.push(`exception: ${error.message}`));
    page.on("console", (message) => { if (message.type() === "error" && !/status of 40[04]/.test(message.text())) wrong.push(`console: ${message.text()}`); });
    page.on("dialog", (dialog) => { wrong.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
    page.on("request", (request) => { if (!/^(data|blob|about):/.test(request.url()) && !request.url().startsWith(server.address)) wrong.push(`request: ${request.url()}`); });
    await page.addInitScript(() => { window.owned = () => { throw new Error("owned: text was run"); }; });
    return page;
  };
  const at = async (hash = "", window = undefined) => {
    const page = window ? await open(window) : (shared ??= await open({}));
    await page.goto("about:blank"); // so that the page begins anew where only the hash differs
    await page.goto(`${server.address}/${hash}`);
    return page;
  };
  const api = async (path) => (await fetch(`${server.address}/api/${path}`)).json();
  const end = async () => {
    await browser.close();
    await server.stop();
    remove();
    assert.deepEqual(wrong, []);
  };
  return { at, api, end, archive, address: server.address };
}

/** The document that goes by a reference. */
export async function idOf(api, reference) {
  return (await api(`search?q=id:${reference}`)).hits[0].id;
}

export function axeSource() {
  return readFileSync(join(here, "../node_modules/axe-core/axe.min.js"), "utf8");
}
