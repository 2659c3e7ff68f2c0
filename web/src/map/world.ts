// The world on a plane: outlines of Natural Earth (public domain) in the projection of the same name.
import { geoGraticule10, geoNaturalEarth1, geoPath, type GeoProjection } from "d3-geo";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

export type Atlas = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

export interface World {
  width: number;
  height: number;
  project: GeoProjection;
}

/** Width to height of the whole world in this projection. */
const SHAPE = 1.925;

/** The whole world in `width` pixels. */
export function worldOf(width: number): World {
  const height = Math.round(width / SHAPE);
  return { width, height, project: geoNaturalEarth1().fitSize([width, height], { type: "Sphere" }) };
}

export interface Outlines {
  sphere: string;
  graticule: string;
  land: string;
  borders: string; // between countries, coasts left out
}

/** As the `d` of SVG paths. */
export function outlines(atlas: Atlas, world: World): Outlines {
  const path = geoPath(world.project).digits(1);
  const { countries, land } = atlas.objects;
  return {
    sphere: path({ type: "Sphere" }) ?? "",
    graticule: path(geoGraticule10()) ?? "",
    land: path(feature(atlas, land)) ?? "",
    borders: path(mesh(atlas, countries, (a, b) => a !== b)) ?? "",
  };
}

/** 1:110 million for the whole world, 1:50 million for a closer look. */
export async function fetchAtlas(fine: boolean): Promise<Atlas> {
  const { default: atlas } = fine ? await import("world-atlas/countries-50m.json") : await import("world-atlas/countries-110m.json");
  return atlas as unknown as Atlas; // its types are read from JSON, where "Topology" is any string
}
