// The bell's menu fetches the latest notices when it is opened; who follows a notice has seen it.
const bell = document.querySelector(".oa-bell");
const place = bell?.querySelector("[data-latest]");

// told without waiting: the browser goes to the page of the notice at once
function watch(root) {
  const { see, token } = root.dataset;
  for (const link of root.querySelectorAll("a[data-id]")) {
    link.addEventListener("click", () => {
      const form = new FormData();
      form.set("_authenticator", token);
      form.set("id", link.dataset.id);
      navigator.sendBeacon(see, form);
    });
  }
}

bell?.addEventListener("toggle", async () => {
  if (!bell.open || !place) return;
  const options = { cache: "no-store", credentials: "same-origin", redirect: "manual" };
  const answer = await fetch(bell.dataset.notices, options).catch(() => null);
  if (!answer?.ok) return;
  place.innerHTML = await answer.text();
  watch(place.querySelector("[data-see]"));
});

for (const root of document.querySelectorAll("main [data-see]")) watch(root);
