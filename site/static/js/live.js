// What a page says by itself as it changes: a socket tells it; where that is refused or falls, the page asks by and by,
// while somebody looks at it. Without any script it says how things stood when it was made.
const page = () => document.querySelector("[data-live]"); // it may be put anew
const spoken = document.querySelector("[data-live-spoken]");
const FIRST = 15_000; // milliseconds
const LAST = 240_000;
const QUIET = 10_000; // between two things said aloud
const SPREAD = 4_000; // not everybody loads the page again at once
let delay = FIRST;
let timer;
let etag = "";
let missed = false;
let over = false;
let lastSpoken = 0;
let speaking;

function speak() {
  clearTimeout(speaking);
  const wait = Math.max(0, lastSpoken + QUIET - Date.now());
  speaking = setTimeout(() => {
    lastSpoken = Date.now();
    const parts = [...page().querySelectorAll("[data-live-aloud]")].map((one) => one.textContent.trim());
    spoken.textContent = parts.join(" ").replace(/\s+/g, " ");
  }, wait);
}

function put(name, said) {
  let moved = false;
  for (const place of page().querySelectorAll(`[data-says="${name}"]`)) {
    const texts = Array.isArray(said) ? said : [said];
    const shown = Array.isArray(said) ? [...place.children].map((one) => one.textContent) : [place.textContent];
    if (JSON.stringify(shown) === JSON.stringify(texts)) continue;
    moved = true;
    if (!Array.isArray(said)) place.textContent = said;
    else {
      const parts = texts.map((text) => {
        const span = document.createElement("span");
        span.textContent = text;
        return span;
      });
      place.replaceChildren(...parts);
    }
  }
  return moved;
}

const isTyping = () => [...page().querySelectorAll("form")].some((form) => form.contains(document.activeElement) || isChanged(form));

function isChanged(form) {
  return [...form.elements].some((field) =>
    ["checkbox", "radio"].includes(field.type)
      ? field.checked !== field.defaultChecked
      : "defaultValue" in field && field.type !== "hidden" && field.value !== field.defaultValue,
  );
}

// More than words changed: that part of the page is put anew, but never under somebody's fingers.
async function renew() {
  if (isTyping()) {
    document.querySelector("[data-live-changed]").hidden = false;
    return;
  }
  try {
    const answer = await fetch(location.href, { redirect: "manual", cache: "no-store" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
    if (!fresh || isTyping()) return;
    page().replaceWith(document.adoptNode(fresh));
    speak();
  } catch {
    // No connection: what it says next tells again that it is another.
    page().dataset.version = "";
  }
}

function told(said) {
  const { version, ...parts } = said;
  const moved = Object.entries(parts).map(([name, value]) => put(name, value));
  if (moved.some(Boolean)) speak();
  if (version !== page().dataset.version) {
    page().dataset.version = version;
    setTimeout(renew, Math.random() * SPREAD);
  }
}

function open() {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(`${scheme}//${location.host}${page().dataset.live}&idioma=${document.documentElement.lang}`);
  socket.addEventListener("message", (event) => {
    clearTimeout(timer);
    delay = FIRST;
    told(JSON.parse(event.data));
  });
  socket.addEventListener("close", again);
}

function again() {
  clearTimeout(timer);
  if (over) return;
  timer = setTimeout(ask, delay);
  delay = Math.min(delay * 2, LAST);
}

async function ask() {
  missed = document.hidden;
  if (missed) return;
  try {
    const answer = await fetch(page().dataset.poll, { redirect: "manual", headers: etag ? { "If-None-Match": etag } : {} });
    if (answer.type === "opaqueredirect" || answer.status === 404) over = true; // it is not hers to see any more
    else if (answer.status === 200) {
      etag = answer.headers.get("ETag") ?? "";
      delay = FIRST;
      told(await answer.json());
    }
  } catch {
    // No connection: by and by.
  }
  if (!over) open();
}

document.addEventListener("visibilitychange", () => {
  if (missed && !document.hidden && !over) ask();
});

if (page() && "WebSocket" in window) open();
else if (page()) again();
