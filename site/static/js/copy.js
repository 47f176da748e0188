// Copies a message's text and notes beside it that it was copied. Without this script one notes it oneself.
const copyText = async (area) => {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(area.value);
  area.select();
  if (!document.execCommand("copy")) throw new Error("nothing was copied");
  return undefined;
};

for (const form of document.querySelectorAll("form[data-copy]")) {
  const button = form.querySelector("button");
  const status = form.querySelector("[role=status]");
  button.firstChild.textContent = form.dataset.label;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await copyText(document.getElementById(form.dataset.copy));
      status.textContent = form.dataset.done;
    } catch {
      document.getElementById(form.dataset.copy).select();
      status.textContent = form.dataset.failed;
      return;
    }
    fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "fetch" },
    }).catch(() => {});
  });
}
