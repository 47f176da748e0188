// The list of the door as lines with buttons, and what has to be told.
const SHOWN = 40;
export const CAME = ["present", "visitor"];
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function made(tag, className, text) {
  const one = document.createElement(tag);
  if (className) one.className = className;
  if (text) one.textContent = text;
  return one;
}

function button(label, name, primary, deed) {
  const one = made("button", `button${primary ? " button--primary door-mark" : ""}`, label);
  one.type = "button";
  if (name) one.append(made("span", "visually-hidden", `: ${name}`));
  one.addEventListener("click", deed);
  return one;
}

export function found(people, text) {
  const parts = plain(text).split(/\s+/).filter(Boolean);
  return people.filter((one) => parts.every((part) => plain(`${one.name} ${one.where}`).includes(part)));
}

function line(one, words, marked) {
  const row = made("li");
  row.dataset.id = one.id;
  const head = made("div", "door-line");
  const who = made("div");
  const title = made("p", "record-list__title", one.name);
  const hasNoSeat = one.offers.includes("visitor");
  const facts = made("p", "record-list__facts");
  const told = [one.where, one.waits && words.tosend, !one.mark && hasNoSeat && words.noseat].filter(Boolean);
  facts.append(...told.map((text) => made("span", "", text)));
  if (one.mark) {
    const tone = CAME.includes(one.mark) ? "good" : "muted";
    title.append(" ", made("span", `badge badge--${tone}`, words[one.mark]));
  }
  who.append(title, facts);
  head.append(who);
  if (!CAME.includes(one.mark)) {
    const label = hasNoSeat ? words.visits : words.here;
    head.append(button(label, one.name, true, () => marked(one, one.offers[0])));
  }
  row.append(head);
  if (one.mark) {
    const fold = made("details", "disclosure");
    const summary = made("summary", "", words.correct);
    summary.append(made("span", "visually-hidden", `: ${one.name}`));
    const deeds = made("p", "cluster");
    const others = one.offers.filter((offer) => offer !== one.mark);
    deeds.append(...others.map((offer) => button(words[offer], "", false, () => marked(one, offer))));
    fold.append(summary, deeds);
    row.append(fold);
  }
  return row;
}

export function draw(list, people, text, words, marked) {
  const all = found(people, text);
  const shown = all.slice(0, SHOWN);
  const drawn = JSON.stringify(shown);
  if (list.dataset.drawn !== drawn) {
    const open = [...list.querySelectorAll("details[open]")].map((fold) => fold.closest("li").dataset.id);
    list.dataset.drawn = drawn; // what is as it was stays under her finger
    list.replaceChildren(...shown.map((one) => line(one, words, marked)));
    for (const row of list.children) if (open.includes(row.dataset.id)) row.querySelector("details")?.setAttribute("open", "");
    if (!all.length) list.append(made("li", "muted", words.none));
  }
  if (all.length > SHOWN) return words.more.replace("{n}", all.length).replace("{shown}", SHOWN);
  return text ? words.some.replace("{n}", all.length) : "";
}

export function drawTold(list, records, words, seen) {
  const rows = records.map((record) => {
    const row = made("li", "notice notice--warn");
    row.append(made("p", "", record.said), button(words.seen, record.said, false, () => seen(record)));
    return row;
  });
  list.replaceChildren(...rows);
  list.hidden = !rows.length;
}
