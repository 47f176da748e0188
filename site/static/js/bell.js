// The bell: a socket says how many notices are unread; where it is refused or falls, the page asks by and by,
// while somebody looks at it. Without any script it is a link with the number of when the page was made.
const bell = document.querySelector("[data-bell]");
const live = document.querySelector("[data-bell-said]");
const FIRST = 15_000;
const LAST = 240_000;
let delay = FIRST;
let timer;
let missed = false; // it was time to ask, and nobody looked
let over = false;

const count = () => bell.querySelector("[data-bell-count]");
const shown = () => Number(count().dataset.bellCount);

function look() {
  window.htmx.trigger(count(), "look");
}

function open() {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(`${scheme}//${location.host}${bell.dataset.bell}`);
  socket.addEventListener("message", (event) => {
    clearTimeout(timer);
    delay = FIRST;
    if (JSON.parse(event.data).unread !== shown()) look();
  });
  socket.addEventListener("close", again);
}

function again() {
  clearTimeout(timer);
  if (over) return;
  timer = setTimeout(ask, delay);
  delay = Math.min(delay * 2, LAST);
}

function ask() {
  missed = document.hidden;
  if (missed) return;
  look();
  open();
}

function stop() {
  over = true;
  clearTimeout(timer);
}

// Of a session that ended, the answer is the page to log in: it does not belong here, and nothing follows.
bell?.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (new URL(xhr.responseURL).pathname === requestConfig.path) return;
  event.detail.shouldSwap = false;
  stop();
});

bell?.addEventListener("htmx:afterSwap", () => {
  live.textContent = bell.querySelector("[data-bell-words]")?.textContent ?? "";
});

document.addEventListener("visibilitychange", () => {
  if (missed && !document.hidden && !over) ask();
});

if (bell && "WebSocket" in window) open();
