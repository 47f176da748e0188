// What was recorded on this device and has not been received yet, apart for each account (IndexedDB).
// Besides it only whose device it is now, so that the page that opens without a connection knows.

const NAME = "entramado-acciones";
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

export async function unsent(account) {
  const all = await within("unsent", "readonly", (store) => store.getAll());
  return all.filter((record) => record.account === account).sort((one, other) => one.at - other.at);
}

// Whoever logs out takes everything of hers along: what was not sent, and the form that opens without a connection.
export async function leave(account) {
  for (const record of await unsent(account)) await forget(record.key);
  await within("owner", "readwrite", (store) => store.clear());
  if (!("serviceWorker" in navigator)) return;
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    if (registration.scope.endsWith("/gestion/acciones/")) await registration.unregister();
  }
  for (const name of await caches.keys()) if (name.startsWith(NAME)) await caches.delete(name);
}
