// Selecting words without a mouse: arrows move from word to word, with Shift the end, [ and ] the beginning; Enter takes
// the words, Escape leaves them.
import type { MarkedText, Span } from "./text";

const word = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}.'’&/-]*[\p{L}\p{M}\p{N}])?/gu;

export class WordCursor {
  on = false;
  onend: (taken: boolean) => void = () => undefined;
  private readonly words: Span[] = [];
  private first = 0;
  private last = 0;

  constructor(
    private readonly article: HTMLElement,
    private readonly text: MarkedText,
    signal: AbortSignal,
  ) {
    document.addEventListener("keydown", (event) => { if (this.on) this.hear(event); }, { signal, capture: true });
    article.addEventListener("pointerdown", () => this.end(false), { signal });
  }

  /** Where the first paragraph begins that is in sight. */
  firstVisible(): Span {
    const seen = [...this.article.querySelectorAll("p, h2, dl")].find((each) => each.getBoundingClientRect().bottom > 80 && this.text.beginOf(each) >= 0);
    const begin = seen ? this.text.beginOf(seen) : 0;
    return { begin, end: begin };
  }

  /** Begins with the words of a span, or the first word after it. */
  begin({ begin, end }: Span): void {
    if (!this.words.length) for (const found of this.text.text.matchAll(word)) this.words.push({ begin: found.index, end: found.index + found[0].length });
    if (!this.words.length) return;
    this.first = Math.max(0, this.words.findIndex((each) => each.end > begin));
    this.last = Math.max(this.first, this.words.findLastIndex((each) => each.begin < end));
    this.on = true;
    this.show();
  }

  end(taken: boolean): void {
    if (!this.on) return;
    this.on = false;
    if (!taken) getSelection()?.removeAllRanges();
    this.onend(taken);
  }

  private hear(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step && event.shiftKey) this.to(this.first, Math.max(this.first, this.last + step));
    else if (step) this.to(step > 0 ? this.last + 1 : this.first - 1);
    else if (event.key === "ArrowDown") this.to(this.last + 10);
    else if (event.key === "ArrowUp") this.to(this.first - 10);
    else if (event.key === "[") this.to(this.first - 1, this.last);
    else if (event.key === "]") this.to(Math.min(this.last, this.first + 1), this.last);
    else if (event.key === "Enter") this.end(true);
    else if (event.key === "Escape") this.end(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private to(first: number, last = first): void {
    const inside = (i: number): number => Math.max(0, Math.min(this.words.length - 1, i));
    this.first = inside(first);
    this.last = inside(last);
    this.show();
  }

  private show(): void {
    const first = this.words[this.first];
    const last = this.words[this.last];
    if (first && last) this.text.select(this.article, { begin: first.begin, end: last.end });
  }
}
