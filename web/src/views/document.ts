import { h } from "../dom";
import type { View } from "../view";

export const view: View = {
  mount(root, _params, ctx) {
    ctx.title("Document");
    root.append(h("h1", {}, "Document"));
  },
};
