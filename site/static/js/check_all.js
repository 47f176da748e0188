// One box that ticks all boxes of a list, or none.
for (const list of document.querySelectorAll("[data-check-all]")) {
  const boxes = [...list.querySelectorAll("input[type=checkbox]")];
  const row = document.createElement("label");
  const all = document.createElement("input");
  const text = document.createElement("span");
  row.className = "invite-list__row invite-list__row--all";
  all.type = "checkbox";
  text.textContent = list.dataset.checkAll;
  row.append(all, text);
  list.querySelector("legend").after(row);
  const tell = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
  });
  list.addEventListener("change", (event) => {
    if (event.target !== all) tell();
  });
  tell();
}
