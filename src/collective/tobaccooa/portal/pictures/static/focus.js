// Choosing the focal point of a picture: click or drag on it, or use the arrow keys (with Shift in
// larger steps). Works on every element with data-picture-focus:
//   [data-focus-picture]            the whole picture, or where it will stand
//   [name=focus_x], [name=focus_y]  the fields that are sent, 0 to 1
//   [data-focus-crop]               previews, cut as the page will cut them
//   input[type=file]                optional, here or as input[data-picture] anywhere in the form:
//                                   a picture not uploaded yet
const STEP = 0.02;
const clamp = (value) => Math.min(1, Math.max(0, value));

function watch(box) {
  const place = box.querySelector("[data-focus-picture]");
  const picture = place instanceof HTMLImageElement ? place : new Image();
  const [x, y] = ["focus_x", "focus_y"].map((name) => box.querySelector(`[name="${name}"]`));
  if (!place || !x || !y) return;

  const frame = document.createElement("div");
  frame.className = "oa-focus__frame";
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", box.dataset.label || "");
  if (box.dataset.help) frame.setAttribute("aria-describedby", box.dataset.help);
  const mark = document.createElement("span");
  mark.className = "oa-focus__mark";
  mark.setAttribute("aria-hidden", "true");
  place.replaceWith(frame);
  picture.alt = "";
  picture.draggable = false;
  frame.append(picture, mark);

  const point = () => [x, y].map((field) => {
    const value = parseFloat(field.value);
    return Number.isFinite(value) ? clamp(value) : 0.5;
  });

  // The same arithmetic as model.crop_box: the largest crop around the point, within the picture.
  function cropPreview(preview, [px, py]) {
    const { naturalWidth: w, naturalHeight: h } = picture;
    if (!w || !h) return;
    const [a, b] = (preview.dataset.focusCrop || "4/3").split("/").map(Number);
    const cw = Math.min(w, (h * a) / b);
    const ch = Math.min(h, (w * b) / a);
    const left = Math.min(Math.max(0, px * w - cw / 2), w - cw);
    const top = Math.min(Math.max(0, py * h - ch / 2), h - ch);
    const scale = preview.clientWidth / cw;
    preview.replaceChildren(); // the server's own crop, for pages without scripts
    preview.style.backgroundImage = `url("${picture.currentSrc || picture.src}")`;
    preview.style.backgroundSize = `${w * scale}px ${h * scale}px`;
    preview.style.backgroundPosition = `${-left * scale}px ${-top * scale}px`;
  }

  function show() {
    const [px, py] = point();
    mark.style.left = `${px * 100}%`;
    mark.style.top = `${py * 100}%`;
    for (const preview of box.querySelectorAll("[data-focus-crop]")) cropPreview(preview, [px, py]);
  }

  function set(px, py) {
    x.value = clamp(px).toFixed(3);
    y.value = clamp(py).toFixed(3);
    x.dispatchEvent(new Event("change", { bubbles: true }));
    show();
  }

  function follow(event) {
    const area = picture.getBoundingClientRect();
    if (area.width) set((event.clientX - area.left) / area.width, (event.clientY - area.top) / area.height);
  }

  frame.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    frame.setPointerCapture(event.pointerId);
    frame.focus({ preventScroll: true });
    follow(event);
  });
  frame.addEventListener("pointermove", (event) => {
    if (frame.hasPointerCapture(event.pointerId)) follow(event);
  });
  frame.addEventListener("keydown", (event) => {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] || [];
    if (dx === undefined) return;
    event.preventDefault();
    const step = STEP * (event.shiftKey ? 5 : 1);
    const [px, py] = point();
    set(px + dx * step, py + dy * step);
  });
  for (const field of [x, y]) field.addEventListener("input", show);
  picture.addEventListener("load", show);
  new ResizeObserver(show).observe(box);

  // A picture just chosen or dropped is shown before it is sent; one that the browser can't show
  // (HEIC) is cut in the middle until it is saved.
  const form = box.closest("form");
  const upload = box.querySelector('input[type="file"]') || form?.querySelector("input[data-picture]");
  upload?.addEventListener("change", () => {
    const [file] = upload.files;
    if (picture.dataset.address) URL.revokeObjectURL(picture.dataset.address);
    if (!file) return;
    picture.dataset.address = URL.createObjectURL(file);
    picture.removeAttribute("srcset");
    picture.src = picture.dataset.address;
    set(0.5, 0.5);
  });
  const known = () => { box.classList.toggle("oa-focus--blind", !picture.naturalWidth); show(); };
  picture.addEventListener("error", known);
  picture.addEventListener("load", known);
  known();
}

for (const box of document.querySelectorAll("[data-picture-focus]")) watch(box);
