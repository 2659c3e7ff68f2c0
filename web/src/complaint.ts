// What could not be done, for the place where the answer would stand.
import { ApiError } from "./api";
import { h } from "./dom";

/** The query with a caret under the place that cannot be read. */
export function complaint(error: ApiError, q: string): HTMLElement {
  return h("div", { class: "complaint", id: "complaint", role: "alert" },
    h("p", {}, `This cannot be read: ${error.message}.`),
    error.at !== undefined && h("pre", {}, `${q}\n${" ".repeat(error.at)}^`),
    h("p", { class: "small" }, "What can be asked is under ", h("kbd", {}, "?"), "."));
}

/** A question that cannot be read, or whatever else went wrong. */
export function failed(error: unknown, q: string): HTMLElement {
  if (error instanceof ApiError && error.status === 400) return complaint(error, q);
  return h("p", { class: "complaint", role: "alert" }, error instanceof Error ? error.message : String(error));
}
