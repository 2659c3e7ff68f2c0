// Corrections as sentences, with who made them and a way to take them back.
import type { Correction } from "./contract";
import { type Child, h } from "./dom";
import { undo } from "./correct";
import { aType, dateWords, typeWord } from "./words";
import type { Context } from "./view";

function sentence(made: Correction, ctx: Context): Child {
  const quote = made.quote && h("q", {}, made.quote);
  const entity = (id: number, name: string): Child => id ? h("a", { href: ctx.link("entity", { id }) }, name || `number ${id}`) : name;
  const where = made.document ? [" in ", h("a", { class: "mono", href: ctx.link("document", { id: made.document }) }, made.reference || `#${made.document}`)] : made.reference && ` in ${made.reference}`;
  switch (made.kind) {
    case "reject": return [quote, " is no name", where];
    case "retype": return [quote, ` is ${aType(made.type)}`, where];
    case "respan": return [quote, " begins or ends elsewhere", where];
    case "mark": return [quote, ` is a name: ${typeWord(made.type)}`, where];
    case "merge": return [entity(made.other, made.other_name), " is the same as ", entity(made.entity, made.name)];
    case "split": return [quote || "All names", where, " not ", entity(made.entity, made.name)];
    case "rename": return [entity(made.entity, made.name), " is shown as ", h("q", {}, made.value)];
    case "note": return ["Note on ", made.entity ? entity(made.entity, made.name) : where, ": ", made.value];
    case "undo": return `Takes back number ${made.undoes}`;
  }
}

/** `changed` is called after one was taken back. */
export function corrections(list: readonly Correction[], ctx: Context, changed: () => void): HTMLElement {
  const back = async (made: Correction): Promise<void> => {
    if (await undo(ctx, made.id)) changed();
  };
  return h("ol", { class: "log" }, list.map((made) => h("li", { class: made.stands ? "" : "undone" },
    h("div", {}, h("span", { class: "faint mono" }, `${made.id} `), sentence(made, ctx), !made.stands && h("span", { class: "faint" }, " (taken back)")),
    h("div", { class: "faint small" }, `${made.who || "unknown"}, ${dateWords(made.made.slice(0, 10))} ${made.made.slice(11, 16)}`,
      made.stands && ctx.status?.writable && [" ", h("button", { type: "button", class: "quiet small", "aria-label": `Take back number ${made.id}`, onclick: () => void back(made) }, "Take back")]))));
}
