// The parts of the graph that need no browser: putting answers together, the filters, the layout, GEXF.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "../load.mjs";

const { addAnswer, companyOf, emptyGraph, ranked } = await load("src/graph/data.ts");
const { gexf, xml } = await load("src/graph/gexf.ts");
const { readWish, readYears, writeWish } = await load("src/graph/controls.ts");
const { Forces, roundsFor } = await load("src/graph/forces.ts");

const node = (id, documents = 1, name = `N${id}`) => ({ id, name, type: "PER", documents });
const edge = (source, target, weight = 2, surprise = weight) => ({ source, target, weight, surprise });
const answer = { documents: 9, nodes: [node(1, 9), node(2, 4), node(3, 4, "A"), node(4)], edges: [edge(1, 2, 4), edge(1, 3, 2), edge(2, 3, 3)] };

test("an answer becomes a graph; a second one adds only what is new", () => {
  const graph = emptyGraph();
  assert.equal(addAnswer(graph, answer), 3);
  assert.deepEqual([graph.order, graph.size], [3, 3], "who has no link is left out");
  assert.equal(addAnswer(graph, { documents: 1, nodes: [node(3), node(4), node(5)], edges: [edge(3, 5), edge(2, 3)] }, "4"), 2);
  assert.deepEqual([graph.order, graph.size], [5, 4]);
  assert.deepEqual(ranked(graph), ["1", "3", "2", "4", "5"]);
  assert.deepEqual(companyOf(graph, "2").map((each) => [each.id, each.weight]), [["1", 4], ["3", 3]]);
});

test("the address is the state", () => {
  for (const text of ["", "q=a+OR+b&types=PER%2CLOC&years=2005..2009&weight=3&nodes=100&links=0&around=7&open=7%2C9"]) {
    const written = Object.entries(writeWish(readWish(new URLSearchParams(text)))).filter(([, value]) => value !== undefined && value !== "");
    assert.equal(new URLSearchParams(written).toString(), text);
  }
  const odd = readWish(new URLSearchParams("types=PER,X&weight=-1&nodes=999999&around=x&open=1,1,y"));
  assert.deepEqual(odd, { q: "", types: ["PER"], years: "", weight: 2, nodes: 10000, links: 5, around: 0, open: [1] });
});

test("years as people write them", () => {
  const said = { "": "", "2005": "2005", " 2005..2009 ": "2005..2009", "2005-2009": "2005..2009", "2005 – 2009": "2005..2009", "..1979": "..1979", "1979..": "1979..", "..": null, "05": null, "2005 2006": null, "x": null };
  for (const [text, read] of Object.entries(said)) assert.equal(readYears(text), read, text);
});

test("two knots of names come apart in the layout", () => {
  const ends = [[0, 1], [1, 2], [0, 2], [3, 4], [4, 5], [3, 5], [2, 3]];
  const forces = new Forces({
    positions: Float32Array.from([0, 0, 1, 1, 2, 0, 0, 1, 1, 0, 2, 1]), sizes: new Float32Array(6).fill(3),
    ends: Uint32Array.from(ends.flat()), weights: Float32Array.from([9, 9, 9, 9, 9, 9, 1]),
  });
  for (let i = 0; i < roundsFor(6); i++) forces.round();
  forces.part(700);
  for (let i = 0; i < 50; i++) forces.round();
  const at = forces.positions();
  assert.ok(at.every(Number.isFinite));
  const distance = (a, b) => Math.hypot(at[2 * a] - at[2 * b], at[2 * a + 1] - at[2 * b + 1]);
  for (const [a, b] of [[0, 1], [1, 2], [4, 5]]) assert.ok(distance(a, b) < distance(0, 5), `${a} ${b}`);
});

test("GEXF has each node and link once, and text stays text", () => {
  const graph = emptyGraph();
  addAnswer(graph, { ...answer, nodes: [node(1, 9, '<b>&"\u0001\ud800'), ...answer.nodes.slice(1)] });
  const text = gexf(graph, "a < b & c", "2026-01-31");
  assert.equal(text.match(/<node /g).length, 3);
  assert.equal(text.match(/<edge /g).length, 3);
  assert.ok(text.includes('label="&lt;b&gt;&amp;&quot;"'));
  assert.ok(text.includes("<description>a &lt; b &amp; c</description>"));
  assert.equal(xml("Łódź \u{1f600}\ufffe"), "Łódź \u{1f600}");
});
