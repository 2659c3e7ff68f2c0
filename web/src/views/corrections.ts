// Who changed what, newest first. #/corrections
import { corrections } from "../corrections";
import { fill, h } from "../dom";
import type { View } from "../view";

export const view: View = {
  mount(root, _params, ctx) {
    ctx.title("Corrections");
    const list = h("div", {});
    const total = h("p", { class: "total" });
    const button = h("button", { type: "button", hidden: true, onclick: () => void more() }, "More");
    root.append(h("h1", {}, "Corrections"), total, list, button);
    let cursor: string | undefined;

    const more = async (): Promise<void> => {
      const answer = await ctx.api.corrections(cursor, ctx.signal);
      fill(total, answer.total ? `${answer.total.toLocaleString("en")} in the log, newest first` : "Nothing has been corrected yet.",
        !ctx.status?.writable && " This server takes none (dragoman serve --write does).");
      list.append(corrections(answer.corrections, ctx, again));
      cursor = answer.next ?? undefined;
      button.hidden = answer.next === null;
    };
    const again = (): void => {
      cursor = undefined;
      fill(list);
      void more();
    };
    void more();
  },
};
