// The overlay under "?": the keys of this view and of all, and the query language in short.
import { h } from "./dom";
import type { KeyBoard } from "./keys";
import type { Key } from "./view";

const language: [string, string][] = [
  ["border security", "both words"],
  ['"border security"', "in this order"],
  ["secur*", "begins so"],
  ["NEAR(border security, 5)", "close together in a paragraph"],
  ["a OR b, NOT a, -a, ( )", "either, without, grouping"],
  ['person:"Ali Haddad"', "a person, under any spelling; also place: org: misc: name:"],
  ["tags:PTER", "a TAGS code; tags:P* begins so"],
  ["class:<=confidential", "a classification, or a range a..b"],
  ["from:DRENOVO, to:SECSTATE", "sender, addressee"],
  ["date:2007..2009-06", "the message's date; date:>2009"],
  ["para:S/NF", "a paragraph with this portion mark"],
  ["subject:talks", "words of the subject"],
  ["id:09DRENOVO58", "a message; cites: and citedby: for its references"],
];

function keyList(title: string, keys: readonly Key[]): HTMLElement | null {
  if (!keys.length) return null;
  return h("section", {}, h("h3", {}, title),
    h("dl", { class: "keys" }, keys.map(({ key, what }) => [
      h("dt", {}, key.split(" ").map((each) => h("kbd", {}, each))), h("dd", {}, what)])));
}

export function showHelp(keys: KeyBoard): void {
  const { here, everywhere } = keys.list();
  const on = h("input", { type: "checkbox", onchange: () => { keys.on = on.checked; } });
  on.checked = keys.on;
  const dialog = h("dialog", { class: "help", "aria-labelledby": "help-title", onclose: () => dialog.remove() },
    h("form", { method: "dialog", class: "dialog-top" }, h("h2", { id: "help-title" }, "Keys and questions"),
      h("button", { class: "quiet", "aria-label": "Close" }, "×")),
    h("div", { class: "columns" },
      h("div", {}, keyList("Here", here), keyList("Everywhere", everywhere),
        h("label", { class: "check" }, on, " Keys without Ctrl are on")),
      h("section", {}, h("h3", {}, "Questions"),
        h("dl", { class: "language" }, language.map(([write, finds]) => [h("dt", {}, h("code", {}, write)), h("dd", {}, finds)])))));
  document.body.append(dialog);
  dialog.showModal();
}
