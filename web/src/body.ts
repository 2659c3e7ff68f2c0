// The paragraphs of a document: numbers and portion marks in the margin, lists line by line, what was sent around the
// message put away but there.
import type { Paragraph } from "./contract";
import { type Child, h } from "./dom";
import type { MarkedText } from "./text";

// "¶1. (S/NF) " at the beginning of a paragraph.
const lead = /^(\s*¶?\s*)(\d{1,3}\s*\.?)?(\s*)(\([A-Z/ ]{1,24}\))?(\s*)/;

const level: Record<string, string> = { U: "unclassified", S: "secret", C: "confidential", T: "top-secret" };

function margin(text: MarkedText, begin: number, end: number): { nodes: HTMLElement | null; end: number } {
  const [, pilcrow = "", number = "", blank = "", mark = "", after = ""] = lead.exec(text.text.slice(begin, Math.min(end, begin + 60))) ?? [];
  if (!number && !mark) return { nodes: null, end: begin };
  let at = begin;
  const part = (length: number): Text => text.plain(at, (at += length));
  const nodes = h("span", { class: "lead" }, h("span", { class: "hidden" }, part(pilcrow.length)), part(number.length), part(blank.length),
    mark && h("span", { class: `portion ${level[mark[1] ?? ""] ?? ""}` }, part(mark.length)), part(after.length));
  return { nodes, end: at };
}

function paragraph(text: MarkedText, { begin, end, zone, number, mark }: Paragraph): HTMLElement {
  if (zone === "heading") return h("h2", { class: zone }, text.nodes(begin, end));
  const start = number > 0 || mark ? margin(text, begin, end) : { nodes: null, end: begin };
  return h("p", { class: zone }, start.nodes, text.nodes(start.end, end));
}

const apart = new Set<Paragraph["zone"]>(["transmission", "header"]);

/** All of the text; what stands before the first paragraph is a drawer, closed where a card shows the header. */
export function body(text: MarkedText, paragraphs: readonly Paragraph[], card: boolean): Child {
  if (!paragraphs.length) return h("p", { class: "body" }, text.nodes(0, text.text.length));
  const out: HTMLElement[] = [];
  for (let i = 0; i < paragraphs.length; ) {
    let next = i;
    while (next < paragraphs.length && apart.has(paragraphs[next]!.zone)) next++;
    if (next > i) {
      const inner = paragraphs.slice(i, next).map((each) => paragraph(text, each));
      out.push(h("details", { class: "received", open: !card }, h("summary", {}, "Header as received"), inner));
      i = next;
    } else out.push(paragraph(text, paragraphs[i++]!));
  }
  return out;
}
