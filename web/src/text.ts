// A text with names in it as nodes, and the way from nodes back to offsets (UTF-16 units of the text).
import { typeClass, typeWord } from "./words";
import { h } from "./dom";

export interface Span {
  begin: number;
  end: number;
}

export interface Name extends Span {
  type: string;
  /** Where a click leads; without it the name is no link. */
  href?: string;
  /** Of the document's mentions. */
  index: number;
  /** The tagger's doubt is shown below this. */
  confidence: number;
}

const unsure = 0.6;

/** Names are in order and do not overlap; those that begin in [begin, end) are drawn. */
export class MarkedText {
  private readonly starts = new WeakMap<Text, number>();

  constructor(
    readonly text: string,
    private readonly names: readonly Name[],
  ) {}

  plain(begin: number, end: number): Text {
    const node = document.createTextNode(this.text.slice(begin, end));
    this.starts.set(node, begin);
    return node;
  }

  nodes(begin: number, end: number): Node[] {
    const out: Node[] = [];
    let at = begin;
    for (let i = this.firstFrom(begin); i < this.names.length; i++) {
      const name = this.names[i]!;
      if (name.begin >= end) break;
      if (name.begin > at) out.push(this.plain(at, name.begin));
      const stop = Math.min(name.end, end);
      out.push(this.name(name, stop));
      at = stop;
    }
    if (at < end) out.push(this.plain(at, end));
    return out;
  }

  private name(name: Name, end: number): HTMLElement {
    const props = { class: `name ${typeClass(name.type)}${name.confidence < unsure ? " unsure" : ""}`, "data-mention": name.index };
    const text = this.plain(name.begin, end);
    const kind = h("span", { class: "hidden" }, ` (${typeWord(name.type)})`);
    return name.href ? h("a", { ...props, href: name.href }, text, kind) : h("span", { ...props, tabindex: 0 }, text, kind);
  }

  private firstFrom(begin: number): number {
    let low = 0;
    let high = this.names.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.names[middle]!.begin < begin) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The words that are selected in `root`, without blanks at the ends; null if none. */
  selected(root: Node): Span | null {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
    let begin = Infinity;
    let end = -1;
    for (const node of textsIn(range.commonAncestorContainer)) {
      const start = this.starts.get(node);
      if (start === undefined || !range.intersectsNode(node)) continue;
      begin = Math.min(begin, start + (node === range.startContainer ? range.startOffset : 0));
      end = Math.max(end, start + (node === range.endContainer ? range.endOffset : node.length));
    }
    while (begin < end && /\s/.test(this.text[begin] ?? "")) begin++;
    while (begin < end && /\s/.test(this.text[end - 1] ?? "")) end--;
    return begin < end ? { begin, end } : null;
  }

  /** Selects a span that is drawn in `root`, and brings it into sight. */
  select(root: Node, { begin, end }: Span): void {
    const range = document.createRange();
    let found = false;
    for (const node of textsIn(root)) {
      const start = this.starts.get(node);
      if (start === undefined) continue;
      if (!found && begin >= start && begin < start + node.length) {
        range.setStart(node, begin - start);
        found = true;
      }
      if (found && end > start && end <= start + node.length) {
        range.setEnd(node, end - start);
        const selection = getSelection();
        selection?.removeAllRanges();
        selection?.addRange(range);
        node.parentElement?.scrollIntoView({ block: "nearest" });
        return;
      }
    }
  }

  /** Where the first text of an element begins; -1 if it has none of this text. */
  beginOf(element: Node): number {
    for (const node of textsIn(element)) {
      const start = this.starts.get(node);
      if (start !== undefined) return start;
    }
    return -1;
  }
}

function* textsIn(root: Node): Generator<Text> {
  if (root instanceof Text) {
    yield root;
    return;
  }
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) yield node as Text;
}
