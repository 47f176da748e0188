// The door of an event on a phone. The list and the marks lie on the device first, so that a bad connection stops
// nobody; marks are sent at once or later. Without this script there is a search, and a button beside each name.
import { clear, show } from "./actions_check.js";
import { ask } from "./device_send.js";
import { forget, forgetList, keepList, lists, own, owner } from "./device_store.js";
import { CAME, draw, drawTold } from "./door_draw.js";
import { mark, sendAll, waiting } from "./door_queue.js";
import { begin as beginScan, canRead, tokenOf } from "./door_scan.js";

const words = document.getElementById("door-words").dataset;
const status = document.getElementById("door-status");
const typed = document.getElementById("buscar");
const people = document.getElementById("door-people");
const unsentSection = document.getElementById("door-unsent");
const visitor = document.querySelector("#door-visitor form");
const isKept = document.body.dataset.kept !== undefined; // the page that opens without a connection
const AGAIN = 20_000; // milliseconds between two looks at the list of the others, and two tries to send
let account = document.body.dataset.account;
let list; // what the phone keeps of the event
let etag = "";
let line = ""; // "away" or "out" since the last try
let folder = location.pathname.includes("/recibir/") ? location.pathname : "";
const scanned = folder ? "" : tokenOf(location.href); // the camera application opened a code without a connection

function say(text, tone = "good") {
  const box = document.createElement("p");
  box.className = `notice notice--${tone}`;
  box.textContent = text;
  status.replaceChildren(box);
}

const marksOf = async () => (await waiting(account)).filter((one) => one.event === list?.event);

// What is on the phone and has not been received yet stands before what the server said.
async function told() {
  const open = (await marksOf()).filter((one) => one.state !== "told").sort((a, b) => a.at - b.at);
  const latest = new Map(open.filter((one) => one.id).map((one) => [one.id, one.mark]));
  return list.people.map((one) => (latest.has(one.id) ? { ...one, mark: latest.get(one.id), waits: true } : one));
}

async function redraw() {
  if (!list) return;
  const all = await told();
  const kept = await marksOf();
  document.getElementById("door-found").textContent = draw(people, all, typed.value, words, marked);
  document.getElementById("door-cut")?.remove();
  const more = all.filter((one) => one.waits && CAME.includes(one.mark)).length;
  const before = list.people.filter((one) => CAME.includes(one.mark) && all.find(({ id }) => id === one.id)?.waits).length;
  const came = words.came.replace("{came}", list.came + more - before).replace("{all}", list.all);
  const shown = document.getElementById("door-came");
  if (shown.textContent !== came) shown.textContent = came;
  const open = kept.filter((one) => one.state !== "told");
  unsentSection.hidden = !open.length;
  unsentSection.querySelector("[data-count]").textContent = open.length;
  unsentSection.querySelector("[data-login]").hidden = line !== "out";
  drawTold(document.getElementById("door-told"), kept.filter((one) => one.state === "told"), words, async (record) => {
    await forget(record.key);
    await redraw();
    status.focus();
  });
  const state = document.getElementById("door-line-state");
  const text = line ? words[line] : "";
  if (state.textContent !== text) state.textContent = text; // told when it changes, and not again
}

async function kept(said) {
  try {
    await mark(account, list.event, `${folder}marcas/`, said);
  } catch {
    say(words.full, "warn");
    return false;
  }
  return true;
}

async function marked(one, state) {
  if (!(await kept({ id: one.id, place: one.id, mark: state, title: one.name }))) return;
  say(words.marked.replace("{name}", one.name).replace("{mark}", words[state]));
  await redraw();
  status.focus(); // the button that was pressed is gone
  await sendWaiting();
}

async function read(text) {
  const token = tokenOf(text);
  if (!token) return say(words.nocode, "warn");
  const id = token.split(":")[0];
  const one = (await told()).find((other) => other.id === id);
  if (one && CAME.includes(one.mark)) {
    return say(words.already.replace("{name}", one.name).replace("{mark}", words[one.mark]), "warn");
  }
  const state = one ? one.offers[0] : "present";
  const name = one?.name ?? words.nameless;
  if (!(await kept({ id, code: token, mark: state, title: name }))) return;
  say(words.marked.replace("{name}", name).replace("{mark}", words[state]));
  navigator.vibrate?.(80);
  await redraw();
  await sendWaiting();
}

async function sendWaiting() {
  const done = await sendAll(account, words);
  if (done.state !== undefined) line = done.state;
  if (done.noted) await look();
  await redraw();
}

// The list as it is now, or a word that it is as the phone has it.
async function look() {
  if (navigator.onLine === false) {
    line = "away";
    return;
  }
  try {
    const answer = await ask(`${folder}lista.json`, { headers: etag ? { "If-None-Match": etag } : {} });
    if (answer.type === "opaqueredirect" || [403, 404].includes(answer.status)) {
      line = "out";
      if (answer.status === 404) await forgetList(list?.event ?? ""); // it is not hers any more
      return;
    }
    line = "";
    if (!answer.ok) return;
    etag = answer.headers.get("ETag") ?? "";
    list = { ...(await answer.json()), account, folder };
    await keepList(list);
  } catch {
    line = "away";
  }
}

async function again() {
  if (document.visibilityState !== "visible") return;
  await look();
  await sendWaiting();
}

async function start() {
  try {
    if (account) await own(account);
    else account = await owner();
    await waiting(account);
  } catch {
    return; // no store here: the page works with its buttons
  }
  if (!account) return say(words.nobody, "warn");
  const known = await lists(account);
  const id = scanned.split(":")[0];
  list = folder ? known.find((one) => one.folder === folder) : known.find((one) => one.people.some((p) => p.id === id));
  folder ||= list?.folder ?? "";
  if (folder) await look();
  if (!list) return isKept ? say(words.nolist, "warn") : undefined;
  status.querySelector("[data-waiting]")?.remove();
  document.querySelector("[data-search]").hidden = true;
  document.getElementById("door-keeps").hidden = false;
  if (isKept) document.querySelector(".page-head h1").textContent = list.title;
  typed.addEventListener("input", redraw);
  document.getElementById("door-find").addEventListener("submit", (event) => event.preventDefault());
  visitor.addEventListener("submit", received);
  unsentSection.querySelector("[data-send]").addEventListener("click", sendWaiting);
  unsentSection.querySelector("[data-login]").href += `?next=${encodeURIComponent(folder)}`;
  if (await canRead()) {
    beginScan(document.getElementById("door-scan"), read, () => say(words.nocamera, "warn"));
    document.getElementById("door-camera-hint").hidden = true;
  }
  const [one] = scanned ? list.people.filter((other) => other.id === id) : [];
  if (one) typed.value = one.name;
  addEventListener("online", again);
  setInterval(again, AGAIN);
  await redraw();
  await sendWaiting();
}

async function received(event) {
  event.preventDefault();
  const value = (name) => visitor.elements[name].value.trim();
  const [name, institution, email] = ["name", "institution", "email"].map(value);
  const wrong = {};
  if (!name) wrong.name = [words.noname];
  if (email && !visitor.elements.email.validity.valid) wrong.email = [words.nomail];
  if (Object.keys(wrong).length) return show(visitor, wrong, words);
  clear(visitor);
  if (!(await kept({ mark: "visitor", visitor: { name, institution, email }, title: name }))) return;
  visitor.reset();
  visitor.closest("details").open = false;
  say(words.marked.replace("{name}", name).replace("{mark}", words.visitor));
  await redraw();
  status.focus();
  await sendWaiting();
}

async function keepPage() {
  if (isKept) return;
  if (!window.isSecureContext || !("serviceWorker" in navigator)) {
    document.getElementById("door-insecure").hidden = false;
    return;
  }
  try {
    await navigator.serviceWorker.register(words.worker, { scope: words.scope });
  } catch {
    document.getElementById("door-insecure").hidden = false;
  }
}

start().then(keepPage);
