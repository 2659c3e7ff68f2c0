// Periods of a timeline: years, months or days, all of them from the first to the last. No DOM.
import type { Timeline } from "../contract";

export type By = Timeline["by"];

export interface Bar {
  period: string; // "2009", "2009-04", "2009-04-02"
  begin: number; // seconds since 1970, UTC
  end: number; // where the next one begins
  documents: number;
  counts: number[];
}

const MOST = 20_000; // bars; more than that is a wrong date somewhere, and only what is known is shown

function beginOf(period: string): number {
  const [year = 1, month = 1, day = 1] = period.split("-").map(Number);
  return new Date(0).setUTCFullYear(year, month - 1, day) / 1000;
}

export function nextOf(period: string): string {
  const [year = 1, month, day] = period.split("-").map(Number);
  const next = new Date(0);
  next.setUTCFullYear(month ? year : year + 1, month ? month - 1 + (day ? 0 : 1) : 0, (day ?? 0) + 1);
  return next.toISOString().replace(/^[+-]\d\d/, "").slice(0, period.length);
}

/** Those without a document too: time goes on where nothing was written. */
export function filled({ periods, classes }: Timeline): Bar[] {
  const bar = (period: string, documents: number, counts: number[]): Bar =>
    ({ period, begin: beginOf(period), end: beginOf(nextOf(period)), documents, counts });
  const known = periods.filter(({ period }) => Number.isFinite(beginOf(period)));
  const bars: Bar[] = [];
  for (const { period, documents, counts } of known) {
    const last = bars.at(-1);
    if (last && (beginOf(period) - last.begin) / (last.end - last.begin) < MOST)
      for (let gap = nextOf(last.period); gap < period && bars.length < MOST; gap = nextOf(gap)) bars.push(bar(gap, 0, classes.map(() => 0)));
    bars.push(bar(period, documents, counts));
  }
  return bars;
}

/** Sums from the bottom: stack[c][i] is what classes 0..c have in bar i, null for nothing: no line is drawn on the ground. */
export function stacked(bars: readonly Bar[], classes: number): (number | null)[][] {
  return Array.from({ length: classes }, (_, c) => bars.map(({ counts }) => counts.slice(0, c + 1).reduce((sum, n) => sum + n, 0) || null));
}

/** As a query asks for them: "2009", "2009-04..2010-01". */
export function rangeOf(bars: readonly Bar[], from: number, to: number): string {
  const [a, b] = [bars[Math.min(from, to)]?.period, bars[Math.max(from, to)]?.period];
  return !a || !b ? "" : a === b ? a : `${a}..${b}`;
}

export function documentsIn(bars: readonly Bar[], from: number, to: number): number {
  return bars.slice(Math.min(from, to), Math.max(from, to) + 1).reduce((sum, { documents }) => sum + documents, 0);
}

/** The bar that holds this time, or the nearest one. */
export function barAt(bars: readonly Bar[], time: number): number {
  let [low, high] = [0, bars.length - 1];
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if (bars[mid]!.begin <= time) low = mid;
    else high = mid - 1;
  }
  return low;
}

/** How finely to divide a span of dates (as the status or a query names them) at first. */
export function finenessOf(first: string, last: string): By {
  const years = Number(last.slice(0, 4)) - Number(first.slice(0, 4));
  if (!(years >= 0) || years > 12) return "year";
  if (years > 0 || first.length < 7) return "month";
  return first.slice(0, 7) === last.slice(0, 7) ? "day" : "month";
}
