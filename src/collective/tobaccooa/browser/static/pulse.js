// Counts, title and "something new" stay true while a page is open: one cheap request every half
// minute, none while nobody looks, ever fewer while the server doesn't answer.
const { pulse: address, user } = document.body.dataset;
const EVERY = 30000;
const LONGEST = 600000;
const title = document.title;
const news = document.getElementById("oa-news");
let pause = EVERY;
let tag = "";
let asked = Date.now();
let timer = 0;
let busy = false;
let over = false;

function badge(count) {
  document.title = count > 0 ? `(${count}) ${title}` : title;
}

function show(found) {
  for (const node of document.querySelectorAll("[data-count]")) {
    const count = found.counts[node.dataset.count];
    if (count !== undefined) node.textContent = count;
  }
  for (const node of document.querySelectorAll("[data-figure]")) {
    const figure = found[node.dataset.figure] || 0;
    node.textContent = figure;
    node.hidden = !figure;
  }
  badge(found.counts.open);
  if (!news) return;
  const line = news.querySelector("a");
  const text = found.new ? news.dataset.new.replace("#", found.new) : "";
  if (line.textContent !== text) line.textContent = text;
  line.hidden = !text;
}

// Returns whether to go on asking.
async function ask() {
  const since = news ? `?since=${news.dataset.since}` : "";
  const headers = tag ? { "If-None-Match": tag } : {};
  const options = { headers, cache: "no-store", redirect: "manual", credentials: "same-origin" };
  const answer = await fetch(address + since, options);
  // sent to the sign-in page, or refused: somebody signed out
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return false;
  if (answer.status === 304) return true;
  if (!answer.ok) throw new Error(String(answer.status));
  const found = await answer.json();
  if (found.user !== user) return false;
  tag = answer.headers.get("ETag") || "";
  show(found);
  return true;
}

async function beat() {
  busy = true;
  asked = Date.now();
  try {
    over = !(await ask());
    pause = EVERY;
  } catch {
    pause = Math.min(LONGEST, pause * 2);
  }
  busy = false;
  wait();
}

function wait() {
  clearTimeout(timer);
  if (over || busy || document.hidden) return;
  timer = setTimeout(beat, Math.max(0, asked + pause - Date.now()));
}

badge(Number(document.querySelector("[data-count=open]")?.textContent || 0));
document.addEventListener("visibilitychange", wait);
wait();
