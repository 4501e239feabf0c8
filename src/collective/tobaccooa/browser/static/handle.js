// The document page: report the opening, put in phrases, show files in place, keep what is typed.
const panel = document.querySelector(".oa-panel");

if (panel?.dataset.openUrl) {
  const body = new FormData();
  body.set("_authenticator", panel.dataset.token);
  if (panel.dataset.for) body.set("on_behalf_of", panel.dataset.for);
  fetch(panel.dataset.openUrl, { method: "POST", body }).catch(() => {});
}

for (const button of document.querySelectorAll("[data-phrase]")) {
  button.addEventListener("click", () => {
    const field = document.getElementById(button.dataset.phrase);
    const said = field.value.trimEnd();
    field.value = said && !said.endsWith(button.textContent) ? said + button.textContent : button.textContent;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}

// A file is shown under its line; a second press hides it. Without scripts the link opens it.
for (const link of document.querySelectorAll("[data-show]")) {
  const frame = document.getElementById(link.dataset.show);
  link.setAttribute("aria-expanded", "false");
  link.setAttribute("role", "button");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    if (!frame.src) frame.src = frame.dataset.src;
    frame.hidden = !frame.hidden;
    link.setAttribute("aria-expanded", String(!frame.hidden));
  });
}

// People belong to a step: ticking one chooses the step, and only the chosen step's list is open.
for (const list of document.querySelectorAll("details[data-step]")) {
  const radio = document.querySelector(`input[name=to_step][value="${list.dataset.step}"]`);
  list.addEventListener("change", () => radio && (radio.checked = true));
  radio?.addEventListener("change", () => (list.open = radio.checked));
}

// An opinion that was typed but not sent survives a closed window, on this machine only.
const opinion = document.getElementById("opinion");
if (opinion) {
  const key = `oa-opinion:${location.pathname.replace(/\/@@decide$/, "")}`;
  if (!opinion.value) opinion.value = sessionStorage.getItem(key) || "";
  opinion.addEventListener("input", () => sessionStorage.setItem(key, opinion.value));
  opinion.form.addEventListener("submit", () => sessionStorage.removeItem(key));
}

// A long list of people narrows down while one types; who is ticked stays in sight.
for (const field of document.querySelectorAll("input[data-filter]")) {
  const list = document.getElementById(field.dataset.filter);
  field.addEventListener("input", () => {
    const words = field.value.trim().toLowerCase();
    for (const line of list.querySelectorAll("[data-words]")) {
      const ticked = line.querySelector("input").checked;
      line.hidden = !ticked && !line.dataset.words.toLowerCase().includes(words);
    }
    for (const group of list.querySelectorAll("fieldset")) {
      group.hidden = !group.querySelector("[data-words]:not([hidden])");
    }
  });
}

// Ticking a person means people, choosing a step means the step.
const people = document.getElementById("special-people");
people?.addEventListener("change", () => {
  const none = document.querySelector('input[name=special_step][value=""]');
  if (none) none.checked = true;
});
