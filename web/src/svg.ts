// h() for SVG: attributes as they are, text as text.
type Value = string | number | undefined;

export function svg<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Record<string, Value> = {}, ...children: (Node | string)[]): SVGElementTagNameMap[K] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  change(element, attributes);
  element.append(...children);
  return element;
}

export function change(element: Element, attributes: Record<string, Value>): void {
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(name, String(value));
}
