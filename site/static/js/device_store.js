// What was recorded on this device and has not been received yet, what was left half-written, and the lists of people
// to receive, apart for each account (IndexedDB). `what` says of a record for whom it waits; without it, for actions.
// Besides it only whose device it is now, so that the pages that open without a connection know.

const NAME = "entramado-acciones";
const VERSION = 2;
export const HALF = "half"; // the state of what nobody has recorded yet
const ACTION = "action";
const LISTED = "entramado:lists"; // that there is a list here, so that pages which keep none need not look
const DAYS = 30;
let opening;

function opened() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = (event) => {
      if (event.oldVersion < 1) {
        asked.result.createObjectStore("unsent", { keyPath: "key" });
        asked.result.createObjectStore("owner");
      }
      if (event.oldVersion < 2) asked.result.createObjectStore("lists", { keyPath: "event" });
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close(); // a newer page wants more of it
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error("blocked"));
  });
  return opening;
}

async function within(store, mode, deed) {
  const database = await opened();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode);
    const asked = deed(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(asked?.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export const keep = (record) => within("unsent", "readwrite", (store) => store.put(record));
export const forget = (key) => within("unsent", "readwrite", (store) => store.delete(key));
export const own = (account) => within("owner", "readwrite", (store) => store.put(account, "account"));
export const owner = () => within("owner", "readonly", (store) => store.get("account"));

async function kept(account) {
  const all = await within("unsent", "readonly", (store) => store.getAll());
  return all.filter((record) => record.account === account).sort((one, other) => one.at - other.at);
}

const waiting = async (account) => (await kept(account)).filter((record) => record.state !== HALF);

export const unsent = async (account, what = ACTION) =>
  (await waiting(account)).filter((record) => (record.what ?? ACTION) === what);

// Of every kind together: what logging out would take away.
export const allUnsent = waiting;

export async function keepList(list) {
  await within("lists", "readwrite", (store) => store.put(list));
  localStorage.setItem(LISTED, "1");
}

// Those of the account whose event is not over; the others are let go, whoever looks.
export async function lists(account) {
  const all = await within("lists", "readonly", (store) => store.getAll());
  for (const list of all) if (list.account !== account || Date.parse(list.until) < Date.now()) await forgetList(list.event);
  return all.filter((list) => list.account === account && Date.parse(list.until) >= Date.now());
}

export const forgetList = (event) => within("lists", "readwrite", (store) => store.delete(event));

// On any page: the people of an event that is over stay on no device.
export async function tidy(account) {
  if (!localStorage.getItem(LISTED)) return;
  if (!(await lists(account)).length) localStorage.removeItem(LISTED);
}

// What was left half-written, under the key that it is recorded with: recording it takes its place.
export async function halfWritten(account) {
  const found = (await kept(account)).filter((record) => record.state === HALF);
  const old = Date.now() - DAYS * 86_400_000;
  for (const record of found) if (record.at < old) await forget(record.key);
  return found.filter((record) => record.at >= old);
}

// Only while the device is hers: on another page she may have logged out since, or somebody else in.
export async function keepHers(record) {
  const database = await opened();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(["owner", "unsent"], "readwrite");
    const asked = transaction.objectStore("owner").get("account");
    asked.onsuccess = () => asked.result === record.account && transaction.objectStore("unsent").put(record);
    transaction.oncomplete = resolve;
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

// Whoever logs out takes everything of hers along: what was not sent, the lists, and the pages that open without a
// connection.
export async function leave(account) {
  for (const record of await kept(account)) await forget(record.key);
  await within("owner", "readwrite", (store) => store.clear());
  await within("lists", "readwrite", (store) => store.clear());
  localStorage.removeItem(LISTED);
  if (!("serviceWorker" in navigator)) return;
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith("entramado-")) await caches.delete(name);
}
