// The graph that is shown: answers of the API put together in one graphology graph.
import Graph from "graphology";
import type * as api from "../contract";

export interface NodeShown {
  label: string;
  type: string; // "circle": which of sigma's shapes
  kind: string; // PER, LOC, ORG, MISC
  documents: number;
  size: number; // pixels, at the first zoom
  x: number;
  y: number;
}

export interface EdgeShown {
  weight: number; // documents with both
  surprise: number;
  size: number;
}

export type Shown = Graph<NodeShown, EdgeShown>;

export function emptyGraph(): Shown {
  return new Graph<NodeShown, EdgeShown>({ type: "undirected", multi: false, allowSelfLoops: false });
}

const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** A place for the nth node, the same each time: a sunflower around a centre. */
function seat(n: number, centre: { x: number; y: number }, spread: number): { x: number; y: number } {
  const radius = spread * Math.sqrt(n + 0.5);
  return { x: centre.x + radius * Math.cos(n * GOLDEN), y: centre.y + radius * Math.sin(n * GOLDEN) };
}

/**
 * Adds what is not there yet; a node without a link only if it is `from`, the one that has been expanded. New nodes come
 * near it, or around the middle. Returns how many nodes are new.
 */
export function addAnswer(graph: Shown, answer: api.Graph, from?: string): number {
  const centre = from && graph.hasNode(from) ? graph.getNodeAttributes(from) : { x: 0, y: 0 };
  const linked = new Set(answer.edges.flatMap(({ source, target }) => [source, target])).add(Number(from ?? 0));
  let added = 0;
  for (const { id, name, type, documents } of answer.nodes) {
    if (graph.hasNode(id) || !linked.has(id)) continue;
    graph.addNode(id, { label: name, type: "circle", kind: type, documents, size: 1, ...seat(added, centre, 12) });
    added++;
  }
  for (const { source, target, weight, surprise } of answer.edges)
    if (source !== target && graph.hasNode(source) && graph.hasNode(target) && !graph.hasEdge(source, target))
      graph.addEdge(source, target, { weight, surprise, size: Math.min(2.2, 0.4 + Math.log2(1 + weight) / 5) });
  resize(graph);
  return added;
}

/** The area of a node stands for its documents. */
function resize(graph: Shown): void {
  const most = graph.reduceNodes((max, _id, node) => Math.max(max, node.documents), 1);
  const largest = graph.order > 1000 ? 11 : 15;
  graph.updateEachNodeAttributes((_id, node) => ({ ...node, size: 2.5 + largest * Math.sqrt(node.documents / most) }));
}

/** Nodes by documents, most first; then by name. */
export function ranked(graph: Shown): string[] {
  const key = new Map(graph.mapNodes((id, { documents, label }) => [id, { documents, label }] as const));
  return graph.nodes().sort((a, b) => {
    const [x, y] = [key.get(a)!, key.get(b)!];
    return y.documents - x.documents || x.label.localeCompare(y.label);
  });
}

/** Who is linked with it, most documents together first. */
export function companyOf(graph: Shown, id: string): { id: string; name: string; kind: string; weight: number }[] {
  return graph
    .mapEdges(id, (_edge, { weight }, source, target) => {
      const other = source === id ? target : source;
      const { label, kind } = graph.getNodeAttributes(other);
      return { id: other, name: label, kind, weight };
    })
    .sort((a, b) => b.weight - a.weight || a.name.localeCompare(b.name));
}
