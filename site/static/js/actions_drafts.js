// What is typed and not recorded yet is kept on the device while one types, and offered again: an expired session,
// a closed tab or a call lose nothing. It lies under the key of its form, without its photos, so that what was
// brought back and recorded is never there twice.
import { forget, HALF, keepHers } from "./device_store.js";

const WAIT = 300; // milliseconds after the last key

// `told()` gives the record as it stands, or nothing while it is not to be kept.
export function draft(form, told) {
  let waiting;
  let base = "";
  const said = (record) => JSON.stringify([record.values.filter(([, value]) => value), record.chosen]);

  function stop() {
    clearTimeout(waiting);
    waiting = undefined;
  }

  async function keep() {
    stop();
    const record = told();
    if (!record) return;
    try {
      if (!record.state && said(record) === base) await forget(record.key);
      else await keepHers({ state: HALF, files: [], ...record });
    } catch {
      // No room, or no store: the form works as any other.
    }
  }

  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(keep, WAIT);
  }
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  addEventListener("pagehide", () => waiting && keep());
  document.addEventListener("visibilitychange", () => waiting && document.visibilityState === "hidden" && keep());

  return {
    // The form as it is now is what nobody has typed in yet.
    begin: (record) => {
      stop();
      base = said(record);
    },
    // What is still waiting to be kept is kept now, before something else takes its place.
    flush: async () => waiting && (await keep()),
    stop,
  };
}
