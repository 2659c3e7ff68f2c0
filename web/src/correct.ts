// Sending corrections, taking them back, and asking for what they need.
import type { Api } from "./api";
import { ask } from "./dialog";
import type { Completion, Made, NewCorrection } from "./contract";
import { debounce, fill, freshId, h } from "./dom";
import { forgetResults } from "./results";
import { count, typeClass } from "./words";
import type { Context } from "./view";

export interface Somebody {
  id: number;
  name: string;
  type: string;
}

/** Corrections of this visit, latest last: what `u` takes back. */
const done: number[] = [];
const whoKey = "who";

/** Who corrects, where the server does not know: kept by this browser. */
export function who(): string {
  try {
    return localStorage.getItem(whoKey) ?? "";
  } catch {
    return "";
  }
}

export function setWho(name: string): void {
  try {
    localStorage.setItem(whoKey, name);
  } catch {
    // then every correction goes without a name
  }
}

/** Null where it makes no sense; the user has then been told why. */
export async function correct(ctx: Context, correction: NewCorrection, said: string): Promise<Made | null> {
  const name = who();
  try {
    const made = await ctx.api.correct(name && !ctx.status?.user ? { ...correction, who: name } : correction);
    if (correction.kind !== "undo") done.push(made.id);
    forgetResults();
    ctx.say(said);
    return made;
  } catch (error) {
    ctx.say(error instanceof Error ? error.message : String(error), "error");
    return null;
  }
}

export async function undoLast(ctx: Context): Promise<boolean> {
  const last = done.pop();
  if (last === undefined) {
    ctx.say("Nothing to take back on this visit; older corrections are under Corrections");
    return false;
  }
  return (await correct(ctx, { kind: "undo", undoes: last }, "Taken back")) !== null;
}

export async function undo(ctx: Context, id: number): Promise<boolean> {
  const at = done.indexOf(id);
  if (at >= 0) done.splice(at, 1);
  return (await correct(ctx, { kind: "undo", undoes: id }, "Taken back")) !== null;
}

export async function rename(ctx: Context, somebody: Somebody): Promise<boolean> {
  const answer = await ask("Rename", h("label", { class: "field" }, `${somebody.name} is to be shown as`,
    h("input", { type: "text", name: "value", value: somebody.name, required: true, autofocus: true })), "Rename");
  const value = String(answer?.get("value") ?? "").trim();
  return value !== "" && (await correct(ctx, { kind: "rename", entity: somebody.id, value }, `Now shown as ${value}`)) !== null;
}

export async function note(ctx: Context, about: { entity: number } | { document: number }, name: string): Promise<boolean> {
  const answer = await ask("Note", h("label", { class: "field" }, `A remark on ${name}`,
    h("textarea", { name: "value", rows: 4, required: true, autofocus: true })), "Keep");
  const value = String(answer?.get("value") ?? "").trim();
  return value !== "" && (await correct(ctx, { kind: "note", ...about, value }, "Noted")) !== null;
}

/** Splits the mention off, or all of the document's mentions of this entity. */
export async function split(ctx: Context, somebody: Somebody, document: number, place: { begin: number; end: number }): Promise<boolean> {
  const choice = (value: string, text: string, checked: boolean): HTMLElement =>
    h("label", { class: "choice" }, h("input", { type: "radio", name: "where", value, checked, autofocus: checked }), text);
  const answer = await ask(`Not ${somebody.name}`, h("fieldset", {}, h("legend", {}, "It is somebody or something else"),
    choice("document", "in this document", true), choice("place", "at this place only", false)), "Split");
  if (!answer) return false;
  const where = answer.get("where") === "place" ? { begin: place.begin, end: place.end } : {};
  return (await correct(ctx, { kind: "split", entity: somebody.id, document, ...where }, `No longer ${somebody.name}`)) !== null;
}

const prefixes: Record<string, string> = { PER: "person", LOC: "place", ORG: "org", MISC: "misc" };

/** Those that go by a name, and those whose name begins so. */
async function candidates(api: Api, name: string, type: string): Promise<Somebody[]> {
  const [known, completed] = await Promise.all([api.entities(name), api.complete(`${prefixes[type] ?? "name"}:"${name.replace(/"/g, "")}`)]);
  const typeOf = (kind: Completion["kind"]): string => Object.keys(prefixes).find((each) => prefixes[each] === kind) ?? "";
  const all = [...known.entities.map((each) => ({ ...each })),
    ...completed.items.flatMap((item) => item.entity ? [{ id: item.entity, name: item.text, type: typeOf(item.kind), documents: item.documents }] : [])];
  return all.filter((each, i) => all.findIndex((other) => other.id === each.id) === i);
}

/** Finds the entity that `somebody` is the same as. */
export async function merge(ctx: Context, somebody: Somebody): Promise<boolean> {
  const list = h("fieldset", { class: "candidates" }, h("legend", { class: "hidden" }, "Found"));
  const hint = freshId("hint");
  const search = async (name: string): Promise<void> => {
    if (name.length < 2) return;
    const found = (await candidates(ctx.api, name, somebody.type)).filter(({ id }) => id !== somebody.id);
    fill(list, h("legend", { class: "hidden" }, "Found"), found.length
      ? found.map((each, i) => h("label", { class: "choice" }, h("input", { type: "radio", name: "other", value: each.id, required: true, checked: i === 0 }),
        h("span", { class: `type ${typeClass(each.type)}` }, each.type), h("span", {}, each.name),
        "documents" in each && h("span", { class: "faint small" }, count(Number(each.documents), "document"))))
      : h("p", { class: "faint" }, "Nobody and nothing goes by this name"));
  };
  const later = debounce(150, (name: string) => void search(name).catch(() => undefined));
  const box = h("input", { type: "search", "aria-describedby": hint, autofocus: true, autocomplete: "off", oninput: () => later(box.value.trim()) });
  const answer = await ask("Merge", [
    h("label", { class: "field" }, `${somebody.name} is the same as`, box), h("p", { id: hint, class: "hidden" }, "Type a name; Tab leads to what was found"), list,
    h("label", { class: "check" }, h("input", { type: "checkbox", name: "keep" }), ` Keep the name ${somebody.name}`)], "Merge");
  const other = Number(answer?.get("other") ?? 0);
  if (!answer || !other) return false;
  const [entity, merged] = answer.get("keep") ? [somebody.id, other] : [other, somebody.id];
  return (await correct(ctx, { kind: "merge", entity, other: merged }, "Merged")) !== null;
}
