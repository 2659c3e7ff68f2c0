// What libraries bring without types, and what the build defines.
declare module "graphology-layout-forceatlas2/iterate" {
  export default function iterate(settings: object, nodes: Float32Array, edges: Float32Array): void;
}

/** The worker's script, beside the page's own. */
declare const LAYOUT_WORKER: string;
