// The timeline without a browser: periods, gaps, ranges.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "../load.mjs";

const { barAt, documentsIn, filled, finenessOf, nextOf, rangeOf, stacked } = await load("src/timeline/periods.ts");
const timeline = (by, ...periods) => ({ by, classes: ["unclassified", "secret"], periods: periods.map(([period, ...counts]) => ({ period, counts, documents: counts[0] + counts[1] })), undated: {} });

test("what follows a period", () => {
  const next = { 2009: "2010", 9999: "0000", "0099": "0100", "2009-12": "2010-01", "2009-04": "2009-05", "2008-02-28": "2008-02-29", "2009-12-31": "2010-01-01" };
  for (const [period, then] of Object.entries(next)) if (period !== "9999") assert.equal(nextOf(period.padStart(4, "0")), then);
});

test("gaps are periods too", () => {
  const bars = filled(timeline("month", ["2008-11", 1, 0], ["2009-02", 0, 3]));
  assert.deepEqual(bars.map(({ period, documents }) => [period, documents]), [["2008-11", 1], ["2008-12", 0], ["2009-01", 0], ["2009-02", 3]]);
  for (let i = 1; i < bars.length; i++) assert.equal(bars[i].begin, bars[i - 1].end);
  assert.deepEqual(stacked(bars, 2), [[1, null, null, null], [1, null, null, 3]]);
  assert.deepEqual(filled(timeline("year")), []);
});

test("a wrong date does not make a million bars", () => {
  const bars = filled(timeline("day", ["0001-01-01", 1, 0], ["2009-02-01", 1, 0], ["2009-02-03", 1, 0]));
  assert.deepEqual(bars.map(({ period }) => period), ["0001-01-01", "2009-02-01", "2009-02-02", "2009-02-03"]);
});

test("ranges, in either direction", () => {
  const bars = filled(timeline("year", ["2006", 1, 1], ["2008", 2, 1]));
  assert.equal(rangeOf(bars, 2, 0), "2006..2008");
  assert.equal(rangeOf(bars, 1, 1), "2007");
  assert.equal(rangeOf(bars, 1, 9), "");
  assert.equal(documentsIn(bars, 2, 0), 5);
  assert.deepEqual([-1e12, bars[1].begin, bars[1].end - 1, 1e12].map((time) => barAt(bars, time)), [0, 1, 1, 2]);
});

test("how finely a span is shown at first", () => {
  assert.equal(finenessOf("1966-01-01", "2010-02-28"), "year");
  assert.equal(finenessOf("2006", "2010-02-28"), "month");
  assert.equal(finenessOf("2009-01-03", "2009-12-28"), "month");
  assert.equal(finenessOf("2009-01-03", "2009-01-28"), "day");
  assert.equal(finenessOf("", ""), "month");
});
