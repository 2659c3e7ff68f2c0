// The map as SVG: outlines, marks that keep their size, names where there is room; moved by pointer, wheel and keys.
import { h } from "../dom";
import { change, svg } from "../svg";
import { count } from "../words";
import { around, centred, middle, panned, WHOLE, zoomed, type Camera, type Point, type Size } from "./camera";
import { labels, radius, type Mark, type Sort } from "./marks";
import { fetchAtlas, outlines, worldOf, type World } from "./world";

const FINE = 3; // from this zoom on the finer outlines are worth their 230 KB
const FIRST = 6; // no nearer at first

export interface Handlers {
  href(mark: Mark): string;
  /** The camera has come to rest here: longitude, latitude, zoom. */
  rest(at: [number, number, number]): void;
}

interface Drawn {
  mark: Mark;
  plane: Point;
  radius: number;
  element: SVGAElement;
}

/** How a sort of place looks: posts are diamonds, countries dashed rings, all others discs. */
export function shape(sort: Sort, r: number): SVGElement {
  if (sort === "post") return svg("path", { class: "shape post", d: `M0,${-1.2 * r}L${1.2 * r},0L0,${1.2 * r}L${-1.2 * r},0Z` });
  return svg("circle", { class: `shape ${sort === "country" ? "country" : "city"}`, r });
}

export class Plane {
  readonly element: HTMLElement;
  private readonly svg = svg("svg", { class: "plane", role: "application", tabindex: 0, "aria-label": "Map" });
  private readonly world = svg("g", { class: "world" });
  private readonly marksLayer = svg("g", { class: "marks" });
  private readonly names = svg("g", { class: "place-names", "aria-hidden": "true" });
  private readonly tip = h("div", { class: "tip", hidden: true });
  private readonly pen = document.createElement("canvas").getContext("2d");
  private globe: World = worldOf(960);
  private size: Size = { width: 0, height: 0 };
  private camera: Camera = WHOLE;
  private marks: Mark[] = [];
  private drawn: Drawn[] = [];
  private fine = false;
  private start: [number, number, number] | null;
  private waiting = 0;

  constructor(private readonly handlers: Handlers, start: [number, number, number] | null, private readonly signal: AbortSignal) {
    this.start = start;
    this.svg.append(this.world, this.marksLayer, this.names);
    this.element = h("div", { class: "globe" }, this.svg, this.tip);
    if (this.pen) this.pen.font = '13px system-ui, "DejaVu Sans", sans-serif';
    this.point();
    const seen = new ResizeObserver(() => { if (this.element.clientWidth !== this.size.width) this.fit(); });
    seen.observe(this.element);
    signal.addEventListener("abort", () => { seen.disconnect(); clearTimeout(this.waiting); });
  }

  /** Marks in their order of weight. */
  show(marks: Mark[]): void {
    this.marks = marks;
    this.fit();
  }

  zoom(factor: number, at: Point = [this.size.width / 2, this.size.height / 2]): void {
    this.look(zoomed(this.camera, this.size, at, factor));
  }

  pan(x: number, y: number): void {
    this.look(panned(this.camera, this.size, x * this.size.width, y * this.size.height));
  }

  all(): void {
    this.look(around(this.drawn.map(({ plane }) => plane), this.size, FIRST));
  }

  /** Brings a mark to the middle and says which it is. */
  pointOut(key: string): void {
    const found = this.drawn.find(({ mark }) => mark.key === key);
    for (const { element, mark } of this.drawn) element.classList.toggle("here", mark.key === key);
    if (!found) return this.hideTip();
    this.look(centred(this.size, found.plane, Math.max(this.camera.k, 2)));
    this.showTip(found);
  }

  /** As large as the page lets it be; everything is drawn anew. */
  private fit(): void {
    const width = Math.round(this.element.clientWidth);
    if (!width) return;
    const before: [number, number, number] | null = this.drawn.length || this.start ? (this.start ?? this.place()) : null;
    this.globe = worldOf(width);
    this.size = { width, height: this.globe.height };
    change(this.svg, { viewBox: `0 0 ${width} ${this.size.height}`, width, height: this.size.height });
    this.drawMarks();
    const there = before && this.globe.project([before[0], before[1]]);
    if (there) this.camera = centred(this.size, there, before[2]);
    else if (this.drawn.length) this.camera = around(this.drawn.map(({ plane }) => plane), this.size, FIRST);
    if (this.drawn.length) this.start = null;
    this.fine ||= this.camera.k >= FINE;
    void this.drawWorld();
    this.placeMarks();
  }

  private async drawWorld(): Promise<void> {
    const atlas = await fetchAtlas(this.fine);
    if (this.signal.aborted) return;
    const { sphere, graticule, land, borders } = outlines(atlas, this.globe);
    this.world.replaceChildren(
      svg("path", { class: "sea", d: sphere }), svg("path", { class: "graticule", d: graticule }),
      svg("path", { class: "land", d: land }), svg("path", { class: "borders", d: borders }));
  }

  private drawMarks(): void {
    const most = this.marks.reduce((max, { documents }) => Math.max(max, documents), 1);
    this.drawn = this.marks.flatMap((mark) => {
      const plane = mark.at && this.globe.project(mark.at);
      if (!plane) return [];
      const r = radius(mark.documents, most) * (this.size.width < 500 ? 0.75 : 1);
      const element = svg("a", { href: this.handlers.href(mark), tabindex: -1, "aria-label": said(mark) }, shape(mark.sort, r));
      const drawn = { mark, plane, radius: r, element };
      element.addEventListener("pointerenter", () => this.showTip(drawn));
      element.addEventListener("pointerleave", () => this.hideTip());
      return [drawn];
    });
    this.marksLayer.replaceChildren(...this.drawn.map(({ element }) => element));
  }

  private look(camera: Camera): void {
    this.camera = camera;
    this.hideTip();
    this.placeMarks();
    clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => { this.handlers.rest(this.place()); }, 400);
    if (camera.k >= FINE && !this.fine) {
      this.fine = true;
      void this.drawWorld();
    }
  }

  private placeMarks(): void {
    const { k, x, y } = this.camera;
    change(this.world, { transform: `translate(${x.toFixed(2)},${y.toFixed(2)}) scale(${k.toFixed(4)})` });
    for (const { element, plane } of this.drawn) {
      const [px, py] = this.screen(plane);
      change(element, { transform: `translate(${px.toFixed(1)},${py.toFixed(1)})` });
    }
    const spots = this.drawn.map(({ mark, plane, radius: r }) => ({ name: short(mark.name), point: this.screen(plane), radius: r }));
    const placed = labels(spots, this.size, (text) => this.pen?.measureText(text).width ?? 7 * text.length);
    this.names.replaceChildren(...placed.map(({ index, x: left, y: top }) => svg("text", { x: left.toFixed(1), y: (top + 4.5).toFixed(1) }, spots[index]!.name)));
  }

  private screen([px, py]: Point): Point {
    return [px * this.camera.k + this.camera.x, py * this.camera.k + this.camera.y];
  }

  /** Longitude and latitude of the middle, and the zoom. */
  private place(): [number, number, number] {
    const [longitude, latitude] = this.globe.project.invert?.(middle(this.camera, this.size)) ?? [0, 0];
    return [longitude, latitude, this.camera.k];
  }

  private showTip({ mark, plane, radius: r }: Drawn): void {
    const [x, y] = this.screen(plane);
    this.tip.textContent = said(mark);
    this.tip.hidden = false;
    const left = Math.max(4, Math.min(x - this.tip.offsetWidth / 2, this.size.width - this.tip.offsetWidth - 4));
    const above = y - r - this.tip.offsetHeight - 8;
    this.tip.style.left = `${left}px`;
    this.tip.style.top = `${above < 0 ? y + r + 8 : above}px`;
  }

  private hideTip(): void {
    this.tip.hidden = true;
  }

  /** One pointer moves the map, two zoom it; a click that has not moved follows the mark's link. */
  private point(): void {
    const down = new Map<number, Point>();
    let moved = 0;
    const at = (event: MouseEvent): Point => {
      const box = this.svg.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    const listen = <K extends keyof SVGElementEventMap>(type: K, run: (event: SVGElementEventMap[K]) => void, options = {}): void =>
      this.svg.addEventListener(type, run as EventListener, { signal: this.signal, ...options });
    listen("pointerdown", (event) => {
      if (event.button !== 0) return;
      if (!down.size) moved = 0;
      down.set(event.pointerId, at(event));
    });
    listen("pointermove", (event) => {
      const before = down.get(event.pointerId);
      if (!before) return;
      const now = at(event);
      moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
      if (moved < 4) return;
      if (!this.svg.hasPointerCapture(event.pointerId)) this.svg.setPointerCapture(event.pointerId);
      const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
      if (other) this.pinch(before, now, other);
      else this.look(panned(this.camera, this.size, now[0] - before[0], now[1] - before[1]));
      down.set(event.pointerId, now);
    });
    for (const type of ["pointerup", "pointercancel"] as const) listen(type, (event) => down.delete(event.pointerId));
    listen("click", (event) => { if (moved >= 4) { event.preventDefault(); event.stopPropagation(); } }, { capture: true });
    listen("dragstart", (event) => event.preventDefault());
    listen("wheel", (event) => {
      if (!event.ctrlKey && document.activeElement !== this.svg) return; // the page scrolls until the map is chosen
      event.preventDefault();
      this.zoom(2 ** (-event.deltaY / 300), at(event));
    }, { passive: false });
    listen("dblclick", (event) => this.zoom(2, at(event)));
  }

  private pinch(before: Point, now: Point, other: Point): void {
    const far = (a: Point): number => Math.max(1, Math.hypot(a[0] - other[0], a[1] - other[1]));
    this.zoom(far(now) / far(before), [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2]);
  }
}

const KINDS: Record<Sort, string> = { post: "Post", city: "City", country: "Country", other: "Place" };

export function kindWord(sort: Sort): string {
  return KINDS[sort];
}

function said({ name, sort, country, documents }: Mark): string {
  return `${name}${country && country !== name ? `, ${country}` : ""}: ${sort === "post" ? "sent" : "named in"} ${count(documents, "document")}`;
}

function short(name: string): string {
  return name.length > 28 ? `${name.slice(0, 27)}…` : name;
}
