// Forms that say data-draft="a name" keep what is typed in this browser, for this account, until it was
// received: a lost connection, a closed tab or an expired session loses nothing.
//
// Passwords and files are never kept. Logging out forgets everything of the account.

const owner = document.body.dataset.account;
const PREFIX = "entramado:draft:";
const SENT = "entramado:sent";
const WAIT = 300; // milliseconds after the last key
const DAYS = 30;
const skipped = new Set(["password", "file", "submit", "button", "reset", "image"]);

const keyOf = (form) => `${PREFIX}${owner}:${form.dataset.draft}`;

function fieldsOf(form) {
  return [...form.elements].filter(
    (field) =>
      field.name &&
      field.name !== "csrfmiddlewaretoken" &&
      !("draftVersion" in field.dataset) &&
      !skipped.has(field.type) &&
      !field.disabled,
  );
}

function valuesOf(form) {
  return fieldsOf(form).map((field) => {
    if (field.type === "checkbox" || field.type === "radio") return [field.name, field.checked, field.value];
    if (field.type === "select-multiple") return [field.name, [...field.selectedOptions].map((o) => o.value)];
    return [field.name, field.value];
  });
}

// As the server sent it: what was typed before this script was there is her own already.
function sentOf(form) {
  return fieldsOf(form).map((field) => {
    if (field.type === "checkbox" || field.type === "radio") return [field.name, field.defaultChecked, field.value];
    if (field.type === "hidden") return [field.name, field.value];
    if (!field.options) return [field.name, field.defaultValue];
    const chosen = [...field.options].filter((o) => o.defaultSelected).map((o) => o.value);
    if (field.type === "select-multiple") return [field.name, chosen];
    return [field.name, chosen.at(-1) ?? field.options[0]?.value ?? ""];
  });
}

function fill(form, values) {
  const fields = fieldsOf(form);
  values.forEach(([name, value, own], place) => {
    let field = fields[place];
    if (!field || field.name !== name) {
      field = fields.find((other) => other.name === name && (own === undefined || other.value === own));
    }
    if (!field) return;
    if (field.type === "checkbox" || field.type === "radio") field.checked = value;
    else if (field.type === "select-multiple") for (const o of field.options) o.selected = value.includes(o.value);
    else if (field.type !== "hidden") field.value = value;
  });
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    if (kept && Date.now() - kept.at < DAYS * 86400000) return kept;
  } catch {
    // Unreadable: as good as nothing.
  }
  forget(key);
  return null;
}

function write(key, kept) {
  try {
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Storage is full or closed: the form works as any other.
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // As above.
  }
}

function forgetAll() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(`${PREFIX}${owner}:`)) forget(key);
}

function notice(form, { restored, onDiscard, onRestore }) {
  const words = document.getElementById("draft-words").dataset;
  const box = document.createElement("div");
  box.className = "notice draft-notice";
  box.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = restored ? words.restored : words.offered;
  const buttons = document.createElement("p");
  buttons.className = "cluster";
  const button = (label, deed) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = label;
    made.addEventListener("click", () => {
      deed();
      box.remove();
      form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
    });
    buttons.append(made);
  };
  if (!restored) button(words.restore, onRestore);
  button(words.discard, onDiscard);
  box.append(text, buttons);
  form.prepend(box);
}

function begin(form) {
  const key = keyOf(form);
  const base = JSON.stringify(sentOf(form));
  const refused = Boolean(form.querySelector(".error-summary"));
  const kept = read(key);
  // Which version of the record her text began with: brought back, it is compared with what was saved since.
  const version = form.querySelector("input[data-draft-version]");
  const bringBack = () => {
    fill(form, kept.values);
    if (version && kept.version) version.value = kept.version;
  };
  // What the server sends back with its mistakes is newer than what was kept.
  if (kept && !refused && JSON.stringify(kept.values) !== base) {
    const discard = () => {
      forget(key);
      fill(form, JSON.parse(base));
      if (version) version.value = version.defaultValue;
    };
    const restored = kept.base === base;
    if (restored) bringBack();
    notice(form, { restored, onDiscard: discard, onRestore: bringBack });
  }
  let waiting;
  const keep = () => {
    clearTimeout(waiting);
    const values = valuesOf(form);
    if (JSON.stringify(values) === base && !refused) forget(key);
    else write(key, { at: Date.now(), base, values, version: version?.value });
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, WAIT);
  });
  form.addEventListener("submit", () => {
    keep();
    sessionStorage.setItem(SENT, key);
  });
  addEventListener("pagehide", () => waiting && keep());
  if (!kept && !refused && JSON.stringify(valuesOf(form)) !== base) keep();
}

if (owner) {
  const forms = [...document.querySelectorAll("form[data-draft]")];
  // Received: the page that follows says that something went well, and is not the form again.
  const sent = sessionStorage.getItem(SENT);
  if (sent && document.querySelector(".messages .notice--good")) forget(sent);
  sessionStorage.removeItem(SENT);
  forms.forEach(begin);
  for (const form of document.querySelectorAll('form[action$="/logout/"]')) {
    form.addEventListener("submit", forgetAll);
  }
}
