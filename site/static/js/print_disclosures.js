// On paper nothing can be opened: what is folded on the screen is printed open, and folded again.
const folded = () => document.querySelectorAll("main details:not([open])");
let opened = [];

addEventListener("beforeprint", () => {
  opened = [...folded()];
  for (const details of opened) details.open = true;
});

addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
  opened = [];
});
