// The page's side of the layout worker.
import type { Net } from "./forces";
import type { Shown } from "./data";
import type { Step } from "./worker";

export class Layout {
  private readonly worker: Worker;
  private ids: string[] = [];
  running = false;

  /** `moved` is told after each step, with true at the end. */
  constructor(
    private readonly graph: Shown,
    private readonly moved: (done: boolean) => void,
  ) {
    this.worker = new Worker(new URL(LAYOUT_WORKER, import.meta.url), { type: "module" });
    this.worker.onmessage = ({ data }: MessageEvent<Step>) => this.take(data);
  }

  /** From where the nodes are now. */
  start(): void {
    this.ids = this.graph.nodes();
    this.running = this.ids.length > 1;
    if (!this.running) return this.moved(true);
    this.worker.postMessage(netOf(this.graph, this.ids));
  }

  stop(): void {
    this.worker.postMessage("stop");
    this.running = false;
    this.moved(true);
  }

  leave(): void {
    this.worker.terminate();
  }

  private take({ positions, left }: Step): void {
    if (!this.running || positions.length !== 2 * this.ids.length) return; // of a layout that was overtaken
    if (left > 0 && matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    let i = 0;
    this.graph.updateEachNodeAttributes(
      (_id, node) => ({ ...node, x: positions[i++]!, y: positions[i++]! }),
      { attributes: ["x", "y"] },
    );
    this.running = left > 0;
    this.moved(!this.running);
  }
}

function netOf(graph: Shown, ids: string[]): Net {
  const index = new Map(ids.map((id, i) => [id, i]));
  const net: Net = {
    positions: new Float32Array(2 * ids.length),
    sizes: new Float32Array(ids.length),
    ends: new Uint32Array(2 * graph.size),
    weights: new Float32Array(graph.size),
  };
  ids.forEach((id, i) => {
    const { x, y, size } = graph.getNodeAttributes(id);
    net.positions.set([x, y], 2 * i);
    net.sizes[i] = size;
  });
  let k = 0;
  graph.forEachEdge((_edge, { weight }, source, target) => {
    net.ends.set([index.get(source)!, index.get(target)!], 2 * k);
    net.weights[k++] = weight;
  });
  return net;
}
