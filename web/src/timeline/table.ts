// The timeline as a table: periods with documents, and how many of each classification.
import type { Timeline } from "../contract";
import { fill, h } from "../dom";
import { dateWords } from "../words";
import type { Bar } from "./periods";

const PAGE = 60;

export function periodTable(bars: readonly Bar[], { classes }: Timeline, href: (period: string) => string): HTMLElement {
  const rows = bars.filter(({ documents }) => documents);
  const used = [...classes.keys()].filter((c) => rows.some(({ counts }) => counts[c]));
  const body = h("tbody");
  let shown = 0;
  const more = h("button", { type: "button", onclick: () => draw() });
  const number = (n: number): HTMLElement => h("td", { class: "number" }, n ? n.toLocaleString("en") : "");
  const draw = (): void => {
    body.append(...rows.slice(shown, shown + PAGE).map(({ period, documents, counts }) => h("tr", {},
      h("th", { scope: "row" }, h("a", { href: href(period) }, dateWords(period))),
      number(documents), used.map((c) => number(counts[c] ?? 0)))));
    shown = Math.min(rows.length, shown + PAGE);
    fill(more, `Show ${Math.min(PAGE, rows.length - shown)} more of ${rows.length.toLocaleString("en")}`);
    more.hidden = shown >= rows.length;
  };
  draw();
  return h("section", { class: "periods", "aria-label": "Periods" },
    h("h2", {}, "Periods"),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Table of periods" }, h("table", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Period"), h("th", { scope: "col", class: "number" }, "Documents"),
        used.map((c) => h("th", { scope: "col", class: "number" }, classes[c])))),
      body)),
    more);
}
