// Filters to state, state to the views.

const form = byId("filters");

function readFilters() {
  const values = new FormData(form);
  const filters = Object.fromEntries(Object.keys(nothing).map((name) => [name, values.get(name)]));
  state.filters = { ...filters, confidence: Number(filters.confidence), factuality: new Set(values.getAll("factuality")) };
  form.elements.confidence_shown.value = state.filters.confidence.toFixed(2);
  state.page = 0;
  refresh();
}

function setFilters(values) {
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
  readFilters();
}

function refresh() {
  state.shown = select();
  byId("status").textContent = told(labels.table.status, { shown: state.shown.length, all: events.length, articles: data.n_articles });
  drawTable();
  drawMap();
  drawTimeline();
}

/** Groups under their side; a parent that no event names is there where a part of it is. */
function fillGroups() {
  const options = new Map();
  for (const row of data.groups) {
    options.set(keyOf(row), [row.side, row.name]);
    for (const [id, name] of row.within) if (!options.has(id)) options.set(id, [row.side, name]);
  }
  const sides = [...new Set([...options.values()].map(([side]) => side))].sort((a, b) => byName(labelOf("side", a), labelOf("side", b)));
  for (const side of sides) {
    const own = [...options].filter(([, [of]]) => of === side).sort((a, b) => byName(a[1][1], b[1][1]));
    form.elements.group.append(el("optgroup", { label: labelOf("side", side) }, ...own.map(([key, [, name]]) => el("option", { value: key }, name))));
  }
}

function fillSides(name, of) {
  const sides = [...new Set(events.flatMap((event) => [...event[of]]))];
  const options = sides.map((side) => [labelOf("side", side), side]).sort((a, b) => byName(a[0], b[0]));
  form.elements[name].append(...options.map(([label, side]) => el("option", { value: side }, label)));
}

function fillPlaces() {
  const known = new Set(data.places.flatMap((row) => [row.name, row.admin1]).filter(Boolean));
  byId("place-names").append(...[...known].sort(byName).map((name) => el("option", { value: name })));
}

function showFailed() {
  byId("failed").hidden = data.failed.length === 0;
  document.querySelector("#failed ul").append(...data.failed.map(([id, code, message]) => el("li", {}, `${id}: ${message} (${code})`)));
}

function listen() {
  form.addEventListener("input", readFilters);
  form.addEventListener("submit", (submit) => submit.preventDefault());
  form.addEventListener("reset", () => setTimeout(readFilters));
  byId("map-size").addEventListener("change", drawMap);
  byId("page-before").addEventListener("click", () => turnPage(-1));
  byId("page-after").addEventListener("click", () => turnPage(1));
  byId("event-before").addEventListener("click", () => step(-1));
  byId("event-after").addEventListener("click", () => step(1));
  byId("close").addEventListener("click", () => byId("article").close());
  byId("print").addEventListener("click", () => print());
  byId("article").addEventListener("close", () => history.replaceState(null, "", location.pathname + location.search));
  addEventListener("hashchange", openFromAddress);
  addEventListener("beforeprint", () => drawTable(true));
  addEventListener("afterprint", () => drawTable());
}

buildHeader();
fillGroups();
fillSides("side_from", "sidesFrom");
fillSides("side_to", "sidesTo");
fillPlaces();
showFailed();
listen();
if (matchMedia("(max-width: 48rem)").matches) byId("filter-box").open = false;
readFilters();
openFromAddress();
