// The forces of a layout: ForceAtlas2 (Jacomy et al. 2014) over flat arrays, so that it runs in a worker.
import iterate from "graphology-layout-forceatlas2/iterate";

/** A graph as arrays: node i lies at positions[2i], positions[2i + 1]; edge k joins ends[2k] and ends[2k + 1]. */
export interface Net {
  positions: Float32Array;
  sizes: Float32Array;
  ends: Uint32Array;
  weights: Float32Array;
}

const NODE = 10; // floats a node in the matrix of the library: x, y, 4 of speed, mass, convergence, size, fixed
const EDGE = 3; // source, target (as offsets into the node matrix), weight

/** How many rounds a graph of so many nodes gets: it has settled by then, and 5,000 nodes do not take minutes. */
export function roundsFor(nodes: number): number {
  return Math.round(Math.min(600, Math.max(150, 12_000 / Math.sqrt(nodes + 1))));
}

export class Forces {
  private readonly nodes: Float32Array;
  private readonly edges: Float32Array;
  private readonly settings: { adjustSizes: boolean; [name: string]: unknown };

  constructor(net: Net) {
    const count = net.sizes.length;
    this.nodes = new Float32Array(count * NODE);
    this.edges = new Float32Array(net.weights.length * EDGE);
    for (let i = 0; i < count; i++)
      this.nodes.set([net.positions[2 * i]!, net.positions[2 * i + 1]!, 0, 0, 0, 0, 1, 1, net.sizes[i]!, 0], i * NODE);
    for (let k = 0; k < net.weights.length; k++) {
      const [a, b, weight] = [net.ends[2 * k]! * NODE, net.ends[2 * k + 1]! * NODE, 1 + Math.log2(net.weights[k]!)];
      this.edges.set([a, b, weight], k * EDGE);
      this.nodes[a + 6]! += weight;
      this.nodes[b + 6]! += weight;
    }
    this.settings = {
      linLogMode: true,
      outboundAttractionDistribution: false,
      adjustSizes: false,
      edgeWeightInfluence: 1,
      scalingRatio: 6,
      strongGravityMode: false,
      gravity: 1,
      slowDown: 1 + Math.log(count + 1),
      barnesHutOptimize: count > 400,
      barnesHutTheta: 0.8,
    };
  }

  round(): void {
    iterate(this.settings, this.nodes, this.edges);
  }

  /** From now on nodes also make room for one another, as large as they are on a screen `pixels` wide. */
  part(pixels: number): void {
    let [least, most] = [Infinity, -Infinity];
    for (let i = 0; i < this.nodes.length; i += NODE) {
      least = Math.min(least, this.nodes[i]!, this.nodes[i + 1]!);
      most = Math.max(most, this.nodes[i]!, this.nodes[i + 1]!);
    }
    const scale = (most - least) / pixels;
    for (let i = 0; i < this.nodes.length; i += NODE) this.nodes[i + 8]! *= scale;
    this.settings.adjustSizes = true;
  }

  positions(): Float32Array {
    const count = this.nodes.length / NODE;
    const out = new Float32Array(count * 2);
    for (let i = 0; i < count; i++) {
      out[2 * i] = this.nodes[i * NODE]!;
      out[2 * i + 1] = this.nodes[i * NODE + 1]!;
    }
    return out;
  }
}
