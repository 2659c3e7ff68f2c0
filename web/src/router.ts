// Addresses are #/VIEW?PARAMETERS: what is asked for stays in the browser until the view asks the API for it, and any
// server can hand out the one page.
import type { ViewName } from "./view";

export type Params = Record<string, string | number | undefined>;

const names: readonly ViewName[] = [
  "search", "document", "entity", "graph", "map", "timeline", "corrections", "annotate", "indexing",
];

export interface Place {
  view: ViewName;
  params: URLSearchParams;
}

export function link(view: ViewName, params: Params = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value !== undefined && value !== "") query.set(name, String(value));
  const text = query.toString();
  return `#/${view}${text ? `?${text}` : ""}`;
}

/** What does not name a view is the search. */
export function parse(hash: string): Place {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const view = names.find((name) => name === path) ?? "search";
  return { view, params: new URLSearchParams(query) };
}
