// Places as marks on the plane, and which of them have room for their names. No DOM.
import type { Place, Places } from "../contract";
import type { Point } from "./camera";

export type Sort = "post" | "city" | "country" | "other";

export interface Mark {
  key: string; // of its own
  name: string;
  sort: Sort;
  country: string;
  documents: number;
  query: string;
  at: [number, number] | null; // longitude and latitude
}

const markOf = (place: Place, sort: Sort, index: number): Mark => ({
  key: `${sort}-${index}`,
  name: place.name,
  sort,
  country: place.country,
  documents: place.documents,
  query: place.query,
  at: place.latitude === null || place.longitude === null ? null : [place.longitude, place.latitude],
});

/** Most documents first. */
export function marksOf({ posts, places }: Places): Mark[] {
  const all = [
    ...posts.map((place, i) => markOf(place, "post", i)),
    ...places.map((place, i) => markOf(place, place.kind, i)),
  ];
  return all.sort((a, b) => b.documents - a.documents || a.name.localeCompare(b.name));
}

/** Pixels; the area stands for the documents. */
export function radius(documents: number, most: number): number {
  return 3.5 + 18 * Math.sqrt(documents / Math.max(most, 1));
}

export interface Label {
  index: number; // of the mark
  x: number; // where the text begins, at half its height
  y: number;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const apart = (a: Box, b: Box): boolean => a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;

/**
 * Names beside their marks, to the right or else to the left, the first marks first, none over another one or beyond the
 * screen. `widthOf` measures a text.
 */
export function labels(
  marks: readonly { name: string; point: Point; radius: number }[],
  size: { width: number; height: number },
  widthOf: (text: string) => number,
  most = 40,
): Label[] {
  const taken: Box[] = [];
  const placed: Label[] = [];
  for (let index = 0; index < marks.length && placed.length < most; index++) {
    const { name, point: [x, y], radius: r } = marks[index]!;
    const width = widthOf(name);
    for (const left of [x + r + 3, x - r - 3 - width]) {
      const box = { left, right: left + width, top: y - 8, bottom: y + 8 };
      if (box.left < 0 || box.right > size.width || box.top < 0 || box.bottom > size.height) continue;
      if (!taken.every((other) => apart(box, other))) continue;
      taken.push(box);
      placed.push({ index, x: left, y });
      break;
    }
  }
  return placed;
}
