// Answers for the pages of one kind when there is no connection: the form of actions, the door of an event. SAID is
// put before this text by the server: its name, the pages (a pattern), the empty one, what it needs, and a version.
// No other page is kept, and nothing of whoever filled it in.

const NAME = `entramado-${SAID.name}-`;
const PAGES = new RegExp(SAID.pages);
const CACHE = NAME + SAID.version;
const PATIENCE = 8_000; // milliseconds: a line that does not answer is as good as none
const assets = new Set(SAID.assets.map((address) => new URL(address, location.origin).pathname));

async function refresh() {
  const answer = await fetch(SAID.kept, { cache: "no-store", redirect: "manual" });
  if (answer.ok) await (await caches.open(CACHE)).put(SAID.kept, answer);
  return answer.ok;
}

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      if (!(await refresh())) throw new Error("nobody is logged in");
      await (await caches.open(CACHE)).addAll(SAID.assets);
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith(NAME) && name !== CACHE) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  );
});

async function inTime(request) {
  let timer;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("late")), PATIENCE);
  });
  try {
    return await Promise.race([fetch(request), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function page(event) {
  try {
    const answer = await inTime(event.request);
    if (answer.ok) event.waitUntil(refresh().catch(() => {}));
    return answer;
  } catch (error) {
    const kept = await caches.match(SAID.kept);
    if (kept) return kept;
    throw error;
  }
}

async function asset(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && PAGES.test(pathname)) event.respondWith(page(event));
  else if (assets.has(pathname)) event.respondWith(asset(request));
});
