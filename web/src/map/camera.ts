// What part of the plane is seen: screen = plane * k + (x, y). No DOM.

export interface Camera {
  k: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export type Point = [number, number];

export const FARTHEST = 1;
export const NEAREST = 40;
export const WHOLE: Camera = { k: 1, x: 0, y: 0 };

const between = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** The nearest camera that shows no more than the world. */
export function bounded({ k, x, y }: Camera, { width, height }: Size): Camera {
  const near = between(k, FARTHEST, NEAREST);
  return { k: near, x: between(x, width * (1 - near), 0), y: between(y, height * (1 - near), 0) };
}

/** Nearer by `factor`, with the point of the screen held where it is. */
export function zoomed(camera: Camera, size: Size, [px, py]: Point, factor: number): Camera {
  const k = between(camera.k * factor, FARTHEST, NEAREST);
  const by = k / camera.k;
  return bounded({ k, x: px - (px - camera.x) * by, y: py - (py - camera.y) * by }, size);
}

export function panned(camera: Camera, size: Size, dx: number, dy: number): Camera {
  return bounded({ k: camera.k, x: camera.x + dx, y: camera.y + dy }, size);
}

export function centred(size: Size, [x, y]: Point, k: number): Camera {
  const near = between(k, FARTHEST, NEAREST);
  return bounded({ k: near, x: size.width / 2 - x * near, y: size.height / 2 - y * near }, size);
}

/** All points of the plane with room around them, no nearer than `most`. */
export function around(points: readonly Point[], size: Size, most: number): Camera {
  if (!points.length) return WHOLE;
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const k = Math.min(most, (0.8 * size.width) / (right - left || 1), (0.8 * size.height) / (bottom - top || 1));
  return centred(size, [(left + right) / 2, (top + bottom) / 2], k);
}

/** The point of the plane in the middle of the screen. */
export function middle({ k, x, y }: Camera, { width, height }: Size): Point {
  return [(width / 2 - x) / k, (height / 2 - y) / k];
}
