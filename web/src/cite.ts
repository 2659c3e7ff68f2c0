// A document as one cites it.
import type { Document } from "./contract";
import { present } from "./dialog";
import { h } from "./dom";
import { dateWords, postWords } from "./words";
import type { Context } from "./view";

export function citation(doc: Document): string {
  const where = [doc.origin && postWords(doc.origin), doc.collection].filter(Boolean).join(", ");
  const what = doc.subject && `“${doc.subject}”`;
  const which = [doc.reference, doc.date && dateWords(doc.date)].filter(Boolean).join(", ");
  return `${[where, what, which].filter(Boolean).join(", ")}${doc.class ? ` (${doc.class})` : ""}.`;
}

// Braces and backslashes are BibTeX's own.
function plain(text: string): string {
  return text.replace(/[{}\\]/g, "");
}

export function bibtex(doc: Document): string {
  const year = doc.date.slice(0, 4);
  const lines = [
    ["author", doc.origin && `{${plain(postWords(doc.origin))}}`], ["title", `{${plain(doc.subject || doc.reference)}}`],
    ["year", year], ["number", plain(doc.reference)], ["note", plain([doc.class, doc.collection].filter(Boolean).join(", "))],
  ].filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}}`);
  return `@misc{${doc.reference.replace(/[^A-Za-z0-9]/g, "") || `document${doc.id}`},\n${lines.join(",\n")}\n}`;
}

export function showCitation(doc: Document, ctx: Context): void {
  const one = (label: string, text: string): HTMLElement => {
    const area = h("textarea", { readonly: true, rows: text.split("\n").length + 1, "aria-label": label, value: text });
    const copy = async (): Promise<void> => {
      area.select();
      try {
        await navigator.clipboard.writeText(text);
        ctx.say("Copied");
      } catch {
        ctx.say("Press Ctrl+C to copy what is selected"); // no clipboard without a secure origin
      }
    };
    return h("section", { class: "cite" }, h("h3", {}, label), area, h("button", { type: "button", onclick: () => void copy() }, "Copy"));
  };
  present("Cite this document", [one("As a note", citation(doc)), one("BibTeX", bibtex(doc))]);
}
