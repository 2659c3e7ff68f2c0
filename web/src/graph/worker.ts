// Lays a graph out beside the page. A message is a Net to begin with, or "stop"; answers are Steps, the last of them
// with `left` 0.
import { Forces, roundsFor, type Net } from "./forces";

export interface Step {
  positions: Float32Array;
  left: number; // rounds
}

const SLICE = 60; // ms between two answers
const SCREEN = 700; // pixels, for the last rounds, in which nodes part
let turn = 0; // a later message ends what an earlier one began

function slice(forces: Forces, left: number, parting: number, mine: number): void {
  if (mine !== turn) return;
  const end = performance.now() + SLICE;
  do {
    if (left === parting) forces.part(SCREEN);
    forces.round();
  } while (--left > 0 && performance.now() < end);
  const positions = forces.positions();
  const step: Step = { positions, left };
  postMessage(step, { transfer: [positions.buffer] });
  if (left > 0) setTimeout(slice, 0, forces, left, parting, mine);
}

onmessage = ({ data }: MessageEvent<Net | "stop">): void => {
  turn++;
  if (data === "stop") return;
  const rounds = roundsFor(data.sizes.length);
  slice(new Forces(data), rounds, Math.round(rounds / 4), turn);
};
