// The page of a portal's face: colours by patch, columns moved by drag or keys, a live preview.
// Everything here only fills the fields of the form, which works without it.
const form = document.getElementById("face-form");
const frame = document.getElementById("face-frame");
const notes = document.querySelector("[data-preview-notes]");
const said = document.querySelector("[data-layout-said]");
const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }));

// 1. Colours: a free choice and patches beside each field.
const FULL = /^#?([0-9a-f]{6})$/i;
const design = () => form.querySelector('input[name="design"]:checked');
const painters = [];
for (const box of form.querySelectorAll("[data-colour]")) {
  const name = box.dataset.colour;
  const field = box.querySelector("input");
  const tools = document.getElementById("face-colour-tools").content.cloneNode(true);
  const patches = document.getElementById("face-presets").content.cloneNode(true);
  box.querySelector(".oa-colour__row").append(tools);
  box.append(patches);
  const free = box.querySelector('input[type="color"]');
  const buttons = [...box.querySelectorAll("button[data-value]")];
  const set = (value) => {
    field.value = value;
    changed();
  };
  free.addEventListener("input", () => set(free.value));
  box.querySelector("[data-clear]").addEventListener("click", () => set(""));
  for (const button of buttons) button.addEventListener("click", () => set(button.dataset.value));
  painters.push(() => {
    const own = design()?.dataset[name] || "#000000";
    const typed = FULL.exec(field.value.trim());
    free.value = typed ? `#${typed[1].toLowerCase()}` : own;
    field.placeholder = own;
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.value === field.value.trim()));
    }
  });
}

// 2. Columns: the order on the page is what counts; the numbers are written from it.
const zones = [...form.querySelectorAll("[data-zone-list]")];
const zoneOf = (item) => item.closest("[data-zone-list]");
const place = (item) => [...zoneOf(item).children].indexOf(item) + 1;

function number() {
  for (const zone of zones) {
    [...zone.children].forEach((item, index) => {
      item.querySelector("select").value = zone.dataset.zoneList;
      item.querySelector('input[type="number"]').value = index + 1;
    });
  }
}

function tell(item) {
  const select = item.querySelector("select");
  const title = item.querySelector(".oa-placed__title").textContent;
  said.textContent = `${title}：${select.selectedOptions[0].textContent}，${place(item)}`;
}

function moved(item, focus) {
  number();
  focus?.focus();
  tell(item);
  changed();
}

let dragged = null;
for (const item of form.querySelectorAll("[data-placed]")) {
  item.draggable = true;
  item.querySelector('input[type="number"]').hidden = true;
  const select = item.querySelector("select");
  select.addEventListener("change", () => {
    form.querySelector(`[data-zone-list="${select.value}"]`).append(item);
    moved(item, select);
  });
  for (const button of item.querySelectorAll("[data-move]")) {
    button.addEventListener("click", () => {
      const up = button.dataset.move === "-1";
      const other = up ? item.previousElementSibling : item.nextElementSibling;
      if (other && up) other.before(item);
      else if (other) other.after(item);
      else {
        // at the end of its zone: on to the next one
        const next = zones[zones.indexOf(zoneOf(item)) + (up ? -1 : 1)];
        if (!next) return;
        if (up) next.append(item);
        else next.prepend(item);
      }
      moved(item, button);
    });
  }
  item.addEventListener("dragstart", (event) => {
    dragged = item;
    item.dataset.dragged = "";
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", item.dataset.placed);
  });
  item.addEventListener("dragend", () => {
    delete item.dataset.dragged;
    for (const zone of zones) delete zone.dataset.over;
    if (dragged) moved(item);
    dragged = null;
  });
}
for (const zone of zones) {
  zone.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    for (const each of zones) delete each.dataset.over;
    zone.dataset.over = "";
    const below = [...zone.children].find((each) => {
      const box = each.getBoundingClientRect();
      return each !== dragged && event.clientY < box.top + box.height / 2;
    });
    if (below) below.before(dragged);
    else zone.append(dragged);
  });
  zone.addEventListener("drop", (event) => event.preventDefault());
}

// 3. Preview: the server says how it would look, the front page in the frame is dressed in it.
let answer = null;
let asked = 0;

function dress() {
  let page = null;
  try {
    page = frame.contentDocument;
  } catch (error) {
    return; // the frame shows another site
  }
  if (!answer || !page?.documentElement || !page.head) return;
  let sheet = page.getElementById("oa-face-preview");
  if (!sheet) {
    sheet = page.createElement("style");
    sheet.id = "oa-face-preview";
  }
  sheet.textContent = answer.css;
  page.head.append(sheet);
  for (const [name, value] of Object.entries(answer.attributes)) {
    page.documentElement.setAttribute(name, value);
  }
  for (const [name, value] of Object.entries(answer.texts)) {
    for (const node of page.querySelectorAll(`[data-face="${name}"]`)) {
      node.textContent = value;
      node.hidden = !value;
    }
  }
  for (const [zone, columns] of Object.entries(answer.zones)) {
    const box = page.querySelector(`[data-zone="${zone}"]`);
    // what is no column stays where it is: one's work on top, the calendar last
    const last = box?.lastElementChild;
    const end = last && !last.dataset.column ? last : null;
    for (const id of columns) {
      const column = page.querySelector(`[data-column="${CSS.escape(id)}"]`);
      if (!column) continue;
      column.hidden = zone === "hidden";
      if (!box || column.hidden) continue;
      column.className = column.className.replace(/op-block--in-\w+/, `op-block--in-${zone}`);
      box.insertBefore(column, end);
    }
  }
}

function note(text, kind) {
  const box = document.createElement("p");
  box.className = `oa-message oa-message--${kind}`;
  box.textContent = text;
  return box;
}

async function ask() {
  const mine = ++asked;
  const data = new FormData();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
  let found;
  try {
    const response = await fetch(form.dataset.preview, {
      method: "POST",
      body: data,
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    });
    if (!response.ok) return;
    found = await response.json();
  } catch (error) {
    return; // offline: the next change asks again
  }
  if (mine !== asked) return;
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  if (found.problem) {
    const field = form.elements.namedItem(found.field);
    if (field instanceof Element) field.setAttribute("aria-invalid", "true");
    notes.replaceChildren(note(found.problem, "error"));
    return;
  }
  notes.replaceChildren(...found.notes.map((text) => note(text, "warning")));
  answer = found;
  dress();
}

let waiting = 0;
form.addEventListener("input", () => {
  for (const paint of painters) paint();
  clearTimeout(waiting);
  waiting = setTimeout(ask, 250);
});
frame.addEventListener("load", () => {
  frame.contentDocument?.documentElement?.setAttribute("data-preview", "");
  // links would lead the frame away from what is being changed
  frame.contentDocument?.addEventListener("click", (event) => {
    if (event.target.closest?.("a, button[type=submit], form button")) event.preventDefault();
  });
  dress();
});

// The wide page is shown smaller, so that all of it can be seen.
let width = window.innerWidth < 700 ? 390 : 1280;
const box = frame.parentElement;
function fit() {
  const scale = Math.min(1, box.clientWidth / width);
  frame.style.width = `${width}px`;
  frame.style.height = `${box.clientHeight / scale}px`;
  frame.style.transform = `scale(${scale})`;
  frame.style.marginLeft = `${Math.max(0, (box.clientWidth - width * scale) / 2)}px`;
}
const widths = [...document.querySelectorAll("[data-preview-width]")];
function pressWidth() {
  for (const each of widths) {
    each.setAttribute("aria-pressed", String(Number(each.dataset.previewWidth) === width));
  }
  fit();
}
for (const button of widths) {
  button.addEventListener("click", () => {
    width = Number(button.dataset.previewWidth);
    pressWidth();
  });
}
pressWidth();
new ResizeObserver(fit).observe(box);

// Leaving with changes asks first.
let dirty = false;
form.addEventListener("input", () => {
  dirty = true;
});
form.addEventListener("submit", () => {
  dirty = false;
});
window.addEventListener("beforeunload", (event) => {
  if (dirty) event.preventDefault();
});

for (const paint of painters) paint();
ask();
