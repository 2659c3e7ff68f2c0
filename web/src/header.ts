// The head of a cable as a card: who to whom, when, how secret, about what.
import type { Document, HeaderLine } from "./contract";
import { type Child, h } from "./dom";
import { dateWords } from "./words";
import type { Context } from "./view";

const labels: [string, string][] = [
  ["origin", "From"], ["to", "To"], ["info", "Info"], ["precedence", "Precedence"], ["date", "Date"], ["number", "Number"],
  ["section", "Section"], ["caption", "Captions"], ["tag", "TAGS"], ["reference", "Refers to"],
  ["classified_by", "Classified"], ["order", "Order"], ["declassify", "Declassify"],
  ["signer", "Signed"],
];
const always = new Set(["origin", "to", "date", "tag", "reference"]);

function valueOf(line: HeaderLine, ctx: Context): Child {
  const text = line.value;
  switch (line.name) {
    case "origin": return h("a", { href: ctx.link("search", { q: `from:"${(line.normal || text).replace(/"/g, "")}"` }) }, text);
    case "tag": return h("a", { href: ctx.link("search", { q: `tags:${text}` }), title: line.detail }, text);
    case "date":
    case "declassify": return /^\d{4}-/.test(line.normal) ? [dateWords(line.normal.slice(0, 10)), h("span", { class: "faint" }, ` ${line.normal.slice(11, 16)}`)] : text;
    case "classified_by": return text.replace(/^classified by:?\s*/i, "by ");
    case "precedence": return line.normal || text;
    default: return text;
  }
}

function statement(line: HeaderLine, ctx: Context): HTMLElement {
  return h("span", { class: "statement" }, valueOf(line, ctx),
    line.detail && h("span", { class: "faint" }, ` ${line.detail}`),
    line.status !== "stated" && h("span", { class: "doubt", title: `${line.status}: ${line.note}` }, " ?", h("span", { class: "hidden" }, ` ${line.status}: ${line.note}`)));
}

/** What the source says of a document that is no cable. */
function fieldCard(doc: Document): Child {
  return h("dl", { class: "card head" }, doc.fields.filter(({ name }) => name !== "title").map(({ name, value }) => [
    h("dt", {}, name), h("dd", {}, value)]));
}

export function headerCard(doc: Document, ctx: Context): Child {
  if (!doc.header.length) return doc.fields.length ? fieldCard(doc) : null;
  const held = new Map(doc.references.filter((cited) => cited.document !== null).map((cited) => [cited.reference, cited.document]));
  const refer = (line: HeaderLine): Child => {
    const id = held.get(line.normal || line.value);
    return id ? h("span", { class: "statement" }, h("a", { href: ctx.link("document", { id }) }, line.value)) : statement(line, ctx);
  };
  const rows = (keep: (name: string) => boolean): Child => labels.filter(([name]) => keep(name)).map(([name, label]) => {
    const lines = doc.header.filter((line) => line.name === name);
    return lines.length > 0 && [h("dt", {}, label), h("dd", {}, lines.map((line) => name === "reference" ? refer(line) : statement(line, ctx)))];
  });
  const more = doc.header.some(({ name }) => !always.has(name) && labels.some(([known]) => known === name));
  return h("div", { class: "card" }, h("dl", { class: "head" }, rows((name) => always.has(name))),
    more && h("details", {}, h("summary", {}, "More of the header"), h("dl", { class: "head" }, rows((name) => !always.has(name)))));
}
