// The bars, drawn by uPlot; a pointer picks one or brushes a range, keys do the same.
import uPlot from "uplot";
import { h } from "../dom";
import { barAt, stacked, type Bar } from "./periods";

const HEIGHT = 300;

export interface Picks {
  /** One bar is looked at, or none (-1). */
  look(index: number): void;
  /** A range is chosen (to < from: none), or taken at once by a click or Enter. */
  range(from: number, to: number): void;
  take(from: number, to: number): void;
}

export class Chart {
  readonly element = h("div", { class: "time", tabindex: 0, role: "application", "aria-label": "Documents over time", "aria-describedby": "chart-keys" });
  private readonly plot: uPlot;
  private at = -1;
  private anchor = -1;
  private chosen: [number, number] | null = null;

  constructor(private readonly bars: readonly Bar[], classes: number, private readonly picks: Picks, signal: AbortSignal) {
    const stacks = stacked(bars, classes);
    const levels = [...stacks.keys()].reverse(); // the highest stack first, the lower ones over it
    const options: uPlot.Options = {
      width: 600,
      height: HEIGHT,
      legend: { show: false },
      tzDate: (time) => uPlot.tzDate(new Date(time * 1000), "Etc/UTC"),
      cursor: { drag: { x: false, y: false }, y: false, points: { show: false } },
      scales: { x: { time: true, range: () => [bars[0]!.begin, bars.at(-1)!.end] }, y: { range: (_plot, _min, max) => [0, Math.max(1, max * 1.05)] } },
      axes: [
        { size: 34, stroke: () => colour("faint"), grid: { show: false }, ticks: { stroke: () => colour("line") } },
        { stroke: () => colour("faint"), grid: { stroke: () => colour("line") }, ticks: { show: false }, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6], values: (_plot, marks) => marks.map((mark) => mark.toLocaleString("en")) },
      ],
      series: [{}, ...levels.map((level) => ({
        fill: () => colour(`class-${level}`), stroke: () => colour("ground"), width: bars.length > 200 ? 0 : 0.5, points: { show: false },
        paths: uPlot.paths.bars!({ align: 1, size: [0.94, 80], gap: 0 }),
      }))],
      hooks: { setCursor: [(plot) => this.hover(plot)] },
    };
    this.plot = new uPlot(options, [bars.map(({ begin }) => begin), ...levels.map((level) => stacks[level]!)], this.element);
    const seen = new ResizeObserver(() => {
      if (this.element.clientWidth) this.plot.setSize({ width: this.element.clientWidth, height: HEIGHT });
      requestAnimationFrame(() => { if (!signal.aborted) this.drawRange(); }); // uPlot resizes later in this task, and the old range with it
    });
    seen.observe(this.element);
    signal.addEventListener("abort", () => { seen.disconnect(); this.plot.destroy(); });
    document.addEventListener("themechange", () => this.plot.redraw(), { signal });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.plot.redraw(), { signal });
    this.brush(signal);
    this.element.addEventListener("keydown", (event) => this.key(event), { signal });
  }

  /** Shows a range; null: none. */
  choose(range: [number, number] | null): void {
    this.chosen = range;
    this.drawRange();
  }

  private drawRange(): void {
    if (!this.chosen) return this.plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    const [from, to] = this.chosen;
    const left = this.plot.valToPos(this.bars[from]!.begin, "x");
    const right = this.plot.valToPos(this.bars[to]!.end, "x");
    this.plot.setSelect({ left, top: 0, width: right - left, height: this.plot.over.clientHeight }, false);
  }

  private hover(plot: uPlot): void {
    const { left = -1 } = plot.cursor;
    if (left >= 0) this.at = barAt(this.bars, plot.posToVal(left, "x"));
    this.picks.look(left >= 0 ? this.at : -1);
  }

  private brush(signal: AbortSignal): void {
    const { over } = this.plot;
    const indexOf = (event: MouseEvent): number => barAt(this.bars, this.plot.posToVal(event.clientX - over.getBoundingClientRect().left, "x"));
    let from = -1;
    let begun = 0;
    let dragged = false;
    const ordered = (to: number): [number, number] => (from < to ? [from, to] : [to, from]);
    over.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      from = indexOf(event);
      begun = event.clientX;
      dragged = false;
      over.setPointerCapture(event.pointerId);
    }, { signal });
    over.addEventListener("pointermove", (event) => {
      if (from < 0 || (!dragged && Math.abs(event.clientX - begun) < 5)) return;
      dragged = true;
      this.choose(ordered(indexOf(event)));
    }, { signal });
    over.addEventListener("pointerup", (event) => {
      if (from < 0) return;
      const range = ordered(indexOf(event));
      if (dragged) this.picks.range(...range);
      else this.picks.take(from, from);
      from = -1;
    }, { signal });
    over.addEventListener("pointercancel", () => { from = -1; }, { signal });
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const last = this.bars.length - 1;
    const now = this.at < 0 ? 0 : this.at;
    const to = { ArrowLeft: now - 1, ArrowRight: this.at < 0 ? 0 : now + 1, PageUp: now - 12, PageDown: now + 12, Home: 0, End: last }[event.key];
    if (to !== undefined) this.moveTo(Math.max(0, Math.min(last, to)), event.shiftKey, now);
    else if (event.key === "Enter") this.picks.take(...(this.chosen ?? [now, now]));
    else if (event.key === "Escape" && this.chosen) this.picks.range(0, -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private moveTo(to: number, widen: boolean, from: number): void {
    if (!widen) this.anchor = -1;
    else if (this.anchor < 0) this.anchor = from;
    const { begin, end } = this.bars[to]!;
    this.plot.setCursor({ left: this.plot.valToPos((begin + end) / 2, "x"), top: 10 });
    if (widen) this.picks.range(Math.min(this.anchor, to), Math.max(this.anchor, to));
  }
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
