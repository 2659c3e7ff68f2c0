// Documents over time by classification. #/timeline?q=QUERY&by=year|month|day&range=FROM..TO
import { aborted } from "../api";
import { askForm } from "../ask";
import { failed } from "../complaint";
import type { Timeline } from "../contract";
import { fill, h } from "../dom";
import { add, replaceField, valueOf } from "../query";
import { Chart } from "../timeline/chart";
import { documentsIn, filled, finenessOf, rangeOf, type Bar, type By } from "../timeline/periods";
import { periodTable } from "../timeline/table";
import { count, dateWords } from "../words";
import type { Context, View } from "../view";

const SIZES: By[] = ["year", "month", "day"];

/** As the address says; else as fits the dates of the query, or of the archive. */
function sizeOf(params: URLSearchParams, q: string, ctx: Context): By {
  const said = SIZES.find((each) => each === params.get("by"));
  if (said) return said;
  const asked = /^(\d{4}[\d-]*)(?:\.\.(\d{4}[\d-]*))?$/.exec(valueOf(q, "date"));
  if (!asked) return finenessOf(ctx.status?.first ?? "", ctx.status?.last ?? "");
  const [, from = "", to = from] = asked;
  return finenessOf(from.padEnd(10, "-01"), from === to ? `${to}-12-31`.slice(0, 10) : to);
}

function say(bar: Bar, classes: readonly string[]): string {
  const parts = classes.flatMap((name, c) => (bar.counts[c] ? [`${bar.counts[c]} ${name}`] : []));
  return `${dateWords(bar.period)}: ${count(bar.documents, "document")}${parts.length ? ` (${parts.join(", ")})` : ""}`;
}

export const view: View = {
  mount(root, params, ctx) {
    const q = params.get("q") ?? "";
    const by = sizeOf(params, q, ctx);
    const dated = (range: string): string => replaceField(q, "date", range && `date:${range}`);
    const searchFor = (range: string): string => ctx.link("search", { q: dated(range) });
    const facts = h("p", { class: "sum", role: "status" }, "Asking…");
    const note = h("p", { class: "look", "aria-live": "polite" });
    const chosen = h("div", { class: "chosen" });
    const stage = h("div", {});
    const sizes = h("fieldset", {}, h("legend", {}, "By"), SIZES.map((each) => h("label", { class: "check" },
      h("input", { type: "radio", name: "by", value: each, checked: each === by, onchange: () => ctx.go("timeline", { q, by: each }) }), each)));

    ctx.title(q ? `Timeline: ${q}` : "Timeline");
    root.append(
      h("h1", {}, "Timeline"),
      h("div", { class: "controls" }, askForm(ctx, q, (asked) => ctx.go("timeline", { q: asked })), sizes),
      facts, stage, note, chosen);

    const draw = (timeline: Timeline): void => {
      const bars = filled(timeline);
      const total = bars.reduce((sum, { documents }) => sum + documents, 0);
      const { classes, undated } = timeline;
      const unknown = undated.documents ? `${count(undated.documents, "document")} whose ${by} is not known` : "";
      fill(facts, [total ? count(total, "document") : "", unknown].filter(Boolean).join(", and ") || "No documents answer this.");
      if (!bars.length) return;

      const choose = (from: number, to: number): void => {
        const range = to < from ? "" : rangeOf(bars, from, to);
        chart.choose(range ? [from, to] : null);
        ctx.keep({ q, by: params.get("by") ?? undefined, range }, { replace: true });
        const [a = "", b = a] = range.split("..");
        fill(chosen, range && h("p", { class: "buttons card" },
          h("span", {}, h("strong", {}, a === b ? dateWords(a) : `${dateWords(a)} to ${dateWords(b)}`), `: ${count(documentsIn(bars, from, to), "document")}`),
          h("a", { class: "button", href: searchFor(range) }, "Show them"),
          h("button", { type: "button", onclick: () => ctx.go("timeline", { q: dated(range) }) }, "Only these dates"),
          h("button", { type: "button", class: "quiet", onclick: () => choose(0, -1) }, "Clear")));
      };
      const chart = new Chart(bars, classes.length, {
        look: (index) => fill(note, index < 0 ? "" : say(bars[index]!, classes)),
        range: choose,
        take: (from, to) => ctx.go("search", { q: dated(rangeOf(bars, from, to)) }),
      }, ctx.signal);
      fill(stage,
        chart.element,
        h("p", { class: "hidden", id: "chart-keys" }, "Left and right go through the periods, with Shift they choose a range, Enter shows its documents. The table below says the same."),
        h("ul", { class: "key" }, classes.flatMap((name, c) => {
          const sum = bars.reduce((all, { counts }) => all + (counts[c] ?? 0), 0);
          const words = [h("span", { class: `swatch class-${c}`, "aria-hidden": "true" }), `${name} `, h("span", { class: "faint" }, sum.toLocaleString("en"))];
          return sum ? [h("li", {}, c < classes.length - 1 ? h("a", { href: ctx.link("timeline", { q: add(q, `class:${name.includes(" ") ? `"${name}"` : name}`), by: params.get("by") ?? undefined }) }, words) : words)] : [];
        })));
      root.append(periodTable(bars, timeline, searchFor));
      const [a = "", b = a] = (params.get("range") ?? "").split("..");
      const [from, to] = [bars.findIndex(({ period }) => period === a), bars.findIndex(({ period }) => period === b)];
      if (from >= 0 && to >= from) choose(from, to);
    };

    ctx.keys([
      { key: "y", what: "By year", run: () => ctx.go("timeline", { q, by: "year" }) },
      { key: "m", what: "By month", run: () => ctx.go("timeline", { q, by: "month" }) },
      { key: "d", what: "By day", run: () => ctx.go("timeline", { q, by: "day" }) },
      ...(valueOf(q, "date") ? [{ key: "u", what: "All dates", run: () => ctx.go("timeline", { q: dated("") }) }] : []),
    ]);
    const load = async (): Promise<void> => {
      try {
        draw(await ctx.api.get<Timeline>("timeline", { q, by }, ctx.signal));
      } catch (error) {
        if (!aborted(error)) fill(facts, failed(error, q));
      }
    };
    void load();
  },
};
