// Counts over all answers beside the results: what is pressed is part of the query.
import type { Facets, FacetValue } from "./contract";
import { h } from "./dom";
import { add, has, remove } from "./query";
import { count, postWords } from "./words";

const groups: [keyof Omit<Facets, "total" | "year">, string, string][] = [
  ["person", "People", "PER"], ["place", "Places", "LOC"], ["org", "Organisations", "ORG"], ["tag", "TAGS", ""],
  ["from", "Posts", ""], ["class", "Classification", ""], ["misc", "Other names", "MISC"],
];

function labelOf(group: string, value: FacetValue): string {
  return group === "from" ? postWords(value.value) : value.value;
}

// What was pressed last: the list drawn anew for the new question puts the focus back there.
let pressed = "";

export function facetList(facets: Facets, q: string, limit: number, go: (q: string) => void, all: () => void): HTMLElement {
  const row = (group: string, value: FacetValue): HTMLElement => {
    const on = has(q, value.query);
    const label = labelOf(group, value);
    const press = (): void => {
      pressed = value.query;
      go(on ? remove(q, value.query) : add(q, value.query));
    };
    const button = h("button", { type: "button", class: "facet", "aria-pressed": String(on), title: value.label ?? label, onclick: press },
      h("span", { class: "text" }, label, value.label && h("span", { class: "faint" }, ` ${value.label}`)),
      h("span", { class: "faint number" }, value.documents.toLocaleString("en")));
    if (value.query === pressed) queueMicrotask(() => button.focus());
    return h("li", {}, button,
      !on && h("button", { type: "button", class: "without", "aria-label": `Without ${label}`, title: `Without ${label}`,
        onclick: () => go(add(q, `-${value.query}`)) }, "−"));
  };
  const wide = matchMedia("(min-width: 56rem)").matches;
  queueMicrotask(() => { pressed = ""; });
  const full = groups.some(([name]) => facets[name].length >= limit);
  return h("aside", { class: "facets", "aria-label": "Narrow the answers" },
    groups.filter(([name]) => facets[name].length > 0).map(([name, title, type], i) =>
      h("details", { open: wide && i < 6 },
        h("summary", {}, type && h("span", { class: `dot ${type}`, "aria-hidden": "true" }), title,
          h("span", { class: "hidden" }, `, ${count(facets[name].length, "value")}`)),
        h("ul", {}, facets[name].map((value) => row(name, value))))),
    full && h("button", { type: "button", class: "quiet small", onclick: all }, "Show more of each"));
}
