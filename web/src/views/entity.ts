// All that is known of a person, a place, a body. #/entity?id=NUMBER
import { yearBars } from "../chart";
import type { Company, Count, EntityPage, Hit, Known } from "../contract";
import { corrections } from "../corrections";
import { merge, note, rename, undoLast } from "../correct";
import { type Child, fill, h } from "../dom";
import { ResultList } from "../results";
import { count, dateWords, postWords, typeClass, typeWord } from "../words";
import type { Context, Key, View } from "../view";

function counts(title: string, list: readonly Count[]): Child {
  const shown = 12;
  const row = ({ name, count: times }: Count): HTMLElement => h("li", {}, name, h("span", { class: "faint small" }, ` ${times.toLocaleString("en")}×`));
  return list.length > 0 && h("section", {}, h("h2", {}, title), h("ul", { class: "inline" }, list.slice(0, shown).map(row)),
    list.length > shown && h("details", {}, h("summary", { class: "faint small" }, `${list.length - shown} more`), h("ul", { class: "inline" }, list.slice(shown).map(row))));
}

function known(who: Known): Child {
  const post = ({ country, first, last }: Known["posts"][number]): string => `${country} ${first === last ? first : `${first}–${last}`}`;
  return h("p", { class: "small" }, "Chief of mission of the United States: ", who.posts.map(post).join(", "), ". ",
    h("a", { href: who.page, rel: "noreferrer", title: "Office of the Historian, U.S. Department of State" }, who.id));
}

function years(page: EntityPage, ctx: Context, signal: AbortSignal): Child {
  const dated = page.years.filter(({ name }) => /^\d{4}$/.test(name));
  if (!dated.length) return null;
  const known = new Map(dated.map(({ name, count: documents }) => [Number(name), documents]));
  const first = Math.min(...known.keys());
  const all = Array.from({ length: Math.max(...known.keys()) - first + 1 }, (_, i) => first + i);
  const section = h("section", {}, h("h2", {}, "Documents by year"));
  void yearBars(section, all, { label: "documents", colour: "--accent", values: all.map((year) => known.get(year) ?? 0) }, signal).then(() => section.append(
    h("details", { class: "small" }, h("summary", { class: "faint" }, "As a table"), h("table", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Year"), h("th", { scope: "col", class: "number" }, "Documents"))),
      h("tbody", {}, dated.map(({ name, count: documents }) => h("tr", {},
        h("td", {}, h("a", { href: ctx.link("search", { q: `${page.query} date:${name}` }) }, name)), h("td", { class: "number" }, documents))))))));
  return section;
}

function companyTable(page: EntityPage, ctx: Context): Child {
  if (!page.company.length) return null;
  const most = Math.max(...page.company.map(({ surprise }) => surprise), 1);
  const row = (each: Company): HTMLElement => {
    const bar = h("span", { class: "strength", "aria-hidden": "true" });
    bar.style.width = `${Math.max(2, (100 * each.surprise) / most)}%`;
    return h("tr", {}, h("td", {}, h("span", { class: `type ${typeClass(each.type)}` }, each.type)),
      h("td", {}, h("a", { href: ctx.link("entity", { id: each.id }) }, each.name)),
      h("td", { class: "number" }, h("a", { href: ctx.link("search", { q: `${page.query} entity:${each.id}` }), title: "The documents with both" }, each.together)),
      h("td", { class: "meter" }, bar, h("span", { class: "hidden" }, each.surprise.toFixed(1))));
  };
  return h("section", {}, h("div", { class: "section-top" }, h("h2", {}, "Company kept"), h("a", { href: ctx.link("graph", { around: page.id }) }, "As a graph")),
    h("table", { class: "company" }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Type"), h("th", { scope: "col" }, "Name"), h("th", { scope: "col", class: "number" }, "Together"),
      h("th", { scope: "col", title: "Log-likelihood ratio: how surprising it would be by chance" }, "Closeness"))),
    h("tbody", {}, page.company.map(row))));
}

function documents(page: EntityPage, ctx: Context): Child {
  const list = new ResultList(ctx.api, page.query, "newest");
  const items = h("ul", { class: "documents" });
  const button = h("button", { type: "button", onclick: () => void more() }, "More");
  const row = (hit: Hit): HTMLElement => h("li", {},
    h("a", { href: ctx.link("document", { id: hit.id, q: page.query, sort: "newest" }) }, hit.subject || hit.reference),
    h("div", { class: "facts" }, h("span", { class: "mono" }, hit.reference), hit.date && h("span", {}, dateWords(hit.date)), hit.origin && h("span", {}, postWords(hit.origin))));
  const more = async (): Promise<void> => {
    items.append(...(await list.more()).map(row));
    button.hidden = list.complete;
  };
  void more();
  return h("section", {}, h("div", { class: "section-top" }, h("h2", {}, "Documents"), h("a", { href: ctx.link("search", { q: page.query }) }, "Search in them")), items, button);
}

function acts(page: EntityPage, ctx: Context, changed: () => void): Key[] {
  const then = (made: Promise<boolean>): void => void made.then((yes) => { if (yes) changed(); });
  return [
    { key: "m", what: "Merge", run: () => then(merge(ctx, page)) },
    { key: "r", what: "Rename", run: () => then(rename(ctx, page)) },
    { key: "a", what: "Note", run: () => then(note(ctx, { entity: page.id }, page.name)) },
    { key: "u", what: "Undo", run: () => then(undoLast(ctx)) },
  ];
}

function draw(root: HTMLElement, page: EntityPage, ctx: Context, signal: AbortSignal, changed: () => void): void {
  const writable = ctx.status?.writable ? acts(page, ctx, changed) : [];
  const standing = page.corrections.filter(({ kind, stands }) => kind === "note" && stands);
  const span = page.first === page.last ? dateWords(page.first) : `${dateWords(page.first)} to ${dateWords(page.last)}`;
  fill(root,
    h("div", { class: "bar-top" },
      h("div", {}, h("h1", {}, page.name), h("p", { class: "facts" }, h("span", { class: `type ${typeClass(page.type)}` }, page.type), h("span", {}, typeWord(page.type)),
        h("span", {}, `${count(page.mentions, "mention")} in ${count(page.documents, "document")}`), page.first && h("span", {}, span))),
      h("div", { class: "acts" }, writable.map(({ key, what, run }) => h("button", { type: "button", onclick: run as () => void }, h("kbd", {}, key), what)))),
    h("div", { class: "halves" },
      h("div", {}, standing.map((each) => h("p", { class: "note" }, each.value, h("span", { class: "faint small" }, ` ${each.who}`))),
        page.known && known(page.known), years(page, ctx, signal), counts("Names", page.aliases), counts("Called", page.roles), documents(page, ctx),
        page.corrections.length > 0 && h("section", {}, h("h2", {}, "Corrections"), corrections(page.corrections, ctx, changed))),
      h("div", {}, companyTable(page, ctx))));
  ctx.keys(writable);
}

export const view: View = {
  mount(root, params, ctx) {
    const id = Number(params.get("id"));
    let drawn = new AbortController();
    ctx.signal.addEventListener("abort", () => drawn.abort());
    const load = async (): Promise<void> => {
      try {
        const page = await ctx.api.entity(id, ctx.signal);
        drawn.abort();
        drawn = new AbortController();
        ctx.title(page.name);
        draw(root, page, ctx, drawn.signal, () => void load());
      } catch (error) {
        if (!ctx.signal.aborted) fill(root, h("p", { class: "empty" }, error instanceof Error ? error.message : String(error)));
      }
    };
    void load();
  },
};
