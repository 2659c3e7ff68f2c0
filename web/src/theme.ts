// Light or dark: the system's choice until the user makes one, which this browser then remembers. The root element's
// data-theme always says which is shown; "themechange" is sent to the document when it changes (for canvases).
type Theme = "light" | "dark";

const system = matchMedia("(prefers-color-scheme: dark)");

function chosen(): Theme | null {
  try {
    const value = localStorage.getItem("theme");
    return value === "light" || value === "dark" ? value : null;
  } catch {
    return null; // storage switched off
  }
}

export function shownTheme(): Theme {
  return document.documentElement.dataset["theme"] === "dark" ? "dark" : "light";
}

function show(theme: Theme): Theme {
  document.documentElement.dataset["theme"] = theme;
  document.dispatchEvent(new CustomEvent("themechange"));
  return theme;
}

export function applyTheme(): void {
  const follow = (): Theme => show(chosen() ?? (system.matches ? "dark" : "light"));
  system.addEventListener("change", follow);
  follow();
}

export function toggleTheme(): Theme {
  const next: Theme = shownTheme() === "dark" ? "light" : "dark";
  try {
    localStorage.setItem("theme", next);
  } catch {
    // for this page only, then
  }
  return show(next);
}
