// What portal pages do beyond plain HTML; everything can be read without this.
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const STEP = 5000;

for (const node of document.querySelectorAll("[data-scripted]")) node.hidden = false;

// Menus close by Escape and by a click elsewhere.
for (const menu of document.querySelectorAll("details.op-menu")) {
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

// Something that moves by itself stops while it is pointed at or focused, and for good by its button.
const moving = (root, stop, move) => {
  let held = false;
  let stopped = still;
  const hold = (value) => () => (held = value);
  root.addEventListener("pointerenter", hold(true));
  root.addEventListener("pointerleave", hold(false));
  root.addEventListener("focusin", hold(true));
  root.addEventListener("focusout", hold(false));
  if (stop && !still) {
    stop.hidden = false;
    stop.addEventListener("click", () => {
      stopped = !stopped;
      stop.setAttribute("aria-pressed", String(stopped));
    });
  }
  setInterval(() => {
    if (!held && !stopped && !document.hidden) move();
  }, STEP);
};

for (const root of document.querySelectorAll("[data-carousel]")) {
  const pictures = [...root.querySelectorAll(".op-carousel__pictures li")];
  const titles = [...root.querySelectorAll(".op-carousel__titles a")];
  let here = 0;
  // pictures that are not shown yet are not fetched either: the next one a moment before its turn
  const fetched = (number) => {
    const kept = pictures[(number + pictures.length) % pictures.length].querySelector("template");
    kept?.replaceWith(kept.content);
  };
  const show = (number) => {
    here = (number + titles.length) % titles.length;
    fetched(here);
    setTimeout(() => fetched(here + 1), STEP - 1500);
    pictures.forEach((node, at) => node.classList.toggle("op-carousel__later", at !== here));
    titles.forEach((node, at) => {
      if (at === here) node.setAttribute("aria-current", "true");
      else node.removeAttribute("aria-current");
    });
  };
  titles.forEach((node, at) => {
    node.addEventListener("focus", () => show(at));
    node.addEventListener("pointerenter", () => show(at));
  });
  if (titles.length > 1) {
    if (!still) setTimeout(() => fetched(1), STEP - 1500);
    moving(root, root.querySelector("[data-carousel-stop]"), () => show(here + 1));
  }
}

for (const root of document.querySelectorAll("[data-ticker]")) {
  const list = root.querySelector("ul");
  if (list.children.length < 2) continue;
  moving(root, root.querySelector("[data-ticker-stop]"), () => {
    root.dataset.running = "yes";
    const first = list.firstElementChild;
    for (const line of list.children) line.style.transform = "translateY(-44px)";
    setTimeout(() => {
      delete root.dataset.running;
      list.append(first);
      for (const line of list.children) line.style.transform = "";
    }, 520);
  });
}

// Deleting asks once more.
for (const button of document.querySelectorAll("[data-confirm]")) {
  button.addEventListener("click", (event) => {
    if (!window.confirm(`${button.textContent.trim()}？`)) event.preventDefault();
  });
}

// Report once that the page was really looked at: visible for two seconds.
const seen = document.body.dataset.seen;
if (seen && navigator.sendBeacon) {
  let timer = null;
  const look = () => {
    clearTimeout(timer);
    if (document.visibilityState !== "visible") return;
    timer = setTimeout(() => {
      document.removeEventListener("visibilitychange", look);
      navigator.sendBeacon(seen);
    }, 2000);
  };
  document.addEventListener("visibilitychange", look);
  look();
}
