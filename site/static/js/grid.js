// In a grid of choices Enter goes down its column, with Shift up, as in a spreadsheet.
for (const grid of document.querySelectorAll("[data-grid]")) {
  grid.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("select")) return;
    event.preventDefault();
    const cell = event.target.closest("td");
    let row = cell.parentElement;
    do row = event.shiftKey ? row.previousElementSibling : row.nextElementSibling;
    while (row && !row.children[cell.cellIndex].querySelector("select"));
    row?.children[cell.cellIndex].querySelector("select").focus();
  });
}
