// The graph drawn by sigma (WebGL), in the colours of the page.
import Sigma from "sigma";
import { NodeCircleProgram, NodePointProgram } from "sigma/rendering";
import type { RenderParams } from "sigma/types";
import type { EdgeShown, NodeShown, Shown } from "./data";

interface Palette {
  ground: string;
  ink: string;
  faint: string;
  line: string;
  strong: string;
  raised: string;
  types: Record<string, string>;
}

// Nodes: from here on edges and labels wait while the picture moves, and nodes are drawn as points, a third of the work.
const MANY = 1000;
const REST = 150; // ms after the last move

/** While the picture moves nobody asks which node is under the pointer: the drawing that is for that is spared. */
class Point extends NodePointProgram<NodeShown, EdgeShown> {
  override render(params: RenderParams): void {
    const pick = this.pickProgram;
    if (this.renderer.getContainer().classList.contains("moving")) this.pickProgram = null;
    super.render(params);
    this.pickProgram = pick;
  }
}

function paletteNow(): Palette {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const types = Object.fromEntries(["PER", "LOC", "ORG", "MISC"].map((type) => [type, colour(`${type}-line`)]));
  return {
    ground: colour("ground"), ink: colour("ink"), faint: colour("faint"), line: colour("line"),
    strong: colour("line-strong"), raised: colour("raised"), types,
  };
}

export class Picture {
  private readonly sigma: Sigma<NodeShown, EdgeShown>;
  private palette = paletteNow();
  private selected: string | null = null;
  private near = new Set<string>();
  private resting = 0;
  private written: { left: number; right: number; y: number }[] = []; // names of this frame

  /** Throws where there is no WebGL. */
  constructor(
    container: HTMLElement,
    private readonly graph: Shown,
    pick: (id: string | null) => void,
  ) {
    this.sigma = new Sigma<NodeShown, EdgeShown>(graph, container, {
      allowInvalidContainer: true,
      labelFont: 'system-ui, "DejaVu Sans", sans-serif',
      labelSize: 13,
      labelDensity: 0.8,
      labelGridCellSize: 120,
      labelRenderedSizeThreshold: 5,
      minCameraRatio: 0.02,
      maxCameraRatio: 4,
      zIndex: true,
      nodeProgramClasses: { circle: NodeCircleProgram, point: Point },
      stagePadding: 24,
      defaultDrawNodeLabel: (context, data) => this.drawLabel(context, data as unknown as Drawn),
      defaultDrawNodeHover: (context, data) => this.drawHover(context, data as unknown as Drawn),
      nodeReducer: (id, node) => this.nodeLook(id, node),
      edgeReducer: (id, edge) => this.edgeLook(id, edge),
    });
    this.sigma.on("beforeRender", () => { this.written = []; });
    this.sigma.getCamera().on("updated", () => this.moved(container));
    this.sigma.on("clickNode", ({ node }) => pick(node));
    this.sigma.on("clickStage", () => pick(null));
    this.sigma.on("enterNode", () => container.classList.add("on-name"));
    this.sigma.on("leaveNode", () => container.classList.remove("on-name"));
  }

  /** Layers that are empty while the picture moves are hidden: without a graphics card each costs a fifth of a frame. */
  private moved(container: HTMLElement): void {
    if (this.graph.order <= MANY) return;
    container.classList.add("moving");
    clearTimeout(this.resting);
    this.resting = window.setTimeout(() => {
      container.classList.remove("moving");
      this.sigma.refresh({ skipIndexation: true });
    }, REST);
  }

  /** After nodes were added: what may be left out while moving depends on how many there are. */
  grown(): void {
    this.sigma.setSetting("hideEdgesOnMove", this.graph.order > MANY);
    this.sigma.setSetting("hideLabelsOnMove", this.graph.order > MANY);
  }

  select(id: string | null): void {
    this.selected = id;
    this.near = new Set(id ? this.graph.neighbors(id) : []);
    this.sigma.refresh({ skipIndexation: true });
  }

  /** After a change of light and dark. */
  recolour(): void {
    this.palette = paletteNow();
    this.sigma.refresh({ skipIndexation: true });
  }

  /** Brings a node to the middle, near enough to read. */
  show(id: string): void {
    const at = this.sigma.getNodeDisplayData(id);
    if (!at) return;
    const camera = this.sigma.getCamera();
    this.go({ x: at.x, y: at.y, ratio: Math.min(camera.getState().ratio, 0.6) });
  }

  zoom(by: number): void {
    const camera = this.sigma.getCamera();
    this.go({ ratio: camera.getBoundedRatio(camera.getState().ratio * by) });
  }

  /** In parts of the picture's width. */
  pan(x: number, y: number): void {
    const { ratio, x: atX, y: atY } = this.sigma.getCamera().getState();
    this.go({ x: atX + x * ratio, y: atY - y * ratio });
  }

  fit(): void {
    this.go({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  /** What is on the screen, on the page's ground. */
  async png(): Promise<Blob> {
    this.sigma.refresh(); // in this very task: WebGL canvases are empty once the browser has shown them
    const layers = [...this.sigma.getContainer().querySelectorAll("canvas")];
    const sheet = document.createElement("canvas");
    sheet.width = layers[0]!.width;
    sheet.height = layers[0]!.height;
    const context = sheet.getContext("2d")!;
    context.fillStyle = this.palette.ground;
    context.fillRect(0, 0, sheet.width, sheet.height);
    for (const layer of layers) context.drawImage(layer, 0, 0, sheet.width, sheet.height);
    const blob = await new Promise<Blob | null>((done) => sheet.toBlob(done, "image/png"));
    if (!blob) throw new Error("The browser could not make the picture");
    return blob;
  }

  leave(): void {
    clearTimeout(this.resting);
    this.sigma.kill();
  }

  private go(state: { x?: number; y?: number; ratio?: number; angle?: number }): void {
    const camera = this.sigma.getCamera();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) camera.setState(state);
    else void camera.animate(state, { duration: 200 });
  }

  private nodeLook(id: string, node: NodeShown): Partial<NodeShown> & { color: string; zIndex: number; forceLabel?: boolean; highlighted?: boolean } {
    const color = this.palette.types[node.kind] ?? this.palette.faint;
    const look = { ...node, color, type: this.graph.order > MANY ? "point" : "circle" };
    if (!this.selected) return { ...look, zIndex: 1 };
    if (id === this.selected) return { ...look, zIndex: 3, highlighted: true };
    if (this.near.has(id)) return { ...look, zIndex: 2, forceLabel: this.near.size <= 30 };
    return { ...look, color: this.palette.line, zIndex: 0, label: "" };
  }

  private edgeLook(id: string, edge: EdgeShown): Partial<EdgeShown> & { color: string; zIndex: number; hidden?: boolean } {
    if (!this.selected) return { ...edge, color: this.palette.line, zIndex: 0 };
    if (this.graph.hasExtremity(id, this.selected)) return { ...edge, color: this.palette.strong, zIndex: 2 };
    return { ...edge, color: this.palette.line, zIndex: 0, hidden: this.graph.size > 2000 };
  }

  /**
   * The name beside the node, with an edge of the ground's colour, where no other name is; the type's first letter in the
   * node if it has room.
   */
  private drawLabel(context: CanvasRenderingContext2D, { x, y, size, label, kind }: Drawn): void {
    if (!label) return;
    if (size >= 8) {
      context.font = `600 ${Math.min(13, size)}px system-ui, "DejaVu Sans", sans-serif`;
      context.fillStyle = this.palette.ground;
      context.textAlign = "center";
      context.fillText(kind.slice(0, 1), x, y + Math.min(13, size) * 0.36);
      context.textAlign = "left";
    }
    context.font = '13px system-ui, "DejaVu Sans", sans-serif';
    const [text, left] = [short(label), x + size + 3];
    const right = left + context.measureText(text).width;
    if (this.written.some((other) => Math.abs(other.y - y) < 15 && other.left < right && left < other.right)) return;
    this.written.push({ left, right, y });
    context.lineWidth = 3;
    context.lineJoin = "round";
    context.strokeStyle = this.palette.ground;
    context.strokeText(text, left, y + 4);
    context.fillStyle = this.palette.ink;
    context.fillText(text, left, y + 4);
  }

  /** The whole name on a card, for the node under the pointer and for the chosen one. */
  private drawHover(context: CanvasRenderingContext2D, { x, y, size, label, kind, documents }: Drawn): void {
    const text = `${label} · ${kind} · ${documents}`;
    context.font = '600 13px system-ui, "DejaVu Sans", sans-serif';
    const width = context.measureText(text).width;
    context.fillStyle = this.palette.raised;
    context.strokeStyle = this.palette.strong;
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(x + size + 2, y - 12, width + 12, 24, 4);
    context.fill();
    context.stroke();
    context.fillStyle = this.palette.ink;
    context.fillText(text, x + size + 8, y + 4.5);
    context.beginPath();
    context.arc(x, y, size + 2, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = this.palette.ink;
    context.stroke();
  }
}

type Drawn = NodeShown & { x: number; y: number; size: number };

function short(label: string): string {
  return label.length > 32 ? `${label.slice(0, 31)}…` : label;
}
