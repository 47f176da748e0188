// Filters stand open beside a list where there is room; addresses carry only what was asked for.
const wide = window.matchMedia("(min-width: 56rem)");

function openWhereThereIsRoom(within = document) {
  for (const details of within.querySelectorAll("details[data-open-when-wide]")) details.open = wide.matches;
}

openWhereThereIsRoom();
wide.addEventListener("change", () => openWhereThereIsRoom());
document.addEventListener("htmx:load", (event) => wide.matches && openWhereThereIsRoom(event.target));

for (const button of document.querySelectorAll("[data-without-script]")) button.hidden = true;

document.getElementById("directory")?.addEventListener("htmx:configRequest", (event) => {
  const { formData } = event.detail;
  for (const [name, value] of [...formData.entries()]) if (value === "") formData.delete(name);
});
