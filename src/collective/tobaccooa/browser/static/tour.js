// The tour of the first sign-in: opens by itself, arrow keys walk, Escape closes, closing is kept.
const tour = document.getElementById("oa-tour");
const slides = [...tour.querySelectorAll(".oa-tour__slide")];
const part = (name) => tour.querySelector(`[data-tour=${name}]`);
let here = 0;

function show(number, focus = true) {
  here = Math.min(slides.length - 1, Math.max(0, number));
  slides.forEach((slide, index) => (slide.hidden = index !== here));
  const last = here === slides.length - 1;
  part("back").disabled = here === 0;
  part("next").hidden = last;
  part("done").hidden = !last;
  part("count").textContent = `${here + 1} / ${slides.length}`;
  if (focus) (last ? part("done") : part("next")).focus({ preventScroll: true });
}

part("back").addEventListener("click", () => show(here - 1));
part("next").addEventListener("click", () => show(here + 1));
tour.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  show(here + step);
});

// Kept when it was closed, however that was done; whoever leaves the page sees it again.
tour.addEventListener("close", () => {
  const body = new FormData();
  body.set("_authenticator", tour.querySelector("[name=_authenticator]").value);
  fetch(tour.dataset.seen, { method: "POST", body, keepalive: true }).catch(() => {});
});

tour.showModal();
show(0);
