// The form of a document: it saves itself, counts recipients, and asks before leaving.
const form = document.querySelector("form[data-autosave]");
const PAUSE = 8000;

if (form) {
  const said = form.querySelector("[data-saved]");
  let dirty = false;
  let sending = false;
  let asked = false;
  let flight = null; // an autosave on its way; what is sent meanwhile would seem outdated
  let timer;

  const count = () => {
    for (const place of form.querySelectorAll("[data-count]")) {
      const ticked = form.querySelectorAll(`input[name="${place.dataset.count}"]:checked`).length;
      place.textContent = ticked ? `（${ticked}）` : "";
    }
  };

  const save = async () => {
    if (!dirty || sending || !form.elements.title.value.trim()) return;
    if (flight) {
      timer = setTimeout(save, PAUSE);
      return;
    }
    window.tinymce?.triggerSave?.();
    const body = new FormData(form);
    for (const name of ["files", "remove", "send", "save", "step"]) body.delete(name);
    // files travel with the form itself, not with every autosave
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    body.set("autosave", "1");
    dirty = false;
    flight = send(body);
    await flight;
    flight = null;
  };

  const send = async (body) => {
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (!answer.ok) throw new Error(told.error);
      said.textContent = told.said;
      form.elements.version.value = told.version;
      if (form.action !== told.url) {
        form.action = told.url;
        history.replaceState(null, "", told.url);
      }
    } catch (error) {
      dirty = true;
      said.textContent = error.message;
    }
  };

  const changed = () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
    count();
  };

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("oa:ticked", changed);
  form.addEventListener("submit", (event) => {
    if (flight) {
      event.preventDefault();
      if (asked) return;
      asked = true;
      flight.then(() => {
        asked = false;
        delete form.dataset.sent; // by oa.js, which lets a form go once
        form.requestSubmit(event.submitter);
      });
      return;
    }
    sending = true;
    clearTimeout(timer);
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty && !sending) event.preventDefault();
  });

  // The editor comes later than this module, from Plone's bundle.
  const waiting = setInterval(() => {
    const editor = window.tinymce?.get?.("text");
    if (!editor) return;
    clearInterval(waiting);
    editor.on("input change", changed);
    editor.iframeElement.title = form.querySelector("label[for=text]").textContent;
  }, 400);
  setTimeout(() => clearInterval(waiting), 20000);
}
