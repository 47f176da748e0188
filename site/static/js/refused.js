// A form that was refused: whatever is folded around its errors opens, and the first box of errors takes the focus.
const wrong = document.querySelectorAll(".error-summary, main [aria-invalid=true]");
for (const one of wrong) {
  for (let fold = one.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}
const box = document.querySelector(".error-summary");
box?.focus();
