// One box, counts beside the answers, answers without end. #/search?q=QUERY&sort=ORDER
import { aborted, ApiError } from "../api";
import { complaint } from "../complaint";
import { chips } from "../chips";
import { complete } from "../completion";
import type { Facets, Hit } from "../contract";
import { fill, h } from "../dom";
import { facetList } from "../facets";
import { histogram, rangeOf } from "../histogram";
import { replaceField, valueOf } from "../query";
import { type ResultList, resultsOf } from "../results";
import { dateWords, postWords } from "../words";
import type { Context, View } from "../view";

const orders = ["relevance", "newest", "oldest"];
const fewFacets = 8;
const manyFacets = 60;

/** A line of text with its hits marked. */
function marked(text: string, marks: readonly [number, number][]): Node[] {
  const out: Node[] = [];
  let at = 0;
  for (const [begin, end] of marks) {
    out.push(document.createTextNode(text.slice(at, begin)), h("mark", {}, text.slice(begin, end)));
    at = end;
  }
  out.push(document.createTextNode(text.slice(at)));
  return out;
}

function answer(hit: Hit, href: string): HTMLElement {
  return h("li", { class: "hit" },
    h("a", { href, class: "title" }, hit.subject || hit.reference || hit.path),
    h("p", { class: "facts" }, h("span", { class: "mono" }, hit.reference),
      hit.date && h("span", {}, dateWords(hit.date)), hit.origin && h("span", {}, postWords(hit.origin)),
      hit.class && h("span", { class: `stamp ${hit.class.replace(" ", "-")}` }, hit.class),
      hit.collection && h("span", {}, hit.collection)),
    h("p", { class: "snippet" }, marked(hit.snippet, hit.marks)));
}

/** The answers as they are fetched, drawn by and by. */
function answers(list: ResultList, ctx: Context, fail: (error: unknown) => void): HTMLElement {
  const items = h("ol", { class: "hits" });
  const foot = h("p", { class: "foot" });
  const linkOf = (hit: Hit): string => ctx.link("document", { id: hit.id, q: list.q, sort: list.sort === "relevance" ? "" : list.sort });
  const draw = (hits: readonly Hit[]): void => { items.append(...hits.map((hit) => answer(hit, linkOf(hit)))); };
  const more = async (): Promise<void> => {
    try {
      draw(await list.more());
      fill(foot, list.complete ? "" : button);
    } catch (error) {
      fail(error);
    }
  };
  const button = h("button", { type: "button", onclick: () => void more() }, "More");
  const near = new IntersectionObserver((seen) => { if (seen.some((each) => each.isIntersecting) && !list.complete) void more(); }, { rootMargin: "800px" });
  near.observe(foot);
  ctx.signal.addEventListener("abort", () => near.disconnect());

  const titles = (): HTMLAnchorElement[] => [...items.querySelectorAll<HTMLAnchorElement>("a.title")];
  const step = (by: number): void => {
    const all = titles();
    const now = all.indexOf(document.activeElement as HTMLAnchorElement);
    list.selected = Math.max(0, Math.min(all.length - 1, now < 0 ? list.selected + by : now + by));
    all[list.selected]?.focus();
    all[list.selected]?.closest("li")?.scrollIntoView({ block: "nearest" });
  };
  ctx.keys([
    { key: "j", what: "Next answer", run: () => step(1) },
    { key: "k", what: "Answer before", run: () => step(-1) },
  ]);
  draw(list.hits);
  fill(foot, list.complete ? "" : button);
  items.addEventListener("focusin", () => { list.selected = titles().indexOf(document.activeElement as HTMLAnchorElement); });
  return h("div", {}, items, foot);
}

function head(ctx: Context, q: string, sort: string): { form: HTMLFormElement; input: HTMLInputElement } {
  const input = h("input", { id: "query", type: "search", name: "q", value: q, autocomplete: "off", spellcheck: "false",
    autocapitalize: "off", placeholder: 'border security person:"Hatim Daoud" date:2007..2009', "aria-label": "Question" });
  const order = h("select", { name: "sort", "aria-label": "Order", onchange: () => ask() },
    orders.map((each) => h("option", { value: each, selected: each === sort }, each)));
  const ask = (): void => ctx.go("search", { q: input.value.trim(), sort: order.value === "relevance" ? "" : order.value });
  const form = h("form", { role: "search", class: "ask", onsubmit: (event: Event) => { event.preventDefault(); ask(); } },
    input, order, h("button", { class: "primary" }, "Search"));
  form.append(complete(input, ctx.api, ctx.signal));
  return { form, input };
}

export const view: View = {
  mount(root, params, ctx) {
    const q = params.get("q") ?? "";
    const sort = orders.find((each) => each === params.get("sort")) ?? "relevance";
    const { form, input } = head(ctx, q, sort);
    const over = h("div", { class: "over" });
    const side = h("div", { class: "side" });
    const found = h("div", { class: "found" });
    const ask = (text: string): void => ctx.go("search", { q: text, sort: sort === "relevance" ? "" : sort });
    root.append(h("h1", { class: "hidden" }, "Search"), form, chips(ctx, q, ask), over, h("div", { class: "beside" }, side, found));
    ctx.title(q || "Search");

    const fail = (error: unknown): void => {
      if (aborted(error) || ctx.signal.aborted) return;
      if (error instanceof ApiError && error.status === 400) {
        fill(found);
        fill(over, complaint(error, q));
        input.setAttribute("aria-invalid", "true");
        input.setAttribute("aria-describedby", "complaint");
      } else {
        ctx.say(error instanceof Error ? error.message : String(error), "error");
      }
    };

    const drawFacets = (facets: Facets, limit: number, byYear: Facets["year"]): void => {
      const years = histogram(byYear, date, (picked) => ask(replaceField(q, "date", picked && `date:${picked}`)));
      fill(over, years, date && h("p", { class: "brushed" }, `${date.replace("..", " to ")} `,
        h("button", { type: "button", class: "quiet", onclick: () => ask(replaceField(q, "date", "")) }, "All years")));
      fill(side, facetList(facets, q, limit, ask, () => void countBy(manyFacets)));
    };
    // A brush that stands can be moved only where the years beside it are seen.
    const date = valueOf(q, "date");
    const countBy = async (limit: number): Promise<void> => {
      try {
        const [facets, undated] = await Promise.all([ctx.api.facets({ q, limit }, ctx.signal),
          rangeOf(date) && ctx.api.facets({ q: replaceField(q, "date", ""), limit: 1 }, ctx.signal)]);
        drawFacets(facets, limit, (undated ?? facets).year);
      } catch (error) {
        fail(error);
      }
    };

    const begin = async (): Promise<void> => {
      const list = resultsOf(ctx.api, q, sort);
      const known = list.hits.length > 0;
      try {
        if (!known) await list.more();
      } catch (error) {
        return fail(error);
      }
      if (ctx.signal.aborted) return;
      const of = q ? ` of ${ctx.status?.documents.toLocaleString("en") ?? ""}` : "";
      fill(found, h("p", { class: "total", role: "status" }, `${list.total.toLocaleString("en")}${of} ${list.total === 1 && !q ? "document" : "documents"}`),
        list.total ? answers(list, ctx, fail) : h("p", { class: "empty" }, "Nothing answers this. Fewer words, or a * at the end of one, may find more."));
      if (known) window.scrollTo(0, list.scroll);
      const keep = (): void => { list.scroll = window.scrollY; };
      addEventListener("scroll", keep, { passive: true, signal: ctx.signal });
    };
    void countBy(fewFacets);
    void begin();
  },
};
