// Sending what was recorded on this device: one after the other, each under its own key, so that an answer
// that was lost on the way makes no second action.
import { ask, entered, SENDING } from "./device_send.js";
import { forget, halfWritten, keep, unsent } from "./device_store.js";

let busy = false;

// "saved", "refused", "out" (nobody is logged in, or somebody else, or she may not) or "away" (no connection).
export async function send(record, words) {
  const { state, token } = await entered(record.account, words);
  if (state) return { state };
  const body = new FormData();
  for (const [name, value] of record.values) body.append(name, value);
  for (const one of record.chosen) body.append("picked", one.id);
  for (const file of record.files) body.append("photo", file, file.name);
  body.set("key", record.key);
  body.set("tipo", record.mode);
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  try {
    const answer = await ask(words.send, { method: "POST", body, headers }, SENDING);
    if (answer.type === "opaqueredirect") return { state: "out" };
    if (answer.status === 413) return { state: "refused", errors: { photo: [words.tooLarge] }, offers: [] };
    if (answer.status === 422) return { state: "refused", ...(await answer.json()) };
    if (answer.ok) return { state: "saved", ...(await answer.json()) };
  } catch {
    // The answer may have been lost after it was saved: the same key is sent again.
  }
  return { state: "away" };
}

// What is left to send, and what became of the rest. Two tabs at once do no harm: the key holds.
export async function sendAll(account, words, told) {
  if (busy) return;
  busy = true;
  try {
    for (const record of await unsent(account)) {
      if (record.state === "refused") continue;
      const done = await send(record, words);
      if (done.state === "saved") await forget(record.key);
      else await keep({ ...record, state: done.state, errors: done.errors, offers: done.offers });
      told(record, done);
      if (done.state === "away" || done.state === "out") break;
    }
  } finally {
    busy = false;
  }
}

function button(label, name, deed) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = label;
  const hidden = document.createElement("span");
  hidden.className = "visually-hidden";
  hidden.textContent = `: ${name}`;
  made.append(hidden);
  made.addEventListener("click", deed);
  return made;
}

function list(section, all, words, { label, said, mend, changed }) {
  section.hidden = !all.length;
  section.querySelector("[data-count]").textContent = all.length;
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  const rows = all.map((record) => {
    const row = document.createElement("li");
    const title = document.createElement("p");
    title.className = "record-list__title";
    const called = record.title || words.untitled;
    title.textContent = called;
    const facts = document.createElement("p");
    facts.className = "record-list__facts facts";
    facts.append(
      ...[when.format(record.at), ...said(record)].map((text) => {
        const span = document.createElement("span");
        span.textContent = text;
        return span;
      }),
    );
    const deeds = document.createElement("p");
    deeds.className = "cluster";
    deeds.append(
      button(label, called, () => mend(record)),
      button(words.discard, called, async () => {
        if (!confirm(words.sure.replace("{title}", called))) return;
        await forget(record.key);
        changed();
      }),
    );
    row.append(title, facts, deeds);
    return row;
  });
  section.querySelector("ul").replaceChildren(...rows);
}

export async function draw(section, account, words, deeds) {
  const all = await unsent(account);
  const said = (record) => {
    const facts = [words[`state${record.state}`] ?? words.stateaway];
    if (record.files.length) facts.push(words.files.replace("{n}", record.files.length));
    return facts;
  };
  list(section, all, words, { ...deeds, label: words.mendLabel, said });
  section.querySelector("[data-login]").hidden = !all.some((record) => record.state === "out");
}

// Those left half-written, but for the one that is in the form.
export async function drawHalf(section, account, words, { key, ...deeds }) {
  const all = (await halfWritten(account)).filter((record) => record.key !== key);
  list(section, all, words, { ...deeds, label: words.resume, said: () => [] });
}
