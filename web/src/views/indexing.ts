import { h } from "../dom";
import type { View } from "../view";

export const view: View = {
  mount(root, _params, ctx) {
    ctx.title("Indexing");
    root.append(h("h1", {}, "Indexing"));
  },
};
