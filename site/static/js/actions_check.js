// What can be judged without the server, and how a refusal is shown: as the server's own pages do.

const value = (form, name) => form.elements[name]?.value.trim() ?? "";
const label = (field) => field?.labels?.[0]?.firstChild?.textContent.trim() ?? "";

export function problems(form, words) {
  const found = {};
  for (const field of form.querySelectorAll("[required]")) {
    if (!field.value.trim()) found[field.name] = [words.required];
  }
  const date = value(form, "started");
  if (date && !/^(\d{4}([-/]\d{1,2}){0,2}|(\d{1,2}[-/.]){1,2}\d{4})$/.test(date)) found.started = [words.date];
  if (form.dataset.mode === "asesoria") {
    const typed = value(form, "picked_typed");
    if (!typed && !form.querySelector('input[name="picked"]:checked')) found.picked = [words.asked];
    return found;
  }
  const parts = ["women", "men", "other", "no_data"].map((name) => value(form, name)).filter(Boolean);
  const total = value(form, "participants");
  if (total && !value(form, "count_of")) found.count_of = [words.counts];
  if (total && !value(form, "qualifier")) found.qualifier = [words.exact];
  const sum = parts.reduce((all, part) => all + Number(part), 0);
  if (parts.length && !total) found.participants = [words.total.replace("{n}", sum)];
  else if (sum > Number(total)) found.participants = [words.beyond.replace("{sum}", sum).replace("{total}", total)];
  return found;
}

export function clear(form) {
  form.querySelector(".error-summary")?.remove();
  for (const said of form.querySelectorAll("[data-said]")) said.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    const ids = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && !id.endsWith("_said"));
    if (ids.length) field.setAttribute("aria-describedby", ids.join(" "));
    else field.removeAttribute("aria-describedby");
  }
}

export function show(form, errors, words) {
  clear(form);
  const box = document.createElement("div");
  box.className = "error-summary";
  box.setAttribute("role", "alert");
  box.tabIndex = -1;
  const head = document.createElement("h2");
  head.textContent = words.mend;
  const list = document.createElement("ul");
  for (const [name, texts] of Object.entries(errors)) {
    const field = form.elements[name === "picked" ? "picked_typed" : name];
    for (const text of texts) {
      const item = document.createElement("li");
      if (field?.id) {
        const link = document.createElement("a");
        link.href = `#${field.id}`;
        link.textContent = `${label(field)}: ${text}`;
        item.append(link);
        mark(field, text);
      } else item.textContent = text;
      list.append(item);
    }
  }
  for (const name of Object.keys(errors)) {
    const folded = form.elements[name]?.closest?.("details");
    if (folded) folded.open = true;
  }
  box.append(head, list);
  form.prepend(box);
  box.focus();
}

function mark(field, text) {
  const said = document.createElement("p");
  said.className = "field__error";
  said.dataset.said = "";
  said.id = `${field.id}_said`;
  said.textContent = text;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${said.id}`.trim());
  field.before(said);
}
