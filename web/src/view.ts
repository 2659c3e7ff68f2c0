// What a view is, and what the shell gives to it.
import type { Api } from "./api";
import type { Status } from "./contract";

export type ViewName =
  | "search" | "document" | "entity" | "graph" | "map" | "timeline" | "corrections" | "annotate" | "indexing";

/** A key of a view: `key` as KeyboardEvent.key says it, shown with `what` under "?". Not heard while the user types. */
export interface Key {
  key: string;
  what: string;
  run: (event: KeyboardEvent) => void;
}

export interface Context {
  api: Api;
  /** What the archive holds and what this user may do; null where the server did not say. */
  status: Status | null;
  /** Aborted when the view goes. */
  signal: AbortSignal;
  /** The address of a view in a state: for href. Empty values are left out. */
  link(view: ViewName, params?: Record<string, string | number | undefined>): string;
  /** Goes there. The URL is the state: a view that changes what it shows changes its parameters. */
  go(view: ViewName, params?: Record<string, string | number | undefined>, how?: { replace?: boolean }): void;
  /**
   * Changes the URL of this view without mounting it anew, for state that it has already drawn (a filter, a selected
   * node); back and forward do mount it anew.
   */
  keep(params: Record<string, string | number | undefined>, how?: { replace?: boolean }): void;
  title(text: string): void;
  /** One sentence for the eye (briefly, at the foot) and for screen readers. */
  say(text: string, kind?: "error"): void;
  /** Keys that hold while this view is shown. */
  keys(keys: Key[]): void;
}

/** Draws into an empty `root`. What is returned is called when the view goes: timers, observers, canvases. */
export interface View {
  mount(root: HTMLElement, params: URLSearchParams, ctx: Context): void | (() => void);
}
