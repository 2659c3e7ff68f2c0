// Questions in a box that keeps the focus: Escape or Close answers no.
import { type Child, freshId, h } from "./dom";

/** Shows a box and resolves with what the form held, null if it was closed. */
export function ask(title: string, body: Child, submit: string): Promise<FormData | null> {
  return new Promise((resolve) => {
    const id = freshId("dialog");
    let answer: FormData | null = null;
    const form = h("form", { method: "dialog", onsubmit: (event: Event) => {
      event.preventDefault();
      answer = new FormData(form);
      dialog.close();
    } }, h("div", { class: "dialog-body" }, body),
    h("div", { class: "dialog-foot" }, h("button", { type: "button", onclick: () => dialog.close() }, "Cancel"),
      h("button", { class: "primary" }, submit)));
    const dialog = h("dialog", { "aria-labelledby": id, onclose: () => {
      dialog.remove();
      resolve(answer);
    } }, h("h2", { id }, title), form);
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A box that only shows. */
export function present(title: string, body: Child): void {
  const id = freshId("dialog");
  const dialog = h("dialog", { "aria-labelledby": id, onclose: () => dialog.remove() },
    h("form", { method: "dialog", class: "dialog-top" }, h("h2", { id }, title), h("button", { class: "quiet", "aria-label": "Close" }, "×")), body);
  document.body.append(dialog);
  dialog.showModal();
}
