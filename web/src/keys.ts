// Keys without a mouse: single letters and two-letter sequences ("g s"). Silent while the user types, while a dialogue
// is open, with a modifier, and when switched off (WCAG 2.1.4).
import { typing } from "./dom";
import type { Key } from "./view";

const switchedOff = "keys-off";

export class KeyBoard {
  private global: Key[] = [];
  private local: Key[] = [];
  private begun = "";
  private timer = 0;

  constructor() {
    document.addEventListener("keydown", (event) => this.hear(event));
  }

  always(keys: Key[]): void {
    this.global = keys;
  }

  /** A key that is there already gets the new meaning. */
  add(keys: Key[]): void {
    this.local = [...this.local.filter(({ key }) => !keys.some((each) => each.key === key)), ...keys];
  }

  clear(): void {
    this.local = [];
  }

  /** What holds now: of the view, and everywhere. */
  list(): { here: readonly Key[]; everywhere: readonly Key[] } {
    return { here: this.local, everywhere: this.global };
  }

  get on(): boolean {
    try {
      return localStorage.getItem(switchedOff) === null;
    } catch {
      return true;
    }
  }

  set on(value: boolean) {
    try {
      if (value) localStorage.removeItem(switchedOff);
      else localStorage.setItem(switchedOff, "1");
    } catch {
      // storage switched off: the keys stay on
    }
  }

  private hear(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!this.on || typing(event.target) || document.querySelector("dialog[open]")) return;
    const pressed = this.begun ? `${this.begun} ${event.key}` : event.key;
    const known = [...this.local, ...this.global];
    const found = known.find((each) => each.key === pressed);
    this.begun = "";
    clearTimeout(this.timer);
    if (found) {
      event.preventDefault();
      found.run(event);
    } else if (known.some((each) => each.key.startsWith(`${event.key} `))) {
      this.begun = event.key;
      this.timer = window.setTimeout(() => { this.begun = ""; }, 1_500);
    }
  }
}
