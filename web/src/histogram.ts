// Documents by year as bars. A range of years is brushed with the pointer, or with the arrow keys (Shift widens it,
// Enter takes it); Escape takes the range back.
import type { FacetValue } from "./contract";
import { h } from "./dom";
import { count } from "./words";

interface Range {
  from: number;
  to: number;
}

/** Every year from the first to the last, those without a document too. */
function filled(years: readonly FacetValue[]): { year: number; documents: number }[] {
  const known = new Map(years.filter(({ value }) => /^\d{4}$/.test(value)).map(({ value, documents }) => [Number(value), documents]));
  const first = Math.min(...known.keys());
  const last = Math.max(...known.keys());
  return Array.from({ length: known.size ? last - first + 1 : 0 }, (_, i) => ({ year: first + i, documents: known.get(first + i) ?? 0 }));
}

/** "2007..2009" or "2007" as years, null where the date is finer or open. */
export function rangeOf(date: string): Range | null {
  const [, from, to] = /^(\d{4})(?:\.\.(\d{4}))?$/.exec(date) ?? [];
  return from ? { from: Number(from), to: Number(to ?? from) } : null;
}

export function histogram(years: readonly FacetValue[], date: string, pick: (date: string) => void): HTMLElement | null {
  const bars = filled(years);
  if (bars.length < 2) return null;
  const most = Math.max(...bars.map((bar) => bar.documents));
  let anchor = -1;
  let focus = 0;
  let dragging = false;

  const buttons = bars.map(({ year, documents }, i) => {
    const bar = h("span", { class: "bar" });
    bar.style.height = documents ? `${Math.max(4, (100 * documents) / most)}%` : "0";
    return h("button", { type: "button", tabindex: i ? -1 : 0, title: `${year}: ${count(documents, "document")}`,
      "aria-label": `${year}: ${count(documents, "document")}`, "data-index": i }, bar);
  });

  const show = (): void => {
    const [from, to] = anchor <= focus ? [anchor, focus] : [focus, anchor];
    buttons.forEach((each, i) => each.setAttribute("aria-pressed", String(anchor >= 0 && i >= from && i <= to)));
  };
  const take = (): void => {
    const [from, to] = anchor <= focus ? [anchor, focus] : [focus, anchor];
    const a = bars[from]?.year;
    const b = bars[to]?.year;
    pick(a === b ? String(a) : `${a}..${b}`);
  };
  const indexOf = (event: Event): number => {
    const button = (event.target as Element).closest("button");
    return button ? Number(button.dataset["index"]) : -1;
  };

  const given = rangeOf(date);
  if (given) {
    anchor = Math.max(0, bars.findIndex((bar) => bar.year >= given.from));
    focus = bars.findLastIndex((bar) => bar.year <= given.to);
    show();
  }

  const apart = Math.ceil(bars.length / 8);
  const labelled = (i: number): boolean => i === bars.length - 1 || (i % apart === 0 && bars.length - 1 - i >= apart);
  const root = h("div", { class: "histogram", role: "group", "aria-label": "Documents by year; arrow keys with Shift choose a range" },
    h("div", { class: "bars" }, buttons),
    h("div", { class: "years", "aria-hidden": "true" }, bars.map(({ year }, i) => h("span", {}, labelled(i) ? String(year) : ""))));

  root.style.width = `min(100%, ${3.2 * bars.length}rem)`;

  root.addEventListener("pointerdown", (event) => {
    const i = indexOf(event);
    if (i < 0 || event.button !== 0) return;
    dragging = true;
    anchor = focus = i;
    show();
    const up = (): void => { dragging = false; take(); };
    addEventListener("pointerup", up, { once: true });
  });
  root.addEventListener("pointermove", (event) => {
    if (!dragging) return;
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>(".bars button");
    if (!under) return;
    focus = Number(under.dataset["index"]);
    show();
  });
  root.addEventListener("keydown", (event) => {
    const at = indexOf(event);
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step) {
      const to = Math.min(bars.length - 1, Math.max(0, at + step));
      if (event.shiftKey && anchor < 0) anchor = at;
      if (!event.shiftKey) anchor = -1;
      focus = to;
      buttons.forEach((each, i) => { each.tabIndex = i === to ? 0 : -1; });
      buttons[to]?.focus();
      show();
    } else if (event.key === "Enter" || event.key === " ") {
      if (anchor < 0) anchor = at;
      focus = at;
      take();
    } else if (event.key === "Escape" && date) {
      pick("");
    } else return;
    event.preventDefault();
  });
  return root;
}
