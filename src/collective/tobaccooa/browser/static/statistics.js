// Draws the charts of the statistics from the tables under them, so that both always say the same.
// Without this script the tables are the page. Series are told by pattern as well as by colour.
const css = getComputedStyle(document.documentElement);
const token = (name) => css.getPropertyValue(name).trim();
const INK = token("--oa-ink");
const SOFT = token("--oa-ink-soft");
const LINE = token("--oa-line");
const COLOURS = [token("--oa-brand"), token("--oa-amber")];
const FONT = { family: token("--oa-sans"), size: 14 };

// The first series is solid, the second hatched: they differ on a grey print too.
function fill(colour, place) {
  if (!place) return colour;
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const pen = tile.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, 8, 8);
  pen.strokeStyle = colour;
  pen.lineWidth = 2.5;
  pen.beginPath();
  for (const shift of [-8, 0, 8]) {
    pen.moveTo(shift, 8);
    pen.lineTo(shift + 8, 0);
  }
  pen.stroke();
  return pen.createPattern(tile, "repeat");
}

function said(value, kind) {
  if (kind === "share") return `${(value * 100).toFixed(1)}%`;
  return kind === "hours" ? value.toFixed(1) : String(value);
}

// Of months that follow each other only the first of a year names it.
function short(label, place) {
  const found = label.match(/^\d{4}年(\d+月)$/);
  return found && place && found[1] !== "1月" ? found[1] : label;
}

// What the table under a chart says: labels, and the columns that are drawn.
function read(table) {
  const rows = [...table.tBodies[0].rows];
  const series = [...table.tHead.rows[0].cells].filter((head) => head.dataset.drawn);
  return {
    labels: rows.map((row, place) => short(row.cells[0].textContent.trim(), place)),
    series: series.map((head) => ({
      label: head.textContent.trim(),
      kind: head.dataset.drawn,
      data: rows.map((row) => {
        const value = row.cells[head.cellIndex].dataset.value;
        return value === undefined || value === "" ? null : Number(value);
      }),
    })),
  };
}

// Writes the value at the end of each bar, if it has room: nobody has to guess from the axis.
const values = {
  id: "values",
  afterDatasetsDraw(chart) {
    const pen = chart.ctx;
    const lying = chart.options.indexAxis === "y";
    pen.save();
    pen.fillStyle = INK;
    pen.font = `13px ${FONT.family}`;
    pen.textAlign = lying ? "left" : "center";
    pen.textBaseline = lying ? "middle" : "bottom";
    chart.data.datasets.forEach((series, place) => {
      chart.getDatasetMeta(place).data.forEach((bar, index) => {
        const value = series.data[index];
        if (!value) return;
        const text = said(value, series.kind);
        if (!lying && pen.measureText(text).width > bar.width + 8) return;
        pen.fillText(text, bar.x + (lying ? 5 : 0), bar.y - (lying ? 0 : 3));
      });
    });
    pen.restore();
  },
};

function axis(kind, grid) {
  return {
    beginAtZero: true,
    grace: "12%",
    grid: { color: LINE },
    border: { display: false },
    ticks: { color: SOFT, font: FONT, ...(kind === "count" && { precision: 0 }), maxTicksLimit: 6, callback: (v) => (kind === "share" ? `${Number((v * 100).toFixed(1))}%` : v) },
    display: grid,
  };
}

function draw(box) {
  const { labels, series } = read(document.getElementById(box.dataset.table));
  if (!series.some((each) => each.data.some(Boolean))) return;
  const lying = box.dataset.chart === "lying";
  if (lying) box.style.height = `${60 + labels.length * (14 + 20 * series.length)}px`;
  box.classList.add("oa-chart--drawn");
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  const title = document.getElementById(box.dataset.table.replace("t-", "h-")).textContent.trim();
  canvas.setAttribute("aria-label", `${title}：${series.map((each) => each.label).join("、")}`);
  box.append(canvas);
  const names = { grid: { display: false }, border: { color: SOFT }, ticks: { color: INK, font: FONT, autoSkip: !lying } };
  const figures = axis(series[0].kind, true);
  const chart = new Chart(canvas, {
    type: "bar",
    data: {
      labels,
      datasets: series.map((each, place) => ({
        ...each,
        backgroundColor: fill(COLOURS[place], place),
        borderColor: COLOURS[place],
        borderWidth: 1,
        maxBarThickness: 34,
      })),
    },
    options: {
      indexAxis: lying ? "y" : "x",
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: lying ? { right: 40 } : { top: 16 } },
      scales: lying ? { x: figures, y: names } : { x: names, y: figures },
      plugins: {
        legend: { display: series.length > 1, align: "start", labels: { color: INK, font: FONT, boxWidth: 22 } },
        tooltip: { titleFont: FONT, bodyFont: FONT, callbacks: { label: (item) => `${item.dataset.label} ${said(item.raw, item.dataset.kind)}` } },
      },
    },
    plugins: [values],
  });
  window.addEventListener("beforeprint", () => chart.resize(660, lying ? box.clientHeight - 20 : 210));
  window.addEventListener("afterprint", () => chart.resize());
}

if (window.Chart) for (const box of document.querySelectorAll("[data-chart]")) draw(box);
