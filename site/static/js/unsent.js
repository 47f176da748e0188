// Logging out on any page: what this account recorded and has not sent would be gone, so she is asked.
import { leave, unsent } from "./actions_store.js";

const account = document.body.dataset.account;
const words = document.getElementById("unsent-words")?.dataset;
let asked = false;

async function ask(form) {
  try {
    const waiting = await unsent(account);
    if (waiting.length && !confirm(words.leaving.replace("{n}", waiting.length))) return;
    await leave(account);
  } catch {
    // Without a store there is nothing to forget.
  }
  asked = true;
  form.requestSubmit();
}

if (account && words && "indexedDB" in window) {
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
