// A cable as a cable. #/document?id=NUMBER[&q=QUERY&sort=ORDER][&show=original]
import { body } from "../body";
import { showCitation } from "../cite";
import type { Cited, Correction, Document, Mention } from "../contract";
import { corrections as correctionsOf } from "../corrections";
import { Editor } from "../editor";
import { type Child, fill, h } from "../dom";
import { headerCard } from "../header";
import { resultsOf } from "../results";
import { sourceView } from "../source";
import { MarkedText } from "../text";
import { tips } from "../tip";
import { count, countType, dateWords, percent, postWords, typeClass, typeWord } from "../words";
import type { Context, View } from "../view";

function about(mention: Mention | undefined): Child {
  if (!mention) return null;
  return [h("strong", {}, mention.name || "unresolved"), h("br"), `${typeWord(mention.type)}, ${percent(mention.confidence)} sure`,
    mention.reason && [h("br"), h("span", { class: "faint" }, `${mention.reason}${mention.score ? `, ${percent(mention.score)}` : ""}`)]];
}

function citedList(title: string, list: readonly Cited[], ctx: Context): Child {
  if (!list.length) return null;
  return h("section", {}, h("h2", {}, title), h("ul", { class: "cited" }, list.map((cited) => h("li", {},
    cited.document === null
      ? h("span", { class: "faint", title: "not in this archive" }, h("span", { class: "mono" }, cited.reference), " not in this archive")
      : [h("a", { class: "mono", href: ctx.link("document", { id: cited.document }) }, cited.reference),
          h("span", { class: "faint small" }, ` ${dateWords(cited.date)}`), h("div", { class: "small" }, cited.subject)]))));
}

const typeOrder = ["PER", "LOC", "ORG", "MISC"];

/** Who and what is named, most often first, by type. */
function nameList(doc: Document, ctx: Context): Child {
  const seen = new Map<string, { mention: Mention; times: number }>();
  for (const mention of doc.mentions) {
    const key = mention.entity ? String(mention.entity) : `${mention.type} ${doc.text.slice(mention.begin, mention.end)}`;
    const known = seen.get(key);
    if (known) known.times++;
    else seen.set(key, { mention, times: 1 });
  }
  const all = [...seen.values()].sort((a, b) => b.times - a.times);
  const types = [...new Set([...typeOrder, ...all.map(({ mention }) => mention.type)])];
  return types.map((type) => {
    const of = all.filter(({ mention }) => mention.type === type);
    if (!of.length) return null;
    return h("details", { open: type === "PER" }, h("summary", {}, h("span", { class: `type ${typeClass(type)}` }, type), ` ${countType(of.length, type)}`),
      h("ul", { class: "names" }, of.map(({ mention, times }) => h("li", {},
        mention.entity ? h("a", { href: ctx.link("entity", { id: mention.entity }) }, mention.name) : doc.text.slice(mention.begin, mention.end),
        times > 1 && h("span", { class: "faint small" }, ` ${times}×`)))));
  });
}

function notes(list: readonly Correction[]): Child {
  const standing = list.filter(({ kind, stands }) => kind === "note" && stands);
  return standing.length > 0 && h("section", {}, h("h2", {}, "Notes"),
    standing.map((note) => h("p", { class: "note" }, note.value, h("span", { class: "faint small" }, ` ${note.who}, ${dateWords(note.made.slice(0, 10))}`))));
}

function aside(doc: Document, ctx: Context, changed: () => void): HTMLElement {
  return h("aside", { class: "about" }, notes(doc.corrections),
    citedList("Refers to", doc.references, ctx), citedList("Referred to by", doc.cited_by, ctx),
    h("section", {}, h("h2", {}, "Names"), nameList(doc, ctx)),
    doc.corrections.length > 0 && h("section", {}, h("h2", {}, "Corrections"), correctionsOf(doc.corrections, ctx, changed)),
    h("section", { class: "small" }, h("h2", {}, "Source"), h("p", { class: "mono path" }, doc.path),
      h("p", { class: "faint" }, `${doc.format} · ${count(doc.words, "word")}${doc.model && ` · model ${doc.model.slice(0, 8)}`}`)));
}

/** Where this document stands among the answers, and the ways to those beside it. */
function neighbours(doc: Document, params: URLSearchParams, ctx: Context): { bar: HTMLElement; step: (by: number) => void } {
  const q = params.get("q");
  const sort = params.get("sort") ?? "";
  const open = (id: number | null | undefined): void => {
    if (id) ctx.go("document", q === null ? { id } : { id, q, sort }, { replace: true });
    else ctx.say("There is none");
  };
  const place = h("span", { class: "faint" });
  const found = q === null ? undefined : (async () => {
    const list = resultsOf(ctx.api, q, sort || "relevance");
    const at = await list.find(doc.id);
    if (at >= 0) fill(place, `${(at + 1).toLocaleString("en")} of ${list.total.toLocaleString("en")}`);
    return { list, at };
  })();
  const step = async (by: number): Promise<void> => {
    if (!found) return open(by > 0 ? doc.next : doc.previous);
    const { list, at } = await found;
    open(at + by < 0 ? null : (await list.at(at + by))?.id);
  };
  const button = (by: number, label: string, key: string): HTMLElement =>
    h("button", { type: "button", title: `${label} (${key})`, "aria-label": label, onclick: () => void step(by) }, by < 0 ? "‹" : "›");
  return {
    bar: h("div", { class: "neighbours" }, q !== null && h("a", { href: ctx.link("search", { q, sort }) }, "Answers"), place,
      button(-1, "Document before", "k"), button(1, "Next document", "j")),
    step: (by) => void step(by),
  };
}

function draw(root: HTMLElement, doc: Document, params: URLSearchParams, ctx: Context, signal: AbortSignal, redraw: (at?: number) => void): void {
  const hrefOf = (entity: number): string | undefined => (entity ? ctx.link("entity", { id: entity }) : undefined);
  const text = new MarkedText(doc.text, doc.mentions.map((mention, index) => {
    const href = hrefOf(mention.entity);
    return { ...mention, index, ...(href ? { href } : {}) };
  }));
  const near = neighbours(doc, params, ctx);
  const article = h("article", { class: "cable", "aria-label": "Text" });
  const original = h("button", { type: "button", "aria-pressed": "false", onclick: () => void flip() }, "Original");
  let asReceived = params.get("show") === "original";

  const first = (): string | undefined => [...article.querySelectorAll<HTMLElement>("[data-mention]")].find((each) => each.getBoundingClientRect().top > 0)?.dataset["mention"];
  const show = async (): Promise<void> => {
    const at = window.scrollY > 200 ? first() : undefined;
    original.setAttribute("aria-pressed", String(asReceived));
    if (asReceived) fill(article, sourceView(await ctx.api.source(doc.id, ctx.signal), doc, hrefOf));
    else fill(article, headerCard(doc, ctx), body(text, doc.paragraphs, doc.header.length > 0));
    if (at !== undefined) article.querySelector(`[data-mention="${at}"]`)?.scrollIntoView({ block: "center" });
  };
  const flip = async (): Promise<void> => {
    asReceived = !asReceived;
    ctx.keep({ ...Object.fromEntries(params), show: asReceived ? "original" : "" }, { replace: true });
    await show();
  };
  const nameStep = (by: number): void => {
    const all = [...article.querySelectorAll<HTMLElement>("[data-mention]")].filter((each) => each.checkVisibility?.() ?? true);
    const now = all.indexOf(document.activeElement as HTMLElement);
    const next = now < 0 ? all.findIndex((each) => each.getBoundingClientRect().top > 60) : now + by;
    all[next]?.focus();
    all[next]?.scrollIntoView({ block: "nearest" });
  };

  const secrecy = doc.header.filter(({ name }) => name === "caption").map(({ value }) => value);
  fill(root,
    h("div", { class: "bar-top" }, near.bar, h("div", { class: "acts" }, original,
      h("button", { type: "button", onclick: () => showCitation(doc, ctx) }, "Cite"))),
    h("header", { class: "doc-top" },
      h("p", { class: "facts" }, h("span", { class: "mono" }, doc.reference), doc.date && h("span", {}, dateWords(doc.date)), doc.origin && h("span", {}, postWords(doc.origin)),
        doc.class && h("span", { class: `stamp ${doc.class.replace(" ", "-")}` }, doc.class), secrecy.map((each) => h("span", { class: "stamp" }, each))),
      h("h1", {}, doc.subject || doc.reference || doc.path)),
    h("div", { class: "beside-doc" }, article, aside(doc, ctx, () => redraw())));
  tips(article, "[data-mention]", (element) => about(doc.mentions[Number(element.dataset["mention"])]), signal);
  ctx.keys([
    { key: "j", what: "Next document", run: () => near.step(1) },
    { key: "k", what: "Document before", run: () => near.step(-1) },
    { key: "n", what: "Next name", run: () => nameStep(1) },
    { key: "p", what: "Name before", run: () => nameStep(-1) },
    { key: "o", what: "Original or text", run: () => void flip() },
    { key: "c", what: "Cite", run: () => showCitation(doc, ctx) },
    { key: "l", what: "Lines as received", run: () => { article.classList.toggle("lines"); } },
  ]);
  void show();
  if (ctx.status?.writable) new Editor(root, article, doc, text, ctx, signal, redraw);
}

export const view: View = {
  mount(root, params, ctx) {
    const id = Number(params.get("id"));
    let drawn = new AbortController();
    ctx.signal.addEventListener("abort", () => drawn.abort());

    // Drawn anew after a correction, with the focus on the name that begins at `at` (UTF-16 units).
    const load = async (at?: number): Promise<void> => {
      try {
        const doc = await ctx.api.document(id, ctx.signal);
        drawn.abort();
        drawn = new AbortController();
        ctx.title(doc.subject || doc.reference);
        draw(root, doc, params, ctx, drawn.signal, (where) => void load(where));
        const mention = doc.mentions.findIndex(({ begin, end }) => at !== undefined && begin <= at && at < end);
        if (mention >= 0) root.querySelector<HTMLElement>(`article [data-mention="${mention}"]`)?.focus({ preventScroll: true });
      } catch (error) {
        if (!ctx.signal.aborted) fill(root, h("p", { class: "empty" }, error instanceof Error ? error.message : String(error)));
      }
    };
    void load();
  },
};
