// The page of the map before anyone comes to its drawing: the form, and when to fetch what draws.

const one = (selector) => document.querySelector(selector);
const figure = one("#red-mapa");

// The list of years becomes a slider; the list stays what is sent.
function slider() {
  const select = one("[data-fecha]");
  if (!select || select.options.length < 2) return;
  const range = Object.assign(document.createElement("input"), { type: "range", min: 0, max: select.options.length - 1, step: 1 });
  const shown = document.createElement("output");
  range.setAttribute("aria-label", select.dataset.label);
  const tell = () => {
    const text = select.options[range.value].textContent.trim();
    shown.textContent = text;
    range.setAttribute("aria-valuetext", text);
  };
  range.value = select.selectedIndex;
  tell();
  let wait = 0;
  range.addEventListener("input", () => {
    tell();
    clearTimeout(wait);
    wait = setTimeout(() => {
      if (select.selectedIndex === Number(range.value)) return;
      select.selectedIndex = Number(range.value);
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }, 150);
  });
  range.addEventListener("change", (event) => event.stopPropagation());
  select.classList.add("visually-hidden");
  select.tabIndex = -1;
  select.setAttribute("aria-hidden", "true");
  [range.id, select.id] = [select.id, "red-fechas"]; // the label and a problem's link find what is seen
  select.after(range, shown);
}

// What was left empty is not asked, so that the address stays short.
one("#red-form").addEventListener("htmx:configRequest", (event) => {
  const { formData } = event.detail;
  for (const [name, value] of [...formData.entries()]) if (value === "" || name === "busca") formData.delete(name);
});

// Where nothing can be drawn, the problem and the form stand alone.
document.body.addEventListener("htmx:afterSwap", () => (figure.hidden = !one("#red-datos").dataset.url));

slider();
// On a phone the list comes first: what draws is not fetched before she comes to the drawing.
const near = new IntersectionObserver((seen) => {
  if (!seen.some((entry) => entry.isIntersecting)) return;
  near.disconnect();
  import("./map.js").then(({ start }) => start());
});
near.observe(figure);
