// A key of the device or one that is plugged in. allauth's own scripts speak to it; this one joins them to
// the form, shows it where the browser knows keys, and says in words what went wrong.
const form = document.querySelector("form[data-key]");

if (form && window.PublicKeyCredential) {
  const refused = form.querySelector("[role=alert]");
  const step = form.dataset.key;
  form.hidden = false;
  window.allauth.webauthn.forms[step]({
    ids: {
      [step === "addForm" ? "add" : "authenticate"]: "usar-llave",
      credential: form.dataset.keyField,
      data: "js_data",
    },
  });
  form.addEventListener("submit", (event) => event.preventDefault()); // Enter in the name: the button asks the key
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) document.getElementById("usar-llave").click();
  });
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    refused.className = "field__error"; // with its sign, which alone would say nothing
    refused.textContent = form.dataset.refused;
  });
}
