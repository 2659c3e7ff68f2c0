// Correcting a document: what is selected or has the focus is named at the foot of the page with all that can be done
// to it. Everything has a key.
import type { Document, Mention } from "./contract";
import { correct, merge, note, rename, setWho, split, undoLast, who } from "./correct";
import { type Child, fill, h } from "./dom";
import type { MarkedText, Span } from "./text";
import type { Context } from "./view";
import { WordCursor } from "./wordcursor";
import { aType, percent, typeWord } from "./words";

interface Act {
  key: string;
  label: string;
  run: () => void;
}

/** A click on a name picks it for correction instead of going to its page; kept from document to document. */
let picking = false;

export class Editor {
  private readonly bar = h("div", { class: "edit", role: "toolbar", "aria-label": "Correct" });
  private readonly cursor: WordCursor;
  /** The mention whose extent is being changed, -1 if none. */
  private respanning = -1;
  /** The mention that the bar speaks of: it keeps being it while the focus is in the bar. */
  private mention = -1;
  private selection: Span | null = null;

  constructor(
    root: HTMLElement,
    private readonly article: HTMLElement,
    private readonly doc: Document,
    private readonly text: MarkedText,
    private readonly ctx: Context,
    private readonly signal: AbortSignal,
    private readonly redraw: (at?: number) => void,
  ) {
    this.cursor = new WordCursor(article, text, signal);
    root.append(this.bar);
    document.addEventListener("selectionchange", () => this.look(), { signal });
    article.addEventListener("focusin", () => this.look(), { signal });
    article.addEventListener("click", (event) => this.pick(event), { signal });
    this.cursor.onend = (taken) => this.leaveCursor(taken);
    this.keys();
    this.look();
  }

  private get types(): string[] {
    return this.ctx.status?.types ?? [];
  }

  private look(): void {
    if (this.signal.aborted || this.bar.contains(document.activeElement)) return;
    this.selection = this.text.selected(this.article);
    const focused = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>("[data-mention]");
    this.mention = focused && this.article.contains(focused) ? Number(focused.dataset["mention"]) : -1;
    if (this.respanning < 0) this.takeName();
    this.draw();
  }

  /** What is selected within a name stands for the name. */
  private takeName(): void {
    const span = this.selection;
    const within = span ? this.doc.mentions.findIndex(({ begin, end }) => begin <= span.begin && span.end <= end) : -1;
    if (within < 0) return;
    this.mention = within;
    this.selection = null;
  }

  private get current(): Mention | undefined {
    return this.doc.mentions[this.mention];
  }

  private acts(): Act[] {
    const typed = (run: (type: string) => void): Act[] => this.types.map((type, i) => ({ key: String(i + 1), label: typeWord(type), run: () => run(type) }));
    if (this.selection) {
      const span = this.selection;
      if (this.respanning >= 0) return [{ key: "Enter", label: "Take this extent", run: () => this.respan(span) }];
      return typed((type) => this.mark(span, type));
    }
    const mention = this.current;
    if (!mention) return [];
    const body = { id: mention.entity, name: mention.name, type: mention.type };
    const then = async (changed: Promise<boolean>): Promise<void> => { if (await changed) this.redraw(mention.begin); };
    return [
      ...typed((type) => this.retype(mention, type)),
      { key: "x", label: "No name", run: () => this.reject(mention) },
      { key: "e", label: "Extent", run: () => this.beginRespan() },
      ...(mention.entity ? [
        { key: "m", label: "Merge", run: () => void then(merge(this.ctx, body)) },
        { key: "s", label: "Split", run: () => void then(split(this.ctx, body, this.doc.id, mention)) },
        { key: "r", label: "Rename", run: () => void then(rename(this.ctx, body)) },
        { key: "a", label: "Note", run: () => void then(note(this.ctx, { entity: body.id }, body.name)) },
      ] : []),
    ];
  }

  private draw(): void {
    const acts = this.acts();
    const button = ({ key, label, run }: Act): HTMLElement => h("button", { type: "button", onclick: run }, h("kbd", {}, key), label);
    fill(this.bar, h("p", { class: "what" }, this.what()), h("div", { class: "acts" }, acts.map(button),
      !acts.length && [this.pickButton(), button({ key: "w", label: "Select words", run: () => this.beginCursor() }), button({ key: "a", label: "Note on the document", run: () => this.noteDocument() })],
      button({ key: "u", label: "Undo", run: () => this.undo() }), !acts.length && !this.ctx.status?.user && this.whoField()));
  }

  private what(): Child {
    if (this.selection) {
      const words = this.text.text.slice(this.selection.begin, this.selection.end).replace(/\s+/g, " ");
      const shown = words.length > 60 ? `${words.slice(0, 57)}…` : words;
      return [h("q", {}, shown), this.respanning >= 0 ? " is the name" : " is", this.cursor.on && h("span", { class: "faint small" }, " ← → move, Shift widens, [ ] move the beginning, Esc ends")];
    }
    const mention = this.current;
    if (mention) return [h("q", {}, this.text.text.slice(mention.begin, mention.end).replace(/\s+/g, " ")), h("span", { class: "faint" }, ` ${mention.name} · ${typeWord(mention.type)} · ${percent(mention.confidence)}`)];
    return h("span", { class: "faint" }, "Select words to mark them; n goes to the next name");
  }

  private pickButton(): HTMLElement {
    return h("button", { type: "button", "aria-pressed": String(picking), onclick: () => this.togglePicking() }, h("kbd", {}, "t"), "Clicks pick names");
  }

  private togglePicking(): void {
    picking = !picking;
    this.draw();
    this.ctx.say(picking ? "A click on a name picks it for correction" : "A click on a name goes to its page");
  }

  private pick(event: MouseEvent): void {
    const name = (event.target as Element).closest<HTMLElement>("[data-mention]");
    if (!picking || !name) return;
    event.preventDefault();
    name.focus();
    this.look();
  }

  private whoField(): HTMLElement {
    const field = h("input", { type: "text", value: who(), size: 12, onchange: () => setWho(field.value.trim()) });
    return h("label", { class: "who small" }, "as ", field);
  }

  private async send(correction: Parameters<typeof correct>[1], said: string, at: number): Promise<void> {
    if (await correct(this.ctx, correction, said)) this.redraw(at);
  }

  private mark({ begin, end }: Span, type: string): void {
    void this.send({ kind: "mark", document: this.doc.id, begin, end, type }, `Marked as ${typeWord(type)}`, begin);
  }

  private retype({ begin, end }: Mention, type: string): void {
    void this.send({ kind: "retype", document: this.doc.id, begin, end, type }, `Now ${aType(type)}`, begin);
  }

  private reject({ begin, end }: Mention): void {
    void this.send({ kind: "reject", document: this.doc.id, begin, end }, "No longer a name", begin);
  }

  private beginRespan(): void {
    const mention = this.current;
    if (!mention) return;
    this.respanning = this.mention;
    this.cursor.begin(mention);
    this.look();
  }

  private respan({ begin, end }: Span): void {
    const mention = this.doc.mentions[this.respanning];
    if (mention) void this.send({ kind: "respan", document: this.doc.id, begin: mention.begin, end: mention.end, new_begin: begin, new_end: end }, "Extent changed", begin);
  }

  private beginCursor(): void {
    const mention = this.current;
    this.cursor.begin(mention ?? this.cursor.firstVisible());
    this.look();
  }

  private leaveCursor(taken: boolean): void {
    const span = this.text.selected(this.article);
    if (taken && this.respanning >= 0 && span) return this.respan(span);
    this.respanning = -1;
    this.look();
  }

  private noteDocument(): void {
    void note(this.ctx, { document: this.doc.id }, this.doc.reference || "this document").then((kept) => { if (kept) this.redraw(); });
  }

  private undo(): void {
    void undoLast(this.ctx).then((undone) => { if (undone) this.redraw(this.current?.begin); });
  }

  /** The keys stand for the acts of the moment. */
  private keys(): void {
    const act = (key: string): void => {
      this.look(); // the browser tells of a new selection only later
      const found = this.acts().find((each) => each.key === key);
      if (found) found.run();
      else if (key === "a") this.noteDocument();
      else this.ctx.say("Select words or go to a name first");
    };
    const all: [string, string][] = [
      ...this.types.map((type, i): [string, string] => [String(i + 1), `Name or words: ${typeWord(type)}`]),
      ["x", "Name: it is none"], ["e", "Name: change its extent"], ["m", "Name: merge"], ["s", "Name: split"], ["r", "Name: rename"], ["a", "Note"],
    ];
    this.ctx.keys([
      ...all.map(([key, what]) => ({ key, what, run: () => act(key) })),
      { key: "w", what: "Select words by arrow keys", run: () => this.beginCursor() },
      { key: "t", what: "Clicks pick names, or go to their pages", run: () => this.togglePicking() },
      { key: "u", what: "Undo", run: () => this.undo() },
    ]);
  }
}
