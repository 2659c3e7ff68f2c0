// Charts over time by uPlot, loaded when the first is drawn; colours and widths follow the page.
import { h } from "./dom";

export interface Series {
  label: string;
  /** The name of a custom property of colours.css: "--accent". */
  colour: string;
  values: readonly number[];
}

function colourOf(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Bars by year, as wide as `root`. Removed when `signal` is aborted. */
export async function yearBars(root: HTMLElement, years: readonly number[], series: Series, signal: AbortSignal): Promise<void> {
  const { default: UPlot } = await import("uplot");
  if (signal.aborted) return;
  const holder = h("div", { class: "chart", "aria-hidden": "true" });
  root.append(holder);
  let plot: InstanceType<typeof UPlot> | undefined;
  const draw = (): void => {
    plot?.destroy();
    const axis = { stroke: colourOf("--faint"), grid: { stroke: colourOf("--line"), width: 1 }, ticks: { show: false }, font: "12px system-ui" };
    const bars = UPlot.paths.bars?.({ size: [0.8, 60] });
    const whole = (_: unknown, splits: number[]): string[] => splits.map((each) => (Number.isInteger(each) ? String(each) : ""));
    plot = new UPlot({
      width: Math.max(200, holder.clientWidth), height: 190, legend: { show: false }, cursor: { y: false, drag: { x: false, y: false } },
      scales: { x: { time: false, range: (_u, low, high) => [low - 0.6, high + 0.6] }, y: { range: (_u, _low, high) => [0, Math.max(1, high)] } },
      axes: [{ ...axis, grid: { show: false }, values: whole, incrs: [1, 2, 5, 10, 20, 50] }, { ...axis, values: whole, size: 40, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000] }],
      series: [{}, { label: series.label, fill: colourOf(series.colour), stroke: colourOf(series.colour), width: 0, points: { show: false }, ...(bars ? { paths: bars } : {}) }],
    }, [[...years], [...series.values]], holder);
  };
  draw();
  const watch = new ResizeObserver(() => plot?.setSize({ width: Math.max(200, holder.clientWidth), height: 190 }));
  watch.observe(holder);
  document.addEventListener("themechange", draw, { signal });
  signal.addEventListener("abort", () => {
    watch.disconnect();
    plot?.destroy();
  });
}
