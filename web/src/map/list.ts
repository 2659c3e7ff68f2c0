// The places of the map as a table, those that have no place on it too.
import { fill, h } from "../dom";
import { count } from "../words";
import type { Mark } from "./marks";
import { kindWord } from "./plane";

const PAGE = 50;

export interface MarkList {
  element: HTMLElement;
  draw(marks: Mark[]): void;
  /** The mark `by` rows below the one that was last stepped to. */
  step(by: number): Mark | undefined;
}

export function markList(href: (mark: Mark) => string): MarkList {
  let marks: Mark[] = [];
  let shown = PAGE;
  let at = -1;
  const body = h("tbody");
  const more = h("button", { type: "button", onclick: () => { shown += PAGE; rows(); } });
  const rows = (): void => {
    fill(body, marks.slice(0, shown).map((mark, i) => h("tr", { class: i === at ? "here" : "" },
      h("th", { scope: "row" }, h("a", { href: href(mark) }, mark.name)),
      h("td", {}, kindWord(mark.sort)),
      h("td", {}, mark.at ? mark.country : h("span", { class: "faint" }, "not on the map")),
      h("td", { class: "number" }, mark.documents.toLocaleString("en")))));
    fill(more, `Show ${Math.min(PAGE, marks.length - shown)} more of ${marks.length.toLocaleString("en")}`);
    more.hidden = marks.length <= shown;
  };
  return {
    element: h("section", { class: "places", "aria-label": "Places of the map" },
      h("h2", {}, "Places"),
      h("div", { class: "scroll" }, h("table", {},
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Name"), h("th", { scope: "col" }, "Kind"),
          h("th", { scope: "col" }, "Country"), h("th", { scope: "col", class: "number" }, "Documents"))),
        body)),
      more),
    draw(next) {
      marks = next;
      shown = PAGE;
      at = -1;
      rows();
    },
    step(by) {
      at = Math.max(0, Math.min(marks.length - 1, at + by));
      shown = Math.max(shown, at + 1);
      rows();
      return marks[at];
    },
  };
}

export function summary(marks: readonly Mark[], documents: number): string {
  const placed = marks.filter(({ at }) => at).length;
  const rest = marks.length - placed;
  return `${count(placed, "place")} of ${count(documents, "document")}` +
    (rest ? `; ${count(rest, "more name")} whose place on earth is not known ${rest === 1 ? "is" : "are"} in the list` : "");
}
