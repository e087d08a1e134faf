// Points where events took place, arrows to where people went.

const NAMED = 12; // points with their name beside them
const MIN_RADIUS = 4;
const MAX_RADIUS = 30;
const LETTER = 0.62; // width of a letter, about, in heights of the writing
const LINE = 1.15;
const NEAR = 160; // where one name is enough

const project = (row) => [(row.lon - data.frame.west) * data.frame.x_scale, (data.frame.north - row.lat) * data.frame.y_scale];
const located = (row) => row.lat !== null && row.lon !== null;
const inside = ([x, y]) => x >= 0 && y >= 0 && x <= data.frame.width && y <= data.frame.height;
const weight = (event) => (byId("map-size").value === "people" ? Math.max(1, event.count ? event.count.n : 1) : 1);

function add(sums, key, event) {
  const sum = sums.get(key) || { events: 0, people: 0, size: 0 };
  sum.events += 1;
  sum.people += Math.max(1, event.count ? event.count.n : 1);
  sum.size += weight(event);
  sums.set(key, sum);
}

const descending = (sums) => [...sums].sort((a, b) => b[1].size - a[1].size);

function drawMap() {
  const points = new Map();
  const ways = new Map();
  for (const event of state.shown) {
    for (const from of new Set(event.places)) add(points, from, event);
    for (const to of new Set(event.destinations)) {
      for (const from of event.places.length ? new Set(event.places) : [-1]) add(ways, `${from} ${to}`, event);
    }
  }
  const off = new Set();
  drawPoints(descending(points), off);
  const arrows = drawArrows(descending(ways), off);
  byId("map").setAttribute("aria-label", told(labels.map.label, { points: points.size, arrows }));
  byId("off-map").hidden = off.size === 0;
  byId("off-map").textContent = `${labels.map.no_point} ${[...off].join(", ")}`;
  drawMapTable(descending(points), descending(ways));
}

function drawPoints(points, off) {
  const circles = [];
  const texts = [];
  const most = points.length ? points[0][1].size : 1;
  for (const [number, sum] of points) {
    const row = place(number);
    if (!located(row) || !inside(project(row))) {
      off.add(row.name);
      continue;
    }
    const [x, y] = project(row);
    const r = Math.max(MIN_RADIUS, MAX_RADIUS * Math.sqrt(sum.size / most));
    const title = `${row.name}: ${sum.events} ${labels.map.events}, ${sum.people} ${labels.map.people}`;
    const circle = svg("circle", { cx: x, cy: y, r, "data-place": row.name }, svg("title", {}, title));
    circle.addEventListener("click", () => setFilters({ place: row.name }));
    circles.push(circle);
    if (texts.length < NAMED) texts.push([row.name, x + r + 3, y + 4]);
  }
  byId("points").replaceChildren(...circles);
  byId("names").replaceChildren();
  for (const text of texts) writeName(...text);
}

function drawArrows(ways, off) {
  const arrows = [];
  const most = ways.length ? ways[0][1].size : 1;
  for (const [key, sum] of ways) {
    const [from, to] = key.split(" ").map((number) => (number === "-1" ? null : place(Number(number))));
    if (!located(to)) off.add(to.name);
    if (!from || !located(from) || !located(to) || !inside(project(from))) continue;
    const [start, end] = [project(from), atEdge(project(from), project(to))];
    if (start[0] === end[0] && start[1] === end[1]) continue;
    const title = `${from.name} → ${to.name}: ${sum.events} ${labels.map.events}, ${sum.people} ${labels.map.people}`;
    const width = 1 + 4 * Math.sqrt(sum.size / most);
    const attributes = { d: bent(start, end), "stroke-width": width, "marker-end": "url(#head)", "data-to": to.name };
    arrows.push(svg("path", attributes, svg("title", {}, title)));
    writeName(to.name, ...end);
  }
  byId("arrows").replaceChildren(...arrows);
  return arrows.length;
}

/** Where the way leaves the frame, or its end. */
function atEdge([x, y], [toX, toY]) {
  const bounds = [[toX - x, data.frame.width - x, -x], [toY - y, data.frame.height - y, -y]];
  const shares = bounds.map(([way, ahead, behind]) => (way > 0 ? ahead / way : way < 0 ? behind / way : Infinity));
  const share = Math.min(1, ...shares);
  return [x + (toX - x) * share, y + (toY - y) * share];
}

/** A slight bend, so that ways there and back lie apart. */
function bent([x, y], [toX, toY]) {
  const [midX, midY] = [(x + toX) / 2 + (toY - y) / 8, (y + toY) / 2 - (toX - x) / 8];
  return `M${x} ${y}Q${midX} ${midY} ${toX} ${toY}`;
}

/** A name inside the frame; not where another stands, nor a second time nearby. */
function writeName(name, pointX, pointY) {
  const y = Math.min(Math.max(pointY, 16), data.frame.height - 6);
  const height = parseFloat(getComputedStyle(byId("names")).fontSize);
  const widthOf = (text) => text.length * LETTER * height;
  const width = widthOf(name);
  const x = Math.min(Math.max(pointX, 6), data.frame.width - width - 6);
  const free = [...byId("names").children].every((text) => {
    const [otherX, otherY] = [Number(text.getAttribute("x")), Number(text.getAttribute("y"))];
    const near = Math.abs(otherX - x) < NEAR && Math.abs(otherY - y) < NEAR;
    const touching = Math.abs(otherY - y) < LINE * height && x < otherX + widthOf(text.textContent) && otherX < x + width;
    return !touching && !(near && text.textContent === name);
  });
  if (free) byId("names").append(svg("text", { x, y }, name));
}

function drawMapTable(points, ways) {
  const numbers = (sum) => [String(sum.events), String(sum.people)];
  const head = [labels.map.events, labels.map.people];
  const pointRows = points.map(([number, sum]) => {
    const name = place(number).name;
    const title = told(labels.map.filter, { place: name });
    return [button(name, () => setFilters({ place: name }), { class: "link", title }), ...numbers(sum)];
  });
  const wayRows = ways.map(([key, sum]) => {
    const [from, to] = key.split(" ").map(Number);
    return [`${from < 0 ? "?" : place(from).name} → ${place(to).name}`, ...numbers(sum)];
  });
  byId("map-table").replaceChildren(
    plainTable([labels.map.place, ...head], pointRows),
    plainTable([labels.map.way, ...head], wayRows),
  );
}
