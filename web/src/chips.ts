// Who the numbers in a query are: entity:42 is said by name, with ways to the page and out of the query.
import { fill, h } from "./dom";
import { partsOf, remove } from "./query";
import { typeClass } from "./words";
import type { Context } from "./view";

export function chips(ctx: Context, q: string, go: (q: string) => void): HTMLElement {
  const list = h("ul", { class: "chips", "aria-label": "Names in the question" });
  const add = async (part: string, id: number, without: boolean): Promise<void> => {
    const item = h("li", {});
    list.append(item);
    const entity = await ctx.api.entity(id, ctx.signal).catch(() => null);
    if (!entity) return item.remove();
    fill(item, without && "without ", h("span", { class: `type ${typeClass(entity.type)}` }, entity.type), " ", h("a", { href: ctx.link("entity", { id: entity.id }) }, entity.name),
      h("button", { type: "button", class: "quiet", "aria-label": `Take ${entity.name} out of the question`, onclick: () => go(remove(q, part)) }, "×"));
  };
  for (const { text } of partsOf(q)) {
    const [, minus, number] = /^(-?)entity:(\d+)$/.exec(text) ?? [];
    if (number) void add(text, Number(number), minus === "-");
  }
  return list;
}
