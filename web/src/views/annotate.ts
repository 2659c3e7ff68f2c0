// A text or file that is not in the archive, marked, in any format. #/annotate
import type { Annotated, AnnotatedDocument } from "../contract";
import { body } from "../body";
import { append, fill, h, save } from "../dom";
import { MarkedText } from "../text";
import { tips } from "../tip";
import { count, countType, percent, typeClass, typeWord } from "../words";
import type { View } from "../view";

const largest = 16 << 20; // bytes, as the server has it

function legend(doc: AnnotatedDocument): HTMLElement {
  const types = new Map<string, number>();
  for (const { type } of doc.mentions) types.set(type, (types.get(type) ?? 0) + 1);
  return h("p", { class: "legend" }, [...types].map(([type, times]) => h("span", {}, h("span", { class: `name ${typeClass(type)}` }, countType(times, type)), " ")),
    !types.size && "No names.");
}

function marked(doc: AnnotatedDocument, signal: AbortSignal): HTMLElement {
  const text = new MarkedText(doc.text, doc.mentions.map((mention, index) => ({ ...mention, index })));
  const article = h("article", { class: "cable", "aria-label": doc.id || "Text" }, body(text, doc.paragraphs, false));
  tips(article, "[data-mention]", (element) => {
    const mention = doc.mentions[Number(element.dataset["mention"])];
    return mention && `${typeWord(mention.type)}, ${percent(mention.confidence)} sure`;
  }, signal);
  return h("section", {}, h("h2", {}, doc.id), legend(doc), article);
}

export const view: View = {
  mount(root, _params, ctx) {
    ctx.title("Annotate");
    const formats = ctx.status?.formats ?? [];
    const text = h("textarea", { rows: 10, "aria-label": "Text to annotate", placeholder: "Paste a text, or drop a file here", spellcheck: "false" });
    const pick = h("input", { type: "file", hidden: true, onchange: () => { const file = pick.files?.[0]; if (file) void run(file); } });
    const format = h("select", { "aria-label": "Format" }, formats.map(({ name, help }) => h("option", { value: name, title: help }, name)));
    const out = h("div", { class: "annotated", "aria-live": "polite" });
    const take = h("div", { class: "acts take", hidden: true }, "Take it as", format, h("button", { type: "button", onclick: () => void download() }, "Download"));
    let given: { content: Blob; name: string } | null = null;

    const run = async (file?: File): Promise<void> => {
      const content = file ?? new Blob([text.value]);
      if (!content.size) return ctx.say("There is no text");
      if (content.size > largest) return ctx.say("The file is larger than the server takes (16 MiB); `dragoman annotate` takes any", "error");
      given = { content, name: file?.name ?? "" };
      fill(out, h("p", { class: "faint" }, "Reading …"));
      try {
        const answer = (await (await ctx.api.annotate(content, { format: "view", name: given.name }, ctx.signal)).json()) as Annotated;
        fill(out, answer.documents.map((doc) => marked(doc, ctx.signal)));
        take.hidden = false;
        ctx.say(`${count(answer.documents.reduce((sum, doc) => sum + doc.mentions.length, 0), "name")} marked`);
      } catch (error) {
        fill(out);
        take.hidden = true;
        if (!ctx.signal.aborted) ctx.say(error instanceof Error ? error.message : String(error), "error");
      }
    };
    const download = async (): Promise<void> => {
      if (!given) return;
      const { extension = "" } = formats.find(({ name }) => name === format.value) ?? {};
      const answer = await ctx.api.annotate(given.content, { format: format.value, name: given.name }, ctx.signal);
      save(`${given.name.replace(/\.[^.]*$/, "") || "annotated"}${extension.replace(/^(?=[^.])/, ".")}`, await answer.blob());
    };

    text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void run();
    });
    for (const kind of ["dragover", "dragleave", "drop"] as const) root.addEventListener(kind, (event) => {
      event.preventDefault();
      root.classList.toggle("dropping", kind === "dragover");
      const file = kind === "drop" ? event.dataTransfer?.files[0] : undefined;
      if (file) void run(file);
    });
    append(root, h("h1", {}, "Annotate"),
      ctx.status && !ctx.status.annotates && h("p", { class: "complaint" }, "This server has no model loaded and cannot mark names."),
      text, h("div", { class: "bar-top below" }, h("div", { class: "acts" }, h("button", { type: "button", class: "primary", onclick: () => void run() }, "Mark names"),
        h("button", { type: "button", onclick: () => pick.click() }, "Choose a file"), pick, h("span", { class: "faint small" }, "Ctrl+Enter marks. Nothing is kept.")), take), out);
  },
};
