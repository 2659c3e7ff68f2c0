// What is known of the thing under the pointer or the focus. Can be pointed at itself, goes with Escape (WCAG 1.4.13).
import { type Child, fill, h } from "./dom";

/** For the elements in `root` that match `selector`. */
export function tips(root: HTMLElement, selector: string, about: (element: HTMLElement) => Child, signal: AbortSignal): void {
  const tip = h("div", { id: "tip", role: "tooltip", class: "tip", hidden: true });
  document.body.append(tip);
  signal.addEventListener("abort", () => tip.remove());
  let shown: HTMLElement | null = null;
  let timer = 0;

  const hide = (): void => {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    tip.hidden = true;
  };
  const show = (element: HTMLElement): void => {
    clearTimeout(timer);
    if (shown === element) return;
    hide();
    shown = element;
    fill(tip, about(element));
    tip.hidden = false;
    element.setAttribute("aria-describedby", "tip");
    const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = tip;
    tip.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
    tip.style.top = `${box.top > height + 12 ? box.top - height - 4 : box.bottom + 4}px`;
  };
  const hideSoon = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(hide, 150);
  };
  const of = (event: Event): HTMLElement | null => (event.target as Element).closest?.<HTMLElement>(selector) ?? null;

  root.addEventListener("mouseover", (event) => { const element = of(event); if (element) show(element); else if (shown) hideSoon(); }, { signal });
  root.addEventListener("mouseleave", hideSoon, { signal });
  root.addEventListener("focusin", (event) => { const element = of(event); if (element?.matches(":focus-visible")) show(element); else hide(); }, { signal });
  root.addEventListener("focusout", hide, { signal });
  tip.addEventListener("mouseenter", () => clearTimeout(timer));
  tip.addEventListener("mouseleave", hideSoon);
  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); }, { signal });
  addEventListener("scroll", hide, { signal, passive: true });
}
