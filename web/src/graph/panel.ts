// The selected name: what it is, whom it is linked with, and where to go from it.
import { fill, h } from "../dom";
import { add, replaceField } from "../query";
import type { Context } from "../view";
import { count } from "../words";
import { companyOf, type Shown } from "./data";
import type { Wish } from "./controls";

const COMPANY = 12; // shown

export interface Acts {
  pick(id: string | null): void;
  expand(id: string): void;
  only(id: string): void;
}

export function drawPanel(panel: HTMLElement, graph: Shown, id: string | null, wish: Wish, ctx: Context, acts: Acts): void {
  if (!id || !graph.hasNode(id)) {
    fill(panel, h("p", { class: "faint" }, "Choose a name, in the picture or in the list, to see its company and to add more of it."));
    return;
  }
  const { label, kind, documents } = graph.getNodeAttributes(id);
  const asked = (more: string): string => {
    const q = add(wish.q, more);
    return ctx.link("search", { q: wish.years ? replaceField(q, "date", `date:${wish.years}`) : q });
  };
  const company = companyOf(graph, id);
  const open = wish.open.includes(Number(id));
  fill(panel,
    h("div", { class: "panel-top" }, h("h2", {}, label), h("button", { type: "button", class: "quiet", "aria-label": "Close", onclick: () => acts.pick(null) }, "✕")),
    h("p", {}, h("span", { class: `type ${kind}` }, kind), " ", h("a", { href: asked(`entity:${id}`) }, count(documents, "document"))),
    h("p", { class: "buttons" },
      h("a", { class: "button", href: ctx.link("entity", { id }) }, "Its page"),
      h("button", { type: "button", disabled: open, onclick: () => acts.expand(id) }, open ? "Company added" : "Add its company"),
      h("button", { type: "button", onclick: () => acts.only(id) }, "Only this")),
    h("h3", {}, company.length ? "Most often with" : "Linked with nobody here"),
    h("ul", { class: "company" }, company.slice(0, COMPANY).map((each) => h("li", {},
      h("span", { class: `type ${each.kind}` }, each.kind),
      h("button", { type: "button", class: "link", onclick: () => acts.pick(each.id) }, each.name),
      h("a", { class: "number", href: asked(`entity:${id} entity:${each.id}`), "aria-label": `${count(each.weight, "document")} with both` }, each.weight)))),
    company.length > COMPANY && h("p", { class: "faint small" }, `and ${count(company.length - COMPANY, "other")}`));
}
