// Asking the server from a page that may have been kept: in time, and only as whom it was kept for.

const ASKING = 20_000; // milliseconds
export const SENDING = 120_000; // a photo on a slow line

export async function ask(address, options, limit = ASKING) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), limit);
  try {
    return await fetch(address, { ...options, redirect: "manual", cache: "no-store", signal: stop.signal });
  } finally {
    clearTimeout(timer);
  }
}

// A fresh token to send with; else why not: "out" (nobody is logged in, or somebody else, or she may not) or "away" (no
// connection).
export async function entered(account, words) {
  if (navigator.onLine === false) return { state: "away" };
  try {
    const answer = await ask(words.token, {});
    if (answer.type === "opaqueredirect" || [403, 404].includes(answer.status)) return { state: "out" };
    if (!answer.ok) return { state: "away" };
    const fresh = await answer.json();
    return fresh.account === account ? { token: fresh.token } : { state: "out" };
  } catch {
    return { state: "away" };
  }
}
