// What was recorded on this device and has not been received yet, and what was left half-written, apart for each
// account (IndexedDB).
// Besides it only whose device it is now, so that the page that opens without a connection knows.

const NAME = "entramado-acciones";
export const HALF = "half"; // the state of what nobody has recorded yet
const DAYS = 30;
let opening;

function opened() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("unsent", { keyPath: "key" });
      asked.result.createObjectStore("owner");
    };
    asked.onsuccess = () => resolve(asked.result);
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

export const unsent = async (account) => (await kept(account)).filter((record) => record.state !== HALF);

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

// Whoever logs out takes everything of hers along: what was not sent, and the form that opens without a connection.
export async function leave(account) {
  for (const record of await kept(account)) await forget(record.key);
  await within("owner", "readwrite", (store) => store.clear());
  if (!("serviceWorker" in navigator)) return;
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    if (registration.scope.endsWith("/gestion/acciones/")) await registration.unregister();
  }
  for (const name of await caches.keys()) if (name.startsWith(NAME)) await caches.delete(name);
}
