// Logging out on any page: what this account recorded and has not sent would be gone, so she is asked.
import { allUnsent, leave, tidy } from "./device_store.js";

const account = document.body.dataset.account;
const words = document.getElementById("unsent-words")?.dataset;
const PATIENCE = 2000;
let asked = false;

// A store that does not answer must not keep anybody logged in.
function soon(answer) {
  return Promise.race([answer, new Promise((_, refuse) => setTimeout(refuse, PATIENCE))]);
}

async function ask(form) {
  try {
    const waiting = await soon(allUnsent(account));
    if (waiting.length && !confirm(words.leaving.replace("{n}", waiting.length))) return;
    await soon(leave(account));
  } catch {
    // Without a store there is nothing to forget.
  }
  asked = true;
  form.requestSubmit();
}

if (account && words && "indexedDB" in window) {
  tidy(account).catch(() => {}); // without a store there is nothing to tidy
  for (const form of document.querySelectorAll('form[action$="/logout/"]')) {
    form.addEventListener(
      "submit",
      (event) => {
        if (asked) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        ask(form);
      },
      { capture: true },
    );
  }
}
