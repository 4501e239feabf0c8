// What every office page does: menus that close, lists by keyboard, choosing all, no double sending.
const typing = (node) => node.closest("input, textarea, select, [contenteditable]");

// A menu closes by Escape and by a click elsewhere.
for (const menu of document.querySelectorAll("details.oa-menu")) {
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

// Keys: j and k walk through a list, Enter opens (it is a link), x ticks; n, p and u follow the
// links that say so (next, previous, up to the list); ? shows the keys.
const titles = [...document.querySelectorAll(".oa-item__title")];
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const { key } = event;
  const step = { j: 1, k: -1 }[key];
  if (step && titles.length) {
    const here = titles.indexOf(document.activeElement);
    const next = titles[here < 0 ? 0 : Math.min(titles.length - 1, Math.max(0, here + step))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  } else if (key === "x") {
    document.activeElement.closest(".oa-item")?.querySelector("input[type=checkbox]")?.click();
  } else if (key === "n" || key === "p" || key === "u") {
    document.querySelector(`a[data-key=${key}]`)?.click();
  } else if (key === "?") {
    const keys = document.getElementById("oa-keys");
    if (keys) event.preventDefault();
    keys?.showModal();
  }
});
for (const button of document.querySelectorAll("[data-dialog]")) {
  button.addEventListener("click", () => document.getElementById(button.dataset.dialog).showModal());
}

// On a small screen what narrows a search down is folded away, so that the answer comes first.
if (matchMedia("(max-width: 1020px)").matches) {
  for (const facet of document.querySelectorAll(".oa-facet")) facet.open = false;
}

// The present step of the chain is in sight on a small screen.
const now = document.querySelector(".oa-chain__now");
if (now) {
  const line = now.parentElement;
  line.scrollLeft = now.offsetLeft - line.offsetLeft - (line.clientWidth - now.offsetWidth) / 2;
}

// A box with data-all ticks all boxes of that group, and shows when only some are ticked.
for (const all of document.querySelectorAll("input[data-all]")) {
  const boxes = () => [...document.querySelectorAll(`input[data-group~="${all.dataset.all}"]`)];
  const show = () => {
    const ticked = boxes().filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  all.closest("[hidden]")?.removeAttribute("hidden");
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    all.dispatchEvent(new CustomEvent("oa:ticked", { bubbles: true }));
  });
  document.addEventListener("change", show);
  document.addEventListener("oa:ticked", show);
  show();
}

// A button that needs something ticked waits for it, and says how many are.
for (const button of document.querySelectorAll("[data-needs]")) {
  const said = button.textContent.trim();
  const show = () => {
    const ticked = document.querySelectorAll(`input[data-group~="${button.dataset.needs}"]:checked`).length;
    button.disabled = !ticked;
    button.textContent = ticked ? `${said}（${ticked}）` : said;
  };
  document.addEventListener("change", show);
  document.addEventListener("oa:ticked", show);
  window.addEventListener("pageshow", show);
  show();
}

// What works only with scripts is shown only with them.
for (const node of document.querySelectorAll("[data-scripted]")) node.hidden = false;
for (const node of document.querySelectorAll("[data-print]")) {
  node.addEventListener("click", () => window.print());
}

// On paper all recipients are named.
window.addEventListener("beforeprint", () => {
  for (const node of document.querySelectorAll(".oa-to details")) node.open = true;
});

// A second tap must not press the button that has just appeared in the first one's place.
const shown = performance.now();
document.addEventListener(
  "click",
  (event) => {
    if (!event.detail || !event.target.closest?.("button[data-primary]")) return;
    const [x, y, at] = (sessionStorage.getItem("oa-tap") || "").split(" ").map(Number);
    const same = Math.hypot(event.clientX - x, event.clientY - y) < 24 && Date.now() - at < 20000;
    if (same && performance.now() - shown < 1000) return event.preventDefault();
    sessionStorage.setItem("oa-tap", `${event.clientX} ${event.clientY} ${Date.now()}`);
  },
  true,
);

// A form is sent once; Ctrl+Enter sends it by its first button.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    window.addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const button = form.querySelector("button[data-primary]") || form.querySelector("button:not([type=button])");
      if (button) form.requestSubmit(button);
    }
  });
}
