// The graph as a table: every name with its documents and its company, for those who do not see or point.
import { fill, freshId, h } from "../dom";
import { count } from "../words";
import { ranked, type Shown } from "./data";

const PAGE = 50;
type Order = "documents" | "links" | "name";

export class NodeList {
  readonly element: HTMLElement;
  private readonly body = h("tbody");
  private readonly more = h("button", { type: "button", onclick: () => { this.shown += PAGE; this.draw(); } });
  private readonly found = h("p", { class: "faint small", role: "status" });
  private readonly heads = new Map<Order, HTMLElement>();
  private shown = PAGE;
  private order: Order = "documents";
  private wanted = "";
  private selected: string | null = null;

  constructor(
    private readonly graph: Shown,
    private readonly pick: (id: string) => void,
    private readonly address: (id: string) => string,
  ) {
    const id = freshId("find");
    const find = h("input", { type: "search", id, autocomplete: "off", oninput: () => { this.wanted = find.value.trim().toLocaleLowerCase(); this.shown = PAGE; this.draw(); } });
    this.element = h("section", { class: "nodes", "aria-label": "Names in the graph" },
      h("h2", {}, "Names"),
      h("p", { class: "find" }, h("label", { for: id }, "Find in the graph"), find),
      h("div", { class: "scroll" },
        h("table", {},
          h("thead", {}, h("tr", {}, this.head("name", "Name"), h("th", { scope: "col" }, "Type"),
            this.head("documents", "Documents"), this.head("links", "Links"), h("th", { scope: "col" }, h("span", { class: "hidden" }, "Page")))),
          this.body)),
      this.found, this.more);
  }

  select(id: string | null): void {
    this.selected = id;
    for (const row of this.body.children) this.mark(row);
  }

  draw(): void {
    const rows = this.sorted();
    fill(this.body, rows.slice(0, this.shown).map((id) => this.row(id)));
    for (const [order, head] of this.heads) head.setAttribute("aria-sort", order !== this.order ? "none" : order === "name" ? "ascending" : "descending");
    fill(this.found, this.wanted ? count(rows.length, "name") : "");
    fill(this.more, `Show ${Math.min(PAGE, rows.length - this.shown)} more of ${rows.length.toLocaleString("en")}`);
    this.more.hidden = rows.length <= this.shown;
  }

  /** The name `by` places below the selected one, in the order of the table. */
  step(by: number): string | undefined {
    const rows = this.sorted();
    const at = this.selected ? rows.indexOf(this.selected) : -1;
    return rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))];
  }

  private sorted(): string[] {
    const { graph } = this;
    const rows = ranked(graph).filter((id) => graph.getNodeAttribute(id, "label").toLocaleLowerCase().includes(this.wanted));
    if (this.order === "links") rows.sort((a, b) => graph.degree(b) - graph.degree(a));
    if (this.order === "name") rows.sort((a, b) => graph.getNodeAttribute(a, "label").localeCompare(graph.getNodeAttribute(b, "label")));
    return rows;
  }

  private head(order: Order, text: string): HTMLElement {
    const cell = h("th", { scope: "col", class: order === "name" ? "" : "number" },
      h("button", { type: "button", class: "quiet", onclick: () => { this.order = order; this.draw(); } }, text));
    this.heads.set(order, cell);
    return cell;
  }

  private row(id: string): HTMLElement {
    const { label, kind, documents } = this.graph.getNodeAttributes(id);
    const row = h("tr", { "data-id": id },
      h("th", { scope: "row" }, h("button", { type: "button", class: "link", onclick: () => this.pick(id) }, label || "(no name)")),
      h("td", {}, h("span", { class: `type ${kind}` }, kind)),
      h("td", { class: "number" }, documents.toLocaleString("en")),
      h("td", { class: "number" }, this.graph.degree(id).toLocaleString("en")),
      h("td", {}, h("a", { href: this.address(id), "aria-label": `Page of ${label}` }, "Page")));
    this.mark(row);
    return row;
  }

  private mark(row: Element): void {
    const here = row.getAttribute("data-id") === this.selected;
    row.classList.toggle("here", here);
    row.querySelector("button")?.setAttribute("aria-pressed", String(here));
  }
}
