// Marks of the door wait on the device under a key of their own, and are sent many at once. An answer that was lost
// makes no second mark: the same key is sent again.
import { ask, entered, SENDING } from "./device_send.js";
import { forget, keep, unsent } from "./device_store.js";

export const ARRIVAL = "arrival";
const AT_ONCE = 50; // as many as the server takes
let busy = false;

export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // where the address has no HTTPS
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export const waiting = (account) => unsent(account, ARRIVAL);

export async function mark(account, event, address, said) {
  const made = { key: newKey(), what: ARRIVAL, account, event, address, at: Date.now(), state: "away", files: [], ...said };
  await keep(made);
  return made;
}

const told = ({ key, place, code, mark, visitor, at }) => ({
  key,
  place,
  code,
  visitor,
  state: mark,
  ago: Math.max(0, (Date.now() - at) / 1000),
});

async function sent(group, words, token) {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token };
  const body = JSON.stringify({ marks: group.map(told) });
  try {
    const answer = await ask(group[0].address, { method: "POST", body, headers }, SENDING);
    if (answer.type === "opaqueredirect" || [403, 404].includes(answer.status)) return { state: "out" };
    if (answer.ok) return { results: (await answer.json()).results };
  } catch {
    // It may have been noted all the same: the same keys are sent again.
  }
  return { state: "away" };
}

// How many were noted, and "away" or "out" where it stopped; no state where there was nothing to send.
export async function sendAll(account, words) {
  const found = { noted: 0 };
  const all = busy ? [] : (await waiting(account)).filter((one) => one.state !== "told");
  if (!all.length) return found;
  busy = true;
  try {
    const { state, token } = await entered(account, words);
    if (state) return { ...found, state };
    while (all.length) {
      const [{ address }] = all;
      const group = all.filter((one) => one.address === address).slice(0, AT_ONCE);
      for (const one of group) all.splice(all.indexOf(one), 1);
      const done = await sent(group, words, token);
      if (done.state) return { ...found, state: done.state };
      for (const result of done.results) {
        const one = group.find(({ key }) => key === result.key);
        if (!one) continue;
        found.noted += result.state !== "refused";
        if (result.said) await keep({ ...one, state: "told", said: result.said }); // until she has read it
        else await forget(one.key);
      }
    }
  } finally {
    busy = false;
  }
  return { ...found, state: "" };
}
