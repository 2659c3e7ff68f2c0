// Posts that sent the documents and places named in them, on the world and in a list. #/map?q=QUERY&show=posts|places&at=LON,LAT,ZOOM
import { aborted } from "../api";
import { askForm } from "../ask";
import { failed } from "../complaint";
import type { Places } from "../contract";
import { fill, h } from "../dom";
import { markList, summary } from "../map/list";
import { marksOf, type Mark, type Sort } from "../map/marks";
import { kindWord, Plane, shape } from "../map/plane";
import { add } from "../query";
import { svg } from "../svg";
import type { View } from "../view";

const MOST = 500; // posts, and places

/** "36.3,33.5,8": longitude, latitude, zoom. */
function readAt(text: string | null): [number, number, number] | null {
  const [longitude = NaN, latitude = NaN, k = NaN] = (text ?? "").split(",").map(Number);
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 && k >= 1 ? [longitude, latitude, k] : null;
}

function legend(): HTMLElement {
  const entry = (sort: Sort, text: string): HTMLElement => {
    const picture = svg("svg", { viewBox: "-9 -9 18 18", width: 18, height: 18, "aria-hidden": "true" }, shape(sort, 6));
    const item = h("li", {}, `${kindWord(sort)}: ${text}`);
    item.prepend(picture);
    return item;
  };
  return h("ul", { class: "key" }, entry("post", "sent them"), entry("city", "named in them"), entry("country", "named in them, drawn at its middle"));
}

export const view: View = {
  mount(root, params, ctx) {
    const q = params.get("q") ?? "";
    const show = ["posts", "places"].find((each) => each === params.get("show")) ?? "";
    let at = readAt(params.get("at"));
    const written = (): string | undefined => at?.map((value) => value.toFixed(2)).join(",");
    const href = (mark: Mark): string => ctx.link("search", { q: add(q, mark.query) });
    const facts = h("p", { class: "sum", role: "status" }, "Asking…");
    const list = markList(href);
    const plane = new Plane({ href, rest: (now) => { at = now; ctx.keep({ q, show, at: written() }, { replace: true }); } }, at, ctx.signal);
    const choice = h("select", { id: "show", onchange: () => ctx.go("map", { q, show: choice.value, at: written() }) },
      [["", "posts and places"], ["posts", "posts"], ["places", "places"]].map(([value, text]) => h("option", { value: value ?? "", selected: value === show }, text)));
    const button = (text: string, label: string, run: () => void): HTMLElement => h("button", { type: "button", "aria-label": label, onclick: run }, text);

    ctx.title(q ? `Map: ${q}` : "Map");
    root.append(
      h("h1", {}, "Map"),
      h("div", { class: "controls" },
        askForm(ctx, q, (asked) => ctx.go("map", { q: asked, show })),
        h("div", { class: "field" }, h("label", { for: "show" }, "Show"), choice)),
      facts,
      h("div", { class: "frame" }, plane.element,
        h("div", { class: "tools-over", role: "toolbar", "aria-label": "Map" },
          button("+", "Nearer", () => plane.zoom(1.6)), button("−", "Farther", () => plane.zoom(1 / 1.6)), button("Fit", "Fit all places", () => plane.all()))),
      legend(),
      list.element,
      h("p", { class: "faint small" }, "Outlines: Natural Earth, public domain. Posts: Office of the Historian, public domain. Cities: GeoNames, CC BY 4.0."));

    const step = (by: number): void => {
      const mark = list.step(by);
      if (!mark) return;
      plane.pointOut(mark.key);
      ctx.say(`${mark.name}: ${mark.documents}`);
      chosen = mark;
    };
    let chosen: Mark | undefined;
    plane.element.addEventListener("keydown", (event) => {
      const moves: Record<string, () => void> = {
        ArrowLeft: () => plane.pan(0.12, 0), ArrowRight: () => plane.pan(-0.12, 0), ArrowUp: () => plane.pan(0, 0.12), ArrowDown: () => plane.pan(0, -0.12),
        "+": () => plane.zoom(1.6), "-": () => plane.zoom(1 / 1.6), "0": () => plane.all(),
      };
      const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key];
      if (!move) return;
      event.preventDefault();
      move();
    });
    ctx.keys([
      { key: "j", what: "Next place of the list", run: () => step(1) },
      { key: "k", what: "Previous place", run: () => step(-1) },
      { key: "o", what: "Its documents", run: () => { if (chosen) ctx.go("search", { q: add(q, chosen.query) }); } },
      { key: "f", what: "Fit all places into the map", run: () => plane.all() },
    ]);

    const load = async (): Promise<void> => {
      try {
        const places = await ctx.api.get<Places>("places", { q, limit: MOST }, ctx.signal);
        const marks = marksOf(places).filter(({ sort }) => !show || (show === "posts") === (sort === "post"));
        list.draw(marks);
        plane.show(marks);
        fill(facts, marks.length ? summary(marks, places.total) : "These documents name no places.");
      } catch (error) {
        if (!aborted(error)) fill(facts, failed(error, q));
      }
    };
    void load();
  },
};
