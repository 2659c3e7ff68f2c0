// How indexing goes: progress as it happens, runs, files that could not be read and why. #/indexing
import type { Failure, Progress, Run } from "../contract";
import { type Child, fill, h } from "../dom";
import { count, dateWords } from "../words";
import type { Context, View } from "../view";

function moment(time: string): string {
  return time ? `${dateWords(time.slice(0, 10))}, ${time.slice(11, 19)}` : "";
}

function figures(progress: Progress): Child {
  const figure = (value: string, label: string): HTMLElement => h("div", { class: "figure" }, h("div", { class: "value" }, value), h("div", { class: "faint small" }, label));
  const { run } = progress;
  return [figure(progress.documents.toLocaleString("en"), "documents in the archive"),
    progress.running && figure(progress.rate.toFixed(progress.rate < 10 ? 1 : 0), "documents a second"),
    progress.running && run && figure((run.added + run.replaced).toLocaleString("en"), "read in this run"),
    figure(progress.failures.toLocaleString("en"), progress.failures === 1 ? "file could not be read" : "files could not be read")];
}

function runTable(runs: readonly Run[]): Child {
  if (!runs.length) return h("p", { class: "faint" }, "None yet: dragoman index fills an archive.");
  const numbers: ("added" | "replaced" | "skipped" | "failed")[] = ["added", "replaced", "skipped", "failed"];
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Runs" }, h("table", {},
    h("thead", {}, h("tr", {}, ["Began", "Ended"].map((each) => h("th", { scope: "col" }, each)), numbers.map((each) => h("th", { scope: "col", class: "number" }, each)), h("th", { scope: "col" }, "Model"))),
    h("tbody", {}, runs.map((run) => h("tr", {}, h("td", {}, moment(run.started)), h("td", {}, moment(run.ended) || "under way or cut short"),
      numbers.map((each) => h("td", { class: "number" }, run[each].toLocaleString("en"))), h("td", { class: "mono", title: run.model }, run.model.slice(0, 8)))))));
}

function failureRow(failure: Failure): HTMLElement {
  const place = failure.line ? `, line ${failure.line}` : failure.byte ? `, byte ${failure.byte}` : "";
  return h("tr", {}, h("td", { class: "mono path" }, failure.path), h("td", {}, `${failure.reason}${place}`));
}

function failures(ctx: Context): { element: HTMLElement; again: () => Promise<void> } {
  const rows = h("tbody", {});
  const element = h("div", {});
  let cursor: string | undefined;
  const button = h("button", { type: "button", onclick: () => void more() }, "More");
  const more = async (): Promise<void> => {
    const answer = await ctx.api.failures(cursor, ctx.signal);
    rows.append(...answer.failures.map(failureRow));
    cursor = answer.next ?? undefined;
    button.hidden = answer.next === null;
    fill(element, answer.total
      ? [h("p", { class: "faint" }, count(answer.total, "file")), h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "File"), h("th", { scope: "col" }, "Reason"))), rows), button]
      : h("p", { class: "faint" }, "Every file could be read."));
  };
  const again = (): Promise<void> => {
    cursor = undefined;
    fill(rows);
    return more();
  };
  return { element, again };
}

export const view: View = {
  mount(root, _params, ctx) {
    ctx.title("Indexing");
    const state = h("p", { role: "status" });
    const now = h("div", { class: "figures" });
    const runs = h("div", {});
    const failed = failures(ctx);
    root.append(h("h1", {}, "Indexing"), state, now, h("section", {}, h("h2", {}, "Could not be read"), failed.element), h("section", {}, h("h2", {}, "Runs"), runs));

    let last: Progress | null = null;
    const show = (progress: Progress): void => {
      const words = progress.running ? "Documents are coming in." : "No run is under way.";
      if (state.textContent !== words) fill(state, words);
      fill(now, figures(progress));
      if (!last || last.failures !== progress.failures) void failed.again();
      if (!last || last.running !== progress.running || last.run?.id !== progress.run?.id) void ctx.api.runs(ctx.signal).then((answer) => fill(runs, runTable(answer.runs)));
      last = progress;
    };
    const events = new EventSource(ctx.api.address("events"));
    events.addEventListener("progress", (event) => show(JSON.parse((event as MessageEvent<string>).data) as Progress));
    events.addEventListener("error", () => fill(state, "The server does not answer; this page goes on trying."));
    return () => events.close();
  },
};
