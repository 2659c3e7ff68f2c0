// The map without a browser: projection, camera, marks, names that fit.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { load } from "../load.mjs";

const { around, bounded, centred, middle, panned, zoomed } = await load("src/map/camera.ts");
const { labels, marksOf, radius } = await load("src/map/marks.ts");
const { outlines, worldOf } = await load("src/map/world.ts");
const size = { width: 800, height: 400 };
const close = (a, b) => a.forEach((value, i) => assert.ok(Math.abs(value - b[i]) < 1e-6, `${a} ${b}`));

test("the world fits its pixels, north up and east right", () => {
  const world = worldOf(770);
  assert.equal(world.height, 400);
  const [[london], [tokyo], [, oslo], [, quito]] = [[0, 51], [140, 36], [11, 60], [-78, 0]].map((at) => [world.project(at)[0], world.project(at)[1]]).map(([x, y]) => [x, y]);
  assert.ok(london < tokyo && oslo < quito);
  for (const at of [[-180, 0], [180, 0], [0, 90], [0, -90]]) {
    const [x, y] = world.project(at);
    assert.ok(x >= -1 && x <= 771 && y >= -1 && y <= 401, `${at}: ${x} ${y}`);
  }
});

test("outlines are paths, and small", () => {
  const atlas = createRequire(import.meta.url)("world-atlas/countries-110m.json");
  const paths = outlines(atlas, worldOf(900));
  for (const d of Object.values(paths)) assert.match(d, /^M[-\d.,MLZ]+$/);
  assert.ok(paths.land.length < 120_000);
});

test("the camera keeps the point under the pointer and never leaves the world", () => {
  const near = zoomed({ k: 1, x: 0, y: 0 }, size, [200, 100], 4);
  close([(200 - near.x) / near.k, (100 - near.y) / near.k], [200, 100]);
  assert.deepEqual(bounded({ k: 0.2, x: 90, y: -90 }, size), { k: 1, x: 0, y: 0 });
  assert.equal(zoomed(near, size, [0, 0], 1e9).k, 40);
  assert.deepEqual(panned({ k: 2, x: 0, y: 0 }, size, 1e6, -1e6), { k: 2, x: 0, y: -400 });
  close(middle(centred(size, [300, 150], 5), size), [300, 150]);
});

test("the first look holds all places", () => {
  const points = [[100, 100], [300, 200]];
  const { k, x, y } = around(points, size, 8);
  for (const [px, py] of points) assert.ok(px * k + x >= 0 && px * k + x <= 800 && py * k + y >= 0 && py * k + y <= 400);
  assert.ok(k > 1);
  assert.equal(around([[5, 5]], size, 8).k, 8);
  assert.equal(around([], size, 8).k, 1);
});

test("places become marks, those without coordinates too", () => {
  const place = (name, documents, kind, latitude, longitude) => ({ name, documents, kind, latitude, longitude, country: "", query: `place:${name}` });
  const marks = marksOf({ total: 1, posts: [place("A", 2, "post", 1, 2)], places: [place("B", 5, "city", 0, 0), place("C", 1, "other", null, null)] });
  assert.deepEqual(marks.map(({ name, sort, at }) => [name, sort, at]), [["B", "city", [0, 0]], ["A", "post", [2, 1]], ["C", "other", null]]);
  assert.ok(radius(9, 9) > radius(1, 9) && radius(0, 0) > 0);
});

test("names do not cover one another", () => {
  const mark = (name, x, y) => ({ name, point: [x, y], radius: 5 });
  const width = (text) => 7 * text.length;
  const placed = labels([mark("Damascus", 100, 100), mark("Beirut", 95, 101), mark("Amman", 96, 99), mark("Edge", 795, 50)], size, width);
  assert.deepEqual(placed.map(({ index }) => index), [0, 1, 3]);
  assert.ok(placed[0].x > 100 && placed[1].x < 95 && placed[2].x < 795);
});
