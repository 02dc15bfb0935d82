// Creates or uses a passkey when its button is pressed, and sends the answer with the form. No eval, no inline part.
// A form says what it does by data-passkey: "add" and "use" carry their options, "sign-in" fetches them.
"use strict";
(() => {
  const optionsOf = async (form) => {
    if (form.dataset.passkey !== "sign-in") return JSON.parse(form.dataset.options);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no options");
    return (await answer.json()).request_options;
  };

  const create = (options, alone) => {
    const choice = (options.publicKey.authenticatorSelection ||= {});
    choice.residentKey = alone ? "required" : "discouraged";
    choice.requireResidentKey = alone;
    if (alone) choice.userVerification = "required";
    return window.webauthnJSON.create(options);
  };

  const run = async (form) => {
    const options = await optionsOf(form);
    const alone = form.querySelector("[name=passwordless]");
    const credential =
      form.dataset.passkey === "add"
        ? await create(options, Boolean(alone && alone.checked))
        : await window.webauthnJSON.get(options);
    form.querySelector("[name=credential]").value = JSON.stringify(credential);
    form.submit();
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const trouble = form.querySelector("[data-trouble]");
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      trouble.hidden = true;
      try {
        await run(form);
      } catch {
        trouble.hidden = false;
        trouble.focus();
      }
    });
  }
})();
