// Events by month, stacked by the group that was left.

const COLOURS = 7; // groups with a colour of their own; the others share the last
const DAY = 86400000;
const LONGEST = 31; // days that a date may span to have a month
const BAR = { widest: 17, narrowest: 3, height: 160, left: 34, right: 40, bottom: 34 }; // widths with the gap
const LABEL = 72; // room that the name of a month takes
const LABELS_EVERY = [1, 2, 3, 6, 12, 24, 60]; // bars
const MAX_MONTHS = 240;

function monthOf(event) {
  const date = event.date;
  if (!date || !date.earliest || !date.latest) return null;
  const days = (Date.parse(date.latest) - Date.parse(date.earliest)) / DAY + 1;
  return days <= LONGEST ? date.earliest.slice(0, 7) : null;
}

/** Every month, or every year where there are too many months, from first to last. */
function periods(months) {
  const sorted = [...months].sort();
  const [first, last] = [sorted[0], sorted[sorted.length - 1]].map((month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1);
  const name = (n) => `${String(Math.floor(n / 12)).padStart(4, "0")}-${String((n % 12) + 1).padStart(2, "0")}`;
  if (last - first < MAX_MONTHS) return Array.from({ length: last - first + 1 }, (_, i) => name(first + i));
  return [...new Set(sorted.map((month) => month.slice(0, 4)))];
}

/** Counts by month, then by group: an event of several groups counts for its first. */
function countMonths() {
  const months = new Map();
  const totals = new Map();
  for (const event of state.shown) {
    const month = monthOf(event);
    if (month === null) continue;
    const name = event.from.length ? group(event.from[0]).name : labels.timeline.unnamed;
    const counts = months.get(month) || new Map();
    counts.set(name, (counts.get(name) || 0) + 1);
    months.set(month, counts);
    totals.set(name, (totals.get(name) || 0) + 1);
  }
  return { months, order: [...totals].sort((a, b) => b[1] - a[1]).map(([name]) => name) };
}

function drawTimeline() {
  const { months, order } = countMonths();
  const named = order.slice(0, COLOURS);
  const series = order.length > COLOURS ? [...named, labels.timeline.others] : named;
  const rows = months.size ? periods(months.keys()).map((period) => [period, sumOf(months, period, named, series.length)]) : [];
  const placed = rows.reduce((all, [, counts]) => all + total(counts), 0);
  byId("not-placed").textContent = told(labels.timeline.not_placed, { n: state.shown.length - placed });
  byId("timeline").replaceChildren(...(rows.length ? [bars(rows, series)] : []));
  byId("timeline-legend").replaceChildren(...series.map((name, i) => el("li", {}, swatch(i), name)));
  const lines = rows.filter(([, counts]) => total(counts)).map(([period, counts]) => [monthButton(period), ...[total(counts), ...counts].map(String)]);
  byId("timeline-table").replaceChildren(plainTable([labels.timeline.month, labels.timeline.total, ...series], lines));
}

const total = (counts) => counts.reduce((a, b) => a + b, 0);

function sumOf(months, period, named, length) {
  const counts = Array(length).fill(0);
  for (const [month, groups] of months) {
    if (!month.startsWith(period)) continue;
    for (const [name, n] of groups) counts[named.includes(name) ? named.indexOf(name) : length - 1] += n;
  }
  return counts;
}

const swatch = (i) => svg("svg", { viewBox: "0 0 10 10", "aria-hidden": "true" }, svg("rect", { width: 10, height: 10, class: `fill-${i}` }));

function bars(rows, series) {
  const most = Math.max(...rows.map(([, counts]) => total(counts)));
  const room = byId("timeline").clientWidth - BAR.left - BAR.right;
  const step = Math.max(BAR.narrowest, Math.min(BAR.widest, Math.floor((10 * room) / rows.length) / 10));
  const every = LABELS_EVERY.find((n) => n * step >= LABEL) || LABELS_EVERY[LABELS_EVERY.length - 1];
  const [width, height] = [Math.max(320, BAR.left + rows.length * step + BAR.right), BAR.height + BAR.bottom + 10];
  const label = told(labels.timeline.label, { months: rows.length });
  const chart = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label });
  chart.append(svg("line", { class: "axis", x1: BAR.left, x2: width, y1: BAR.height + 10, y2: BAR.height + 10 }));
  chart.append(svg("text", { x: 0, y: 16 }, String(most)), svg("text", { x: 0, y: BAR.height + 12 }, "0"));
  rows.forEach(([period, counts], i) => chart.append(...bar(period, counts, BAR.left + i * step, step, most, series)));
  rows.forEach(([period], i) => {
    if (i % every === 0) chart.append(svg("text", { x: BAR.left + i * step, y: height - 10 }, period));
  });
  return chart;
}

function bar(period, counts, x, step, most, series) {
  let y = BAR.height + 10;
  const parts = [];
  counts.forEach((n, i) => {
    if (!n) return;
    const height = (n / most) * BAR.height;
    y -= height;
    parts.push(svg("rect", { x, y, width: 0.8 * step, height, class: `fill-${i}` }));
  });
  const title = [`${period}: ${total(counts)}`, ...series.map((name, i) => (counts[i] ? `${name}: ${counts[i]}` : ""))].filter(Boolean).join("\n");
  const hit = svg("rect", { x: x - 0.1 * step, y: 10, width: step, height: BAR.height, class: "hit", "data-month": period }, svg("title", {}, title));
  hit.addEventListener("click", () => filterPeriod(period));
  return [...parts, hit];
}

const monthButton = (period) => button(period, () => filterPeriod(period), { class: "link", title: told(labels.timeline.filter, { month: period }) });

function filterPeriod(period) {
  const [year, month] = period.split("-");
  const last = month ? String(new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()).padStart(2, "0") : "31";
  setFilters({ date_from: `${year}-${month || "01"}-01`, date_to: `${year}-${month || "12"}-${last}` });
}
