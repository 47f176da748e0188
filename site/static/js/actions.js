// The form of actions: what is recorded is kept on the device first, then sent, at once or once there is a
// connection. Without this script the form is an ordinary one.
import { clear, problems, show } from "./actions_check.js";
import { lighter, MOST_BYTES } from "./actions_photo.js";
import { begin as beginPicker, pick, picked, unpick } from "./actions_picker.js";
import { draft } from "./actions_drafts.js";
import { draw, drawHalf, send, sendAll } from "./actions_queue.js";
import { forget, HALF, halfWritten, keep, own, owner, unsent } from "./device_store.js";

const words = document.getElementById("action-words").dataset;
const section = document.getElementById("unsent");
const halfSection = document.getElementById("half");
const status = document.getElementById("action-status");
const isKept = document.body.dataset.kept !== undefined; // the page that opens without a connection
const mode = new URLSearchParams(location.search).get("tipo") === "asesoria" ? "asesoria" : "";
const form = document.querySelector(`form[data-action-form][data-mode="${mode}"]`);
const holder = form.querySelector("[data-picker]");
const MENDING = "entramado:mending";
const AGAIN = 30_000; // milliseconds between two tries while something waits
let account = document.body.dataset.account;
let mending; // the record that is being put right, with its photos
let sending = false;
let received = false; // the form was, and the page is left

const half = draft(form, () => {
  if (sending || received || !account) return undefined;
  if (!mending || mending.state === HALF) return told();
  // What was refused stays refused, with what she has typed since; what waits is sent as it was recorded.
  return mending.state === "refused" ? { ...mending, ...told() } : undefined;
});

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // where the address has no HTTPS
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
}

function say(text, { tone = "good", link } = {}) {
  const box = document.createElement("div");
  box.className = `notice notice--${tone}`;
  const said = document.createElement("p");
  said.textContent = text;
  if (link) {
    const way = document.createElement("a");
    way.href = link;
    way.textContent = words.see;
    said.append(" ", way);
  }
  box.append(said);
  status.replaceChildren(box);
}

async function redraw() {
  await drawHalf(halfSection, account, words, { key: form.elements.key.value, mend, changed: again });
  await draw(section, account, words, { mend, changed: again });
}

async function again() {
  await redraw();
  status.focus(); // the button that was pressed is gone
}

function told() {
  const values = [...new FormData(form)].filter(
    ([name, value]) => !["csrfmiddlewaretoken", "picked", "key", "tipo"].includes(name) && !(value instanceof File),
  );
  const key = form.elements.key.value;
  const title = form.elements.title.value.trim();
  return { key, account, mode, title, values, chosen: picked(holder), at: Date.now() };
}

async function gathered() {
  const chosen = [...form.elements.photo.files];
  const files = chosen.length ? await Promise.all(chosen.map(lighter)) : (mending?.files ?? []);
  return { ...told(), files, state: "away" };
}

// The fold says what is taken while it is shut, and is open where it holds more than that.
function presume() {
  const said = form.querySelector("[data-presumed]");
  if (!said) return;
  const fields = said.dataset.presumed.split(" ").map((name) => form.elements[name]);
  const words = fields.filter((field) => field.value).map((field) => field.selectedOptions[0].textContent.trim());
  said.textContent = words.join(" · ");
}

function unfold(before, files) {
  const rare = form.querySelector("[data-rare]");
  const fields = [...rare.querySelectorAll("input, select, textarea")].filter((field) => field.type !== "file");
  rare.open = files > 0 || fields.some((field) => field.value !== (before.get(field.name) ?? ""));
}

function fill(record) {
  form.reset();
  unpick(holder);
  const before = new FormData(form);
  for (const [name, value] of record.values) if (form.elements[name]) form.elements[name].value = value;
  for (const one of record.chosen) pick(holder, one.id, one.name);
  for (const one of record.offers ?? []) pick(holder, one.id, one.name, false);
  form.elements.key.value = record.key;
  mending = record;
  form.querySelector("[data-files]").textContent = record.files.length
    ? words.files.replace("{n}", record.files.length)
    : "";
  presume();
  unfold(before, record.files.length);
  clear(form);
  if (record.errors) show(form, record.errors, words);
  else form.elements.title.focus();
}

async function mend(record) {
  await half.flush(); // what she was typing is left half-written in its turn
  if (record.mode === mode) {
    fill(record);
    return redraw();
  }
  sessionStorage.setItem(MENDING, record.key);
  location.assign(`${words.send}${record.mode ? `?tipo=${record.mode}` : ""}`);
}

function nextOne() {
  const again = ["theme", "territory", "kind"].map((name) => [name, form.elements[name]?.value]);
  form.reset();
  unpick(holder);
  for (const [name, value] of again) if (value && form.elements[name]) form.elements[name].value = value;
  fresh();
}

function fresh(key = newKey()) {
  mending = undefined;
  form.elements.key.value = key;
  form.elements.started.value ||= today();
  form.querySelector("[data-files]").textContent = "";
  clear(form);
  presume();
  half.begin(told());
}

async function record() {
  const wrong = problems(form, words);
  if (Object.keys(wrong).length) return show(form, wrong, words);
  const made = await gathered();
  if (made.files.some((file) => file.size > MOST_BYTES)) return show(form, { photo: [words.tooLarge] }, words);
  clear(form);
  try {
    await keep(made);
  } catch {
    if (!isKept && navigator.onLine) return form.submit(); // no room here: it goes as any other form
    return show(form, { photo: [words.full] }, words);
  }
  const done = await send(made, words);
  if (done.state === "saved") {
    await forget(made.key);
    if (isKept) {
      say(words.sent.replace("{title}", made.title), { link: done.url });
      nextOne();
    } else {
      received = true;
      return location.assign(done.url);
    }
  } else if (done.state === "refused") {
    const refused = { ...made, state: "refused", errors: done.errors, offers: done.offers };
    await keep(refused);
    fill(refused);
  } else {
    await keep({ ...made, state: done.state });
    say(done.state === "out" ? words.keptOut : words.kept, { tone: "warn" });
    nextOne();
    status.focus();
  }
  await redraw();
}

async function sendWaiting() {
  if (sending || !account) return;
  await sendAll(account, words, (kept, done) => {
    if (done.state === "saved") say(words.sent.replace("{title}", kept.title), { link: done.url });
    else if (done.state === "refused") say(words.someRefused, { tone: "warn" });
    else if (done.state === "out") say(words.keptOut, { tone: "warn" });
  });
  await redraw();
}

form.addEventListener("submit", async (event) => {
  if (event.submitter?.name === "buscar" || !account) return;
  event.preventDefault();
  if (sending) return;
  sending = true;
  half.stop();
  const send = form.querySelector('[type="submit"]:not([name])');
  send.setAttribute("aria-disabled", "true");
  try {
    await record();
  } finally {
    sending = false;
    send.removeAttribute("aria-disabled");
  }
});

async function start() {
  try {
    if (account) await own(account);
    else account = await owner();
    await unsent(account);
  } catch {
    account = undefined; // no store here: the form works as any other
    return;
  }
  if (!account) return say(words.nobody, { tone: "warn" });
  document.getElementById("keeps").hidden = false;
  // What another page has begun is recorded under the key that it gave.
  if (!form.querySelector(".error-summary")) fresh("begun" in form.dataset ? form.elements.key.value : undefined);
  const wanted = sessionStorage.getItem(MENDING);
  sessionStorage.removeItem(MENDING);
  const kept = [...(await unsent(account)), ...(await halfWritten(account))];
  const record = kept.find((one) => one.key === wanted);
  if (record) fill(record);
  await redraw();
  section.querySelector("[data-send]").addEventListener("click", sendWaiting);
  addEventListener("online", sendWaiting);
  setInterval(() => !section.hidden && document.visibilityState === "visible" && sendWaiting(), AGAIN);
  if (!record) await sendWaiting();
}

async function keepPage() {
  if (isKept) return;
  if (!window.isSecureContext || !("serviceWorker" in navigator)) {
    document.getElementById("insecure").hidden = false;
    return;
  }
  try {
    await navigator.serviceWorker.register(words.worker, { scope: words.scope });
  } catch {
    document.getElementById("insecure").hidden = false;
  }
}

for (const other of document.querySelectorAll("form[data-action-form]")) other.hidden = other !== form;
for (const tab of document.querySelectorAll(".tabs a")) {
  const here = new URL(tab.href).search === (mode ? `?tipo=${mode}` : "");
  if (here) tab.setAttribute("aria-current", "page");
  else tab.removeAttribute("aria-current");
}
form.addEventListener("change", presume);
addEventListener("pageshow", (event) => {
  if (!event.persisted || !received) return;
  received = false;
  nextOne();
});
beginPicker(holder);
start().then(keepPage);
