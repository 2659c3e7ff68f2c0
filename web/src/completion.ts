// How the word being typed in the query box may go on: people, places, bodies, TAGS, posts. A combobox with a list
// (WAI-ARIA 1.2): arrows choose, Enter or Tab takes, Escape closes.
import type { Api } from "./api";
import type { Completion } from "./contract";
import { debounce, fill, freshId, h } from "./dom";
import { wordAt } from "./query";
import { count } from "./words";

const badges: Record<Completion["kind"], [string, string]> = {
  person: ["PER", "PER"], place: ["LOC", "LOC"], org: ["ORG", "ORG"], misc: ["MISC", "MISC"],
  tag: ["TAGS", ""], post: ["from", ""], field: ["field", ""],
};

export function complete(input: HTMLInputElement, api: Api, signal: AbortSignal): HTMLElement {
  const list = h("ul", { id: freshId("completions"), role: "listbox", "aria-label": "Completions", class: "completions", hidden: true });
  let items: Completion[] = [];
  let chosen = -1;
  let asked = new AbortController();

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);

  const close = (): void => {
    asked.abort();
    items = [];
    choose(-1);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };

  const choose = (index: number): void => {
    chosen = index;
    [...list.children].forEach((each, i) => each.setAttribute("aria-selected", String(i === index)));
    const option = list.children[index];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };

  const take = (item: Completion): void => {
    const caret = input.selectionStart ?? input.value.length;
    const word = wordAt(input.value, caret);
    const closed = item.query.endsWith(":") ? item.query : `${item.query} `;
    input.setRangeText(closed, word.begin, caret, "end");
    close();
    if (item.kind === "field") void ask();
  };

  const option = (item: Completion): HTMLElement => {
    const [label, type] = badges[item.kind];
    return h("li", { id: freshId("option"), role: "option", "aria-selected": "false",
      onmousedown: (event: Event) => { event.preventDefault(); take(item); } },
    h("span", { class: `type ${type}` }, label),
    h("span", { class: "text" }, item.text, item.detail && h("span", { class: "faint" }, ` ${item.detail}`)),
    item.documents > 0 && h("span", { class: "faint small" }, count(item.documents, "document")));
  };

  const ask = async (): Promise<void> => {
    const word = wordAt(input.value, input.selectionStart ?? input.value.length);
    asked.abort();
    if (word.text.length < 2) return close();
    asked = new AbortController();
    const mine = asked.signal;
    const answer = await api.complete(word.text, mine).catch(() => ({ items: [] }));
    if (mine.aborted || signal.aborted || document.activeElement !== input) return;
    if (!answer.items.length) return close();
    items = answer.items;
    fill(list, items.map(option));
    choose(-1);
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };

  const later = debounce(120, () => void ask());
  input.addEventListener("input", later);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    const item = items[chosen];
    if (event.key === "ArrowDown" && open) choose(chosen + 1 < items.length ? chosen + 1 : -1);
    else if (event.key === "ArrowUp" && open) choose(chosen < 0 ? items.length - 1 : chosen - 1);
    else if (event.key === "Escape" && open) close();
    else if ((event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) && open && item) take(item);
    else return;
    event.preventDefault();
  });
  input.form?.addEventListener("submit", close);
  return list;
}
