// Institutions while one types: what is found becomes a box to tick. Without this the "Search" button does it.

const WAIT = 250; // milliseconds after the last key

export function pick(holder, id, name, ticked = true) {
  const list = holder.querySelector("[data-boxes]");
  const known = [...holder.querySelectorAll('input[name="picked"]')].find((box) => box.value === id);
  if (known) {
    known.checked ||= ticked;
    list.append(known.closest("label")); // out of those of last time, which are folded
    return known;
  }
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.name = "picked";
  box.value = id;
  box.checked = ticked;
  label.append(box, ` ${name}`);
  list.append(label);
  return box;
}

export const picked = (holder) =>
  [...holder.querySelectorAll('input[name="picked"]:checked')].map((box) => ({
    id: box.value,
    name: box.closest("label").textContent.trim(),
  }));

export function unpick(holder) {
  for (const box of holder.querySelectorAll('input[name="picked"]')) box.checked = false;
}

function option(holder, typed, found, results) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button picker__found";
  button.textContent = found.name;
  button.addEventListener("click", () => {
    const box = pick(holder, found.id, found.name);
    typed.value = "";
    results.replaceChildren();
    typed.dispatchEvent(new Event("change", { bubbles: true }));
    box.focus();
  });
  return button;
}

export function begin(holder) {
  const typed = holder.querySelector("[data-typed]");
  const results = holder.querySelector("[data-results]");
  const words = holder.dataset;
  if (!words.address) return;
  holder.querySelector("[data-search]").hidden = true;
  let waiting;
  let last = 0;

  async function search() {
    const text = typed.value.trim();
    const turn = ++last;
    if (text.length < 2 || /[;\n]/.test(text)) return results.replaceChildren();
    let found;
    try {
      const answer = await fetch(`${words.address}?q=${encodeURIComponent(text)}`, { redirect: "manual" });
      found = answer.ok ? (await answer.json()).found : [];
    } catch {
      return results.replaceChildren(); // no connection: the name is sent as it was typed
    }
    if (turn !== last) return;
    const said = document.createElement("p");
    said.className = "muted";
    said.textContent = found.length ? words.some.replace("{n}", found.length) : words.none;
    results.replaceChildren(said, ...found.map((one) => option(holder, typed, one, results)));
  }

  typed.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, WAIT);
  });
  typed.addEventListener("keydown", (event) => {
    const first = results.querySelector("button");
    if (event.key === "Escape") results.replaceChildren();
    else if (event.key === "Enter") {
      event.preventDefault();
      first?.click();
    } else if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      first.focus();
    }
  });
}
