// The query box of the views that show the answers to a query in their own way.
import { complete } from "./completion";
import { h } from "./dom";
import type { Context } from "./view";

export function askForm(ctx: Context, q: string, ask: (q: string) => void): HTMLFormElement {
  const input = h("input", { id: "query", type: "search", name: "q", value: q, autocomplete: "off", spellcheck: "false",
    autocapitalize: "off", placeholder: "All documents", "aria-label": "Question" });
  const form = h("form", { role: "search", class: "ask", onsubmit: (event: Event) => { event.preventDefault(); ask(input.value.trim()); } },
    input, h("button", { class: "primary" }, "Show"));
  form.append(complete(input, ctx.api, ctx.signal));
  return form;
}
