// The key "/" leads to the search of the desk, unless she writes somewhere or has switched it off: whoever
// dictates or holds keys by accident must be able to (WCAG 2.1.4). Without this script the box is there too.
const KEPT = "entramado:search-key";
const box = document.querySelector("[data-search-key]");
const hint = document.querySelector("[data-search-hint]");
const toggle = document.querySelector("[data-search-switch]");
const WRITES = "input, textarea, select, [contenteditable]:not([contenteditable='false']), [role='textbox']";

const read = () => {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
};

let on = read();

const show = () => {
  hint.hidden = !on;
  toggle.hidden = false;
  toggle.setAttribute("aria-pressed", String(on));
};

toggle.addEventListener("click", () => {
  on = !on;
  try {
    localStorage.setItem(KEPT, on ? "on" : "off");
  } catch {
    // A browser that keeps nothing forgets it with the page.
  }
  show();
});

document.addEventListener("keydown", (event) => {
  if (!on || event.key !== "/" || event.defaultPrevented || event.repeat || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof Element && event.target.closest(WRITES)) return;
  event.preventDefault();
  box.focus();
  box.select();
});

show();
