// A box to find a name of the archive by, and to bring it and its company into the graph.
import { fill, freshId, h } from "../dom";
import type { Context } from "../view";
import { count } from "../words";

const FOUND = 8; // shown

export function seeder(ctx: Context, add: (entity: number) => void): HTMLElement {
  const id = freshId("seed");
  const box = h("input", { type: "search", id, autocomplete: "off", spellcheck: "false" });
  const list = h("ul", { class: "seeds" });
  const note = h("p", { class: "faint small", role: "status" });
  const find = async (): Promise<void> => {
    const name = box.value.trim();
    fill(list);
    fill(note);
    if (!name) return;
    const { entities } = await ctx.api.entities(name, ctx.signal);
    fill(note, entities.length ? "" : "The archive has no such name");
    fill(list, entities.slice(0, FOUND).map((each) => h("li", {},
      h("span", { class: `type ${each.type}` }, each.type),
      h("button", { type: "button", class: "link", onclick: () => { fill(list); box.value = ""; add(each.id); } }, each.name),
      h("span", { class: "faint small" }, count(each.documents, "document")))));
    list.querySelector("button")?.focus();
  };
  return h("form", { class: "seed", onsubmit: (event: Event) => { event.preventDefault(); void find(); } },
    h("label", { for: id }, "Add a name"),
    h("div", { class: "seed-row" }, box, h("button", { type: "submit" }, "Find")),
    note, list);
}
