// The drawing of the map: the form, the list and the canvas say the same, because all come from one answer.

const one = (selector, within = document) => within.querySelector(selector);
const figure = one("#red-mapa");
const stage = one("#red-lienzo");
const card = one("#red-ficha");
const voice = one("#red-voz");
const form = one("#red-form");
const words = voice.dataset;
const asked = new URLSearchParams(location.search);
let canvas = null;
let scene = null;
let turns = 0;
let answered = one("#red-respuesta").textContent.trim();
let sceneOf = null;

function say(text) {
  voice.textContent = text;
}

// What the address asks for; nothing where it asks for what cannot be, which the page says.
async function data() {
  const { url } = one("#red-datos").dataset;
  const answer = url && (await fetch(url));
  return answer?.ok ? answer.json() : { points: [], ties: [] };
}

function go(point, aside = "") {
  canvas.activate(point);
  canvas.reveal(point);
  say(`${point.name}. ${point.ties === 1 ? words.tiesOne : `${point.ties} ${words.ties}`}. ${point.group}. ${aside}`);
  mark(point.id);
  remember();
}

function mark(id) {
  for (const row of document.querySelectorAll("[data-point]")) row.classList.toggle("is-active", row.dataset.point === id);
}

async function open(point, { focus = false } = {}) {
  if (point.slot === "block") return unfold(point.id.split(":")[1]);
  const answer = await fetch(figure.dataset.card.replace("NODO", encodeURIComponent(point.id)) + location.search);
  if (!answer.ok) return undefined;
  card.innerHTML = await answer.text();
  card.hidden = false;
  clear(point);
  if (focus) one("h3", card)?.focus();
  return undefined;
}

function clear(point) {
  if (!card.hidden && getComputedStyle(card).position === "absolute") canvas.uncover(point, card.clientWidth);
}

function close({ back = false } = {}) {
  card.hidden = true;
  card.replaceChildren();
  if (scene) scene.way = [];
  canvas?.activate(null);
  mark("");
  remember();
  if (back) stage.focus();
}

function unfold(part) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "abre", value: part });
  one("#red-abiertas").append(field);
  form.requestSubmit();
}

// The address says what is seen: reloaded, copied or sent, it shows the same.
let pause = 0;
function remember() {
  clearTimeout(pause);
  pause = setTimeout(() => {
    if (!canvas?.scene) return;
    const address = new URL(location.href);
    const put = (name, value) => (value ? address.searchParams.set(name, value) : address.searchParams.delete(name));
    put("foco", canvas.scene?.active?.id);
    const view = canvas.view;
    put("vista", canvas.touched ? view.join(",") : "");
    address.searchParams.delete("busca");
    if (address.searchParams.has("quita")) {
      for (const name of ["quita", "sin"]) address.searchParams.delete(name);
      for (const left of document.querySelectorAll("[name=sin]:checked")) address.searchParams.append("sin", left.value);
    }
    history.replaceState(history.state, "", address);
  }, 250);
}

function picked(point) {
  if (!point) return close();
  go(point);
  return open(point);
}

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function search() {
  const [field, list] = [one("#red-busca"), one("#red-halladas")];
  const matches = () => {
    const wanted = fold(field.value).split(/\s+/).filter(Boolean);
    if (!wanted.length || !scene) return [];
    const found = scene.points.filter((point) => wanted.every((word) => fold(`${point.short} ${point.name}`).includes(word)));
    const starts = (point) => Number(!fold(point.short).startsWith(wanted[0]));
    return found.sort((a, b) => starts(a) - starts(b) || a.index - b.index);
  };
  const take = (point) => {
    list.hidden = true;
    field.value = "";
    canvas.reveal(point, { centre: true });
    stage.focus({ preventScroll: true });
    picked(point);
  };
  field.addEventListener("input", () => {
    const found = matches();
    list.replaceChildren(...found.slice(0, 8).map((point) => {
      const item = document.createElement("li");
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: point.name });
      button.addEventListener("click", () => take(point));
      item.append(button);
      return item;
    }));
    list.hidden = !found.length;
    say(field.value.trim() ? (found.length ? `${found.length} ${words.found}` : words.missing) : "");
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      const [best] = matches();
      if (best) take(best);
      else say(words.missing);
    } else if (event.key === "ArrowDown" && !list.hidden) {
      event.preventDefault();
      one("button", list).focus();
    } else if (event.key === "Escape") list.hidden = true;
  });
  list.addEventListener("keydown", (event) => {
    const item = document.activeElement.closest("li");
    const step = { ArrowDown: item?.nextElementSibling, ArrowUp: item?.previousElementSibling }[event.key];
    if (step) one("button", step).focus();
    else if (event.key === "ArrowUp" || event.key === "Escape") field.focus();
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".map-search")) list.hidden = true;
  });
}

function buttons() {
  one("[data-buttons]").hidden = false;
  figure.addEventListener("click", (event) => {
    const wanted = event.target.closest("[data-do]")?.dataset.do;
    if (wanted === "in" || wanted === "out") canvas.zoomBy(wanted === "in" ? 1.4 : 1 / 1.4);
    else if (wanted === "fit") canvas.fit(150);
    else if (wanted === "full") {
      if (document.fullscreenElement) document.exitFullscreen();
      else figure.requestFullscreen?.();
    }
    if (wanted) canvas.touched = true;
  });
  document.addEventListener("fullscreenchange", () => {
    one("[data-do=full]").setAttribute("aria-pressed", String(document.fullscreenElement === figure));
  });
}

function links() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-show], [data-close], [data-from], [data-without], [data-png], [data-copy]");
    if (!link || !canvas || event.metaKey || event.ctrlKey) return;
    const { show, from, without } = link.dataset;
    if (show !== undefined) {
      const point = scene.byId.get(show);
      if (!point) return;
      canvas.reveal(point, { centre: true });
      picked(point);
      stage.scrollIntoView({ block: "nearest" });
    } else if ("close" in link.dataset) close({ back: true });
    else if (from !== undefined) {
      one("#de").closest("details").open = true;
      one("#de").value = from;
      one("#a").focus();
    } else if (without !== undefined) {
      one("#quita").value = scene.active?.id ?? without;
      one("#quita").closest("details").open = true;
      close();
      form.requestSubmit();
    } else if ("png" in link.dataset) {
      import("./map_png.js").then(({ savePng }) => savePng(canvas, { title: document.title, text: one("#red-resumen .lead")?.textContent ?? "", name: "mapa-de-la-red.png" }));
    } else navigator.clipboard?.writeText(location.href).then(() => say(words.copied));
    event.preventDefault();
  });
  card.addEventListener("keydown", (event) => event.key === "Escape" && close({ back: true }));
}

function names() {
  const list = one("#red-nombres");
  for (const id of ["de", "a", "quita"]) {
    one(`#${id}`).addEventListener("change", (event) => event.stopPropagation()); // sent by its button
    one(`#${id}`).addEventListener("focus", () => {
      if (!scene || list.childElementCount) return; // the points may still be on their way
      list.replaceChildren(...scene.points.map((point) => Object.assign(document.createElement("option"), { value: point.short })));
    });
  }
}

// What the form asks is answered with the page; its parts are exchanged, and the canvas is told.
function answers() {
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.elt.id !== "red-lista") return;
    one("#quita").value = "";
    const told = one("#red-respuesta").textContent.trim();
    if (figure.hidden) return; // a question that cannot be answered: its problem stands above the form
    if (told && told !== answered) one("#red-respuesta").scrollIntoView({ block: "nearest" });
    answered = told;
    const turn = (turns += 1);
    data().then((found) => {
      if (turn !== turns) return; // a later answer is under way
      shown(found, { refit: false });
      remember();
    });
  });
}

function shown(found, { refit }) {
  scene = sceneOf(found);
  for (const hidden of document.querySelectorAll("[data-png], [data-copy]")) hidden.hidden = false;
  one("#red-nada").hidden = scene.points.length > 0;
  canvas.show(scene, { refit });
  if (refit && asked.get("vista")) {
    const view = asked.get("vista").split(",").map(Number);
    if (view.length === 3 && view.every(Number.isFinite)) [canvas.view, canvas.touched] = [view, true];
  }
  const point = refit && scene.byId.get(found.focus);
  if (point) {
    canvas.activate(point);
    canvas.reveal(point);
    clear(point);
    mark(point.id);
  }
  if (scene.active && !card.hidden) mark(scene.active.id);
}

export async function start() {
  search();
  const first = data();
  try {
    const { Canvas, loadEngine } = await import("./map_canvas.js");
    const ForceGraph = await loadEngine(figure.dataset.engine);
    stage.hidden = false;
    canvas = new Canvas(ForceGraph, stage, { onPick: picked, onMoved: remember });
    buttons();
    links();
    names();
    const { keyboard } = await import("./map_keys.js");
    ({ sceneOf } = await import("./map_paint.js"));
    keyboard(stage, canvas, { go, open, close, say, words });
    answers();
    shown(await first, { refit: true });
  } catch {
    stage.hidden = true;
    one("#red-estado").hidden = false;
    const still = Object.assign(new Image(), { src: figure.dataset.svg + location.search, className: "map-still", alt: one("#red-resumen .lead")?.textContent ?? "" });
    one("#red-estado").after(still);
  }
}
