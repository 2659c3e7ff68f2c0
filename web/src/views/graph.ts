import { h } from "../dom";
import type { View } from "../view";

export const view: View = {
  mount(root, _params, ctx) {
    ctx.title("Graph");
    root.append(h("h1", {}, "Graph"));
  },
};
