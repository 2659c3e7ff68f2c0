// The graph as GEXF 1.3 (gexf.net), which Gephi and others read: what is shown, where it is shown.
import type { Shown } from "./data";

/** Text for XML 1.0: marks escaped, characters that it has no room for left out. */
export function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"]/g, (mark) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[mark]!);
}

/** `description` says what was asked for; `day` is YYYY-MM-DD. */
export function gexf(graph: Shown, description: string, day: string): string {
  const nodes = graph.mapNodes((id, { label, kind, documents, size, x, y }) =>
    `      <node id="${xml(id)}" label="${xml(label)}"><attvalues><attvalue for="type" value="${xml(kind)}"/>` +
    `<attvalue for="documents" value="${documents}"/></attvalues>` +
    `<viz:size value="${size.toFixed(2)}"/><viz:position x="${x.toFixed(2)}" y="${y.toFixed(2)}" z="0"/></node>\n`);
  const edges = graph.mapEdges((_edge, { weight, surprise }, source, target) =>
    `      <edge source="${xml(source)}" target="${xml(target)}" weight="${weight}">` +
    `<attvalues><attvalue for="surprise" value="${surprise.toFixed(3)}"/></attvalues></edge>\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
  <meta lastmodifieddate="${day}"><creator>Dragoman</creator><description>${xml(description)}</description></meta>
  <graph defaultedgetype="undirected" mode="static">
    <attributes class="node">
      <attribute id="type" title="type" type="string"/>
      <attribute id="documents" title="documents" type="integer"/>
    </attributes>
    <attributes class="edge">
      <attribute id="surprise" title="surprise" type="double"/>
    </attributes>
    <nodes>
${nodes.join("")}    </nodes>
    <edges>
${edges.join("")}    </edges>
  </graph>
</gexf>
`;
}
