// The frame around the views: navigation, the view of the address, keys, messages.
import { aborted, Api } from "./api";
import { fill, h } from "./dom";
import { showHelp } from "./help";
import { KeyBoard } from "./keys";
import { link, parse } from "./router";
import { shownTheme, toggleTheme } from "./theme";
import type { Context, View, ViewName } from "./view";
import { view as search } from "./views/search";

interface Entry {
  label: string;
  letter: string;
}

const menu: Partial<Record<ViewName, Entry>> = {
  search: { label: "Search", letter: "s" },
  graph: { label: "Graph", letter: "g" },
  map: { label: "Map", letter: "m" },
  timeline: { label: "Timeline", letter: "t" },
  corrections: { label: "Corrections", letter: "c" },
  annotate: { label: "Annotate", letter: "a" },
  indexing: { label: "Indexing", letter: "i" },
};

// The search is what most open first; the others come when they are asked for.
const views: Record<ViewName, () => Promise<{ view: View }>> = {
  search: async () => ({ view: search }),
  document: () => import("./views/document"),
  entity: () => import("./views/entity"),
  graph: () => import("./views/graph"),
  map: () => import("./views/map"),
  timeline: () => import("./views/timeline"),
  corrections: () => import("./views/corrections"),
  annotate: () => import("./views/annotate"),
  indexing: () => import("./views/indexing"),
};

export function startShell(): void {
  const api = new Api();
  const known = api.status().catch(() => null);
  const main = h("main", { id: "main", tabindex: -1 });
  const notice = h("div", { id: "status", role: "status" });
  const alert = h("div", { id: "alert", role: "alert" });
  const links = new Map<ViewName, HTMLAnchorElement>();
  const keys = new KeyBoard();
  let leave: (() => void) | undefined;
  let abort = new AbortController();
  let first = true;

  const open = (...[view, params, how]: Parameters<Context["go"]>): Promise<void> => {
    history[how?.replace ? "replaceState" : "pushState"](null, "", link(view, params));
    return show();
  };
  const go: Context["go"] = (...where) => void open(...where);

  const say: Context["say"] = (text, kind) => {
    const where = kind === "error" ? alert : notice;
    fill(where, text);
    window.setTimeout(() => where.textContent === text && fill(where), kind === "error" ? 10_000 : 4_000);
  };

  const frame = (): void => {
    for (const [name, entry] of Object.entries(menu) as [ViewName, Entry][])
      links.set(name, h("a", { href: link(name), title: `${entry.label} (g ${entry.letter})` }, entry.label));
    const theme = h("button", { type: "button", class: "quiet", onclick: () => name(toggleTheme()) });
    const name = (shown: "light" | "dark"): void => fill(theme, shown === "dark" ? "Light" : "Dark");
    name(shownTheme());
    const help = h("button", { type: "button", class: "quiet", "aria-label": "Keys and help", onclick: () => showHelp(keys) }, "?");
    document.body.append(
      h("a", { class: "skip", href: "#main", onclick: (event: Event) => { event.preventDefault(); main.focus(); } }, "Skip to content"),
      h("header", { class: "top" },
        h("a", { class: "brand", href: link("search") }, "Dragoman"),
        h("nav", { "aria-label": "Views" }, h("ul", {}, [...links.values()].map((each) => h("li", {}, each)))),
        h("div", { class: "tools" }, theme, help)),
      main, notice, alert);
  };

  const globalKeys = (): void => {
    keys.always([
      { key: "?", what: "Show the keys", run: () => showHelp(keys) },
      { key: "/", what: "To the search box", run: () => void focusSearch() },
      ...(Object.entries(menu) as [ViewName, Entry][]).map(([view, { label, letter }]) => ({
        key: `g ${letter}`, what: label, run: () => go(view),
      })),
    ]);
  };

  const focusSearch = async (): Promise<void> => {
    if (!document.getElementById("query")) await open("search");
    document.getElementById("query")?.focus();
  };

  const contextOf = (name: ViewName, signal: AbortSignal, status: Context["status"]): Context => ({
    api, link, go, say, signal, status,
    keep: (params, how) => history[how?.replace ? "replaceState" : "pushState"](null, "", link(name, params)),
    title: (text) => { document.title = `${text} – Dragoman`; },
    keys: (added) => { if (!signal.aborted) keys.add(added); },
  });

  const show = async (): Promise<void> => {
    abort.abort();
    abort = new AbortController();
    const { signal } = abort;
    leave?.();
    leave = undefined;
    keys.clear();
    const place = parse(location.hash);
    for (const [name, each] of links) {
      if (name === place.view) each.setAttribute("aria-current", "page");
      else each.removeAttribute("aria-current");
    }
    try {
      const [{ view }, status] = await Promise.all([views[place.view](), known]);
      if (signal.aborted) return;
      const root = h("div", { class: `view ${place.view}` });
      fill(main, root);
      window.scrollTo(0, 0);
      leave = view.mount(root, place.params, contextOf(place.view, signal, status)) ?? undefined;
      if (!first && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
      first = false;
    } catch (error) {
      if (!aborted(error)) say(error instanceof Error ? error.message : String(error), "error");
    }
  };

  frame();
  globalKeys();
  addEventListener("hashchange", () => void show());
  addEventListener("unhandledrejection", (event) => {
    if (aborted(event.reason)) event.preventDefault();
    else say(event.reason instanceof Error ? event.reason.message : String(event.reason), "error");
  });
  void show();
}
