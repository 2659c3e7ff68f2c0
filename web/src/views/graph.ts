// Who appears with whom: a picture to walk in, and the same as a list.
import { aborted } from "../api";
import { failed } from "../complaint";
import type * as api from "../contract";
import { controls, readWish, summary, writeWish, type Wish } from "../graph/controls";
import { addAnswer, emptyGraph } from "../graph/data";
import { gexf } from "../graph/gexf";
import { Layout } from "../graph/layout";
import { NodeList } from "../graph/list";
import { drawPanel, type Acts } from "../graph/panel";
import { Picture } from "../graph/picture";
import { seeder } from "../graph/seed";
import { debounce, fill, h, save } from "../dom";
import type { Context, View } from "../view";
import { count } from "../words";

const MORE = 40; // names that an expansion brings at most

class GraphView {
  private readonly graph = emptyGraph();
  private readonly stage = h("div", { class: "stage", tabindex: 0, role: "application", "aria-label": "Graph", "aria-describedby": "graph-keys" });
  private readonly panel = h("aside", { class: "panel card", "aria-label": "Chosen name" });
  private readonly facts = h("p", { class: "sum", role: "status" });
  private readonly pause = h("button", { type: "button", hidden: true, onclick: () => this.toggleLayout() }, "Pause");
  private readonly list: NodeList;
  private picture: Picture | undefined;
  private layout: Layout | undefined;
  private selected: string | null;
  private documents = 0;

  constructor(
    private readonly root: HTMLElement,
    private wish: Wish,
    selected: string | null,
    private readonly ctx: Context,
  ) {
    this.selected = selected;
    this.list = new NodeList(this.graph, (id) => this.pick(id), (id) => ctx.link("entity", { id }));
  }

  start(): () => void {
    const { ctx } = this;
    const button = (text: string, run: () => void, label = text): HTMLElement => h("button", { type: "button", "aria-label": label, onclick: run }, text);
    this.root.append(
      h("h1", {}, "Graph"),
      controls(ctx, this.wish, (part) => this.change(part)),
      this.facts,
      h("div", { class: "walk" },
        h("div", { class: "frame" },
          this.stage,
          h("div", { class: "tools-over", role: "toolbar", "aria-label": "Picture" },
            button("+", () => this.picture?.zoom(0.67), "Nearer"), button("−", () => this.picture?.zoom(1.5), "Farther"),
            button("Fit", () => this.picture?.fit()), this.pause, button("GEXF", () => this.saveGexf(), "Save as GEXF"),
            button("PNG", () => void this.savePng(), "Save as PNG")),
          h("p", { class: "hidden", id: "graph-keys" }, "Arrow keys move the picture, plus and minus zoom. The list of names below holds all that is shown.")),
        h("div", { class: "aside" }, seeder(ctx, (entity) => this.expand(String(entity))), this.panel)),
      this.list.element);
    this.drawPanel();
    this.makePicture();
    this.listen();
    void this.load();
    return () => this.leave();
  }

  private makePicture(): void {
    try {
      this.picture = new Picture(this.stage, this.graph, (id) => this.clicked(id));
      this.layout = new Layout(this.graph, (done) => { this.pause.hidden = this.graph.order < 2; fill(this.pause, done ? "Arrange" : "Pause"); });
    } catch {
      this.picture?.leave();
      this.picture = undefined;
      fill(this.stage, h("p", { class: "empty" }, "This browser shows no WebGL pictures: the list below has all names."));
    }
  }

  private listen(): void {
    const { signal } = this.ctx;
    document.addEventListener("themechange", () => this.picture?.recolour(), { signal });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.picture?.recolour(), { signal });
    this.stage.addEventListener("keydown", (event) => this.key(event), { signal });
    this.ctx.keys([
      { key: "j", what: "Next name of the list", run: () => this.step(1) },
      { key: "k", what: "Previous name", run: () => this.step(-1) },
      { key: "e", what: "Add the company of the chosen name", run: () => { if (this.selected) void this.expand(this.selected); } },
      { key: "o", what: "Open its page", run: () => { if (this.selected) this.ctx.go("entity", { id: this.selected }); } },
      { key: "f", what: "Fit the graph into the picture", run: () => this.picture?.fit() },
      { key: "p", what: "Pause the layout, or arrange anew", run: () => this.toggleLayout() },
      { key: "Escape", what: "Choose no name", run: () => this.pick(null) },
    ]);
  }

  private leave(): void {
    this.layout?.leave();
    this.picture?.leave();
  }

  /** Another graph: a new address, shown anew. */
  private change(part: Partial<Wish>): void {
    this.ctx.go("graph", writeWish({ ...this.wish, ...part }));
  }

  private keep(): void {
    this.ctx.keep({ ...writeWish(this.wish), node: this.selected ?? undefined }, { replace: true });
  }

  private async load(): Promise<void> {
    const { wish } = this;
    this.ctx.title(wish.q ? `Graph: ${wish.q}` : "Graph");
    fill(this.facts, "Asking…");
    try {
      const answer = await this.ask({ nodes: wish.nodes, around: wish.around || undefined });
      this.documents = answer.documents;
      addAnswer(this.graph, answer);
      for (const id of wish.open) addAnswer(this.graph, await this.ask({ nodes: MORE, around: id }), String(id));
      this.grown();
      if (this.selected && !this.graph.hasNode(this.selected)) this.selected = null;
      if (this.selected) this.pick(this.selected);
    } catch (error) {
      if (!aborted(error)) fill(this.facts, failed(error, wish.q));
    }
  }

  private ask(part: { nodes: number; around: number | undefined }): Promise<api.Graph> {
    const { q, types, years, weight, links } = this.wish;
    return this.ctx.api.get<api.Graph>("graph", { q, types: types.join(","), years, weight, links, ...part }, this.ctx.signal);
  }

  private grown(): void {
    this.list.draw();
    this.drawPanel();
    fill(this.facts, this.graph.order ? summary(this.documents, this.graph.order, this.graph.size, this.wish.links)
      : "No names in these documents are together so often: try fewer documents together, or another query.");
    this.stage.setAttribute("aria-label", `Graph of ${this.facts.textContent}`);
    this.picture?.grown();
    this.layout?.start();
  }

  private clicked(id: string | null): void {
    this.pick(id);
    if (id) void this.expand(id);
  }

  private pick(id: string | null): void {
    this.selected = id;
    this.picture?.select(id);
    this.list.select(id);
    this.drawPanel();
    this.keep();
  }

  private drawPanel(): void {
    const acts: Acts = {
      pick: (id) => { this.pick(id); if (id) this.picture?.show(id); },
      expand: (id) => void this.expand(id),
      only: (id) => this.change({ around: Number(id), open: [] }),
    };
    drawPanel(this.panel, this.graph, this.selected, this.wish, this.ctx, acts);
  }

  private step(by: number): void {
    const id = this.list.step(by);
    if (!id) return;
    this.pick(id);
    this.picture?.show(id);
    this.sayNode(id);
  }

  private readonly sayNode = debounce(300, (id: string) => {
    const { label, documents } = this.graph.getNodeAttributes(id);
    this.ctx.say(`${label}: ${count(documents, "document")}, ${count(this.graph.degree(id), "link")}`);
  });

  /** Brings the company of a name, once. */
  private async expand(id: string): Promise<void> {
    const entity = Number(id);
    if (this.wish.open.includes(entity)) return;
    const answer = await this.ask({ nodes: MORE, around: entity });
    this.wish.open.push(entity);
    const added = addAnswer(this.graph, answer, id);
    this.grown();
    if (this.graph.hasNode(id)) this.pick(id);
    this.ctx.say(added ? `${count(added, "name")} added` : "No names to add with these filters");
  }

  private toggleLayout(): void {
    if (this.layout?.running) this.layout.stop();
    else this.layout?.start();
  }

  private key(event: KeyboardEvent): void {
    const step = 0.15;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => this.picture?.pan(-step, 0), ArrowRight: () => this.picture?.pan(step, 0),
      ArrowUp: () => this.picture?.pan(0, -step), ArrowDown: () => this.picture?.pan(0, step),
      "+": () => this.picture?.zoom(0.67), "-": () => this.picture?.zoom(1.5), "0": () => this.picture?.fit(),
      Enter: () => { if (this.selected) void this.expand(this.selected); },
    };
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move();
  }

  private saveGexf(): void {
    const day = new Date().toISOString().slice(0, 10);
    const asked = [this.wish.q || "all documents", this.wish.years, this.wish.types.join(" ")].filter(Boolean).join("; ");
    save("graph.gexf", new Blob([gexf(this.graph, asked, day)], { type: "application/gexf+xml" }));
  }

  private async savePng(): Promise<void> {
    if (this.picture) save("graph.png", await this.picture.png());
  }
}

export const view: View = {
  mount(root, params, ctx) {
    return new GraphView(root, readWish(params), params.get("node") ?? params.get("around"), ctx).start();
  },
};
