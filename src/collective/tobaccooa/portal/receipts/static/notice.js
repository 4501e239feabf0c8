// Tells the server once that a signed-in person has opened this notice: reading itself writes nothing.
const form = document.querySelector("form[data-opened]");
if (form) {
  const send = () => {
    fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      credentials: "same-origin",
      keepalive: true,
    }).catch(() => {}); // the mark stays; the next visit reports again
  };
  // A page that was only prepared or lies in a background tab is not opened yet.
  if (document.visibilityState === "visible") send();
  else document.addEventListener("visibilitychange", send, { once: true });
}
