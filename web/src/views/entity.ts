import { h } from "../dom";
import type { View } from "../view";

export const view: View = {
  mount(root, _params, ctx) {
    ctx.title("Entity");
    root.append(h("h1", {}, "Entity"));
  },
};
