// What the graph is of: the query, types, years, how much company counts, how many names.
import { askForm } from "../ask";
import { debounce, h } from "../dom";
import type { Context } from "../view";
import { count } from "../words";

export interface Wish {
  q: string;
  types: string[]; // none: all
  years: string; // "2005..2009", "2007"
  weight: number; // documents together, at least
  nodes: number;
  links: number; // of each name, the strongest so many; 0: all
  around: number; // an entity, or 0
  open: number[]; // entities whose company was added
}

export const TYPES = ["PER", "LOC", "ORG", "MISC"];
export const WORDS: Record<string, string> = { PER: "People", LOC: "Places", ORG: "Organisations", MISC: "Others" };
const SIZES = [100, 300, 1000, 2000, 5000];
const LINKS = 5;
const CHOICES = [3, LINKS, 10, 0];

const whole = (text: string | null, least: number, fallback: number): number => {
  const value = Number.parseInt(text ?? "", 10);
  return value >= least ? value : fallback;
};

export function readWish(params: URLSearchParams): Wish {
  const list = (name: string): string[] => (params.get(name) ?? "").split(",").filter(Boolean);
  return {
    q: params.get("q") ?? "",
    types: list("types").filter((type) => TYPES.includes(type)),
    years: (params.get("years") ?? "").trim(),
    weight: whole(params.get("weight"), 1, 2),
    nodes: Math.min(10_000, whole(params.get("nodes"), 1, 300)),
    links: whole(params.get("links"), 0, LINKS),
    around: whole(params.get("around"), 1, 0),
    open: [...new Set(list("open").map((id) => whole(id, 1, 0)).filter(Boolean))],
  };
}

/** For the address: what is as usual is left out. */
export function writeWish(wish: Wish): Record<string, string | number | undefined> {
  return {
    q: wish.q,
    types: wish.types.join(","),
    years: wish.years,
    weight: wish.weight === 2 ? undefined : wish.weight,
    nodes: wish.nodes === 300 ? undefined : wish.nodes,
    links: wish.links === LINKS ? undefined : wish.links,
    around: wish.around || undefined,
    open: wish.open.join(","),
  };
}

/** "2005", "2005..2009", "2005..", "..1979"; also with a hyphen, as people write. null: none of these. */
export function readYears(text: string): string | null {
  const found = /^\s*(\d{4})?\s*(\.\.|-|–)?\s*(\d{4})?\s*$/.exec(text);
  if (!found) return null;
  const [, from = "", dots, to = ""] = found;
  if (!from && !to) return dots ? null : "";
  if (!dots) return from && to ? null : from || to;
  return `${from}..${to}`;
}

/** A label with what it labels, kept together where lines break. */
function field(id: string, label: string, ...parts: HTMLElement[]): HTMLElement {
  return h("div", { class: "field" }, h("label", { for: id }, label), parts);
}

export function controls(ctx: Context, wish: Wish, change: (part: Partial<Wish>) => void): HTMLElement {
  const types = TYPES.map((type) => {
    const box = h("input", { type: "checkbox", checked: !wish.types.length || wish.types.includes(type), onchange: () => pick() });
    return { type, box, label: h("label", { class: "check" }, box, h("span", { class: `type ${type}`, "aria-hidden": "true" }, type), WORDS[type]) };
  });
  const pick = (): void => {
    const chosen = types.filter(({ box }) => box.checked).map(({ type }) => type);
    change({ types: chosen.length === TYPES.length ? [] : chosen });
  };
  const years = h("input", { type: "text", id: "years", value: wish.years, size: 11, placeholder: "2005..2009", "aria-describedby": "years-wrong",
    onchange: () => {
      const read = readYears(years.value);
      years.setAttribute("aria-invalid", String(read === null));
      wrong.textContent = read === null ? "A year, or two: 2005..2009" : "";
      if (read !== null) change({ years: read });
    } });
  const wrong = h("span", { id: "years-wrong", class: "wrong small", role: "alert" });
  const weight = h("input", { type: "number", id: "weight", min: 1, value: wish.weight, onchange: () => change({ weight: Math.max(1, Math.round(Number(weight.value)) || 1) }) });
  const later = debounce(400, () => weight.dispatchEvent(new Event("change")));
  weight.addEventListener("input", later);
  const nodes = h("select", { id: "nodes", onchange: () => change({ nodes: Number(nodes.value) }) },
    [...new Set([...SIZES, wish.nodes])].sort((a, b) => a - b).map((size) => h("option", { value: size, selected: size === wish.nodes }, `${size.toLocaleString("en")} names`)));
  const links = h("select", { id: "links", onchange: () => change({ links: Number(links.value) }) },
    [...new Set([...CHOICES, wish.links])].map((each) => h("option", { value: each, selected: each === wish.links }, each ? `strongest ${each} a name` : "all")));
  return h("div", { class: "controls" },
    askForm(ctx, wish.q, (q) => change({ q, around: 0, open: [] })),
    h("fieldset", {}, h("legend", {}, "Names"), types.map(({ label }) => label)),
    field("years", "Years", years, wrong),
    field("weight", "Sharing at least", weight, h("span", {}, "documents")),
    field("nodes", "Up to", nodes),
    field("links", "Links", links));
}

export function summary(documents: number, names: number, links: number, each: number): string {
  return `${count(names, "name")} and ${each ? `their strongest ${count(links, "link")}` : count(links, "link")}, from ${count(documents, "document")}`;
}
