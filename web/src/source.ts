// The source a document was read from, with the names in their places.
import type { Document, Source } from "./contract";
import { type Child, h } from "./dom";
import { MarkedText, type Name } from "./text";
import { count } from "./words";

const states: Record<Source["state"], string> = {
  same: "",
  changed: "The file is not the one that was indexed; index again to see it.",
  missing: "The file is no longer where it was.",
  unreadable: "The file cannot be shown as text.",
};
const block = 8000; // UTF-16 units, about: what is out of sight is not laid out

function names(source: Source, doc: Document, hrefOf: (entity: number) => string | undefined): Name[] {
  const known = source.mentions.flatMap(({ mention, begin, end }) => {
    const of = doc.mentions[mention];
    if (!of || end <= begin) return [];
    const href = hrefOf(of.entity);
    return [{ begin, end, type: of.type, confidence: of.confidence, index: mention, ...(href ? { href } : {}) }];
  }).sort((a, b) => a.begin - b.begin);
  return known.filter((name, i) => i === 0 || name.begin >= known[i - 1]!.end);
}

/** Ends of blocks: after a line end that is in no name. */
function cuts(text: string, marks: readonly Name[]): number[] {
  const ends: number[] = [];
  let next = 0;
  for (let at = 0; at < text.length; ) {
    let end = text.indexOf("\n", at + block) + 1 || text.length;
    while (next < marks.length && marks[next]!.end <= end) next++;
    const across = marks[next];
    if (across && across.begin < end) end = across.end;
    ends.push(end);
    at = end;
  }
  return ends;
}

export function sourceView(source: Source, doc: Document, hrefOf: (entity: number) => string | undefined): Child {
  const marks = names(source, doc, hrefOf);
  const text = new MarkedText(source.text, marks);
  let at = 0;
  return h("section", { class: "source", "aria-label": "Source" },
    h("p", { class: "faint small" }, h("span", { class: "mono" }, source.path), ` · ${source.format} · ${count(source.size, "byte")}`),
    states[source.state] && h("p", { class: "complaint" }, states[source.state]),
    cuts(source.text, marks).map((end) => {
      const begin = at;
      at = end;
      return h("pre", {}, text.nodes(begin, end));
    }));
}
