// The only way in which this page makes elements. Whatever comes from an archive goes in as a text node or as a
// property or attribute value, never as markup.

export type Child = Node | string | number | false | null | undefined | Child[];
type Handler = (event: never) => void;
export type Props = Record<string, string | number | boolean | null | undefined | Handler>;

export function append(parent: Node, ...children: Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(parent, ...child);
    else if (child instanceof Node) parent.appendChild(child);
    else if (child !== false && child !== null && child !== undefined) parent.appendChild(document.createTextNode(String(child)));
  }
}

// "on..." adds a listener, true an empty attribute, false and undefined none. Styles and raw markup have no way in.
function set(element: Element, name: string, value: Props[string]): void {
  if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
  else if (name === "value") (element as HTMLInputElement).value = String(value ?? "");
  else if (value === true) element.setAttribute(name, "");
  else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
}

/** h("a", {href, class: "quiet"}, "text", h("b", {}, "more")) */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props?: Props, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const name in props) set(element, name, props[name]);
  append(element, ...children);
  return element;
}

export function fragment(...children: Child[]): DocumentFragment {
  const made = document.createDocumentFragment();
  append(made, ...children);
  return made;
}

/** Puts these in the place of all that was in `parent`. */
export function fill(parent: Element, ...children: Child[]): void {
  parent.replaceChildren(fragment(children));
}

/** True while the user types: keys that are letters then belong to the field. */
export function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

let made = 0;
/** An id for label/for, aria-controls and the like. */
export function freshId(prefix: string): string {
  return `${prefix}-${++made}`;
}

/** Runs `action` once the calls have paused for `ms`. */
export function debounce<A extends unknown[]>(ms: number, action: (...args: A) => void): (...args: A) => void {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => action(...args), ms);
  };
}

/** Hands a file to the browser to be saved. */
export function save(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
