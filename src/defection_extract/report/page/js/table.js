// The table of events: a page of rows at a time, all of them on paper.

const PAGE = 50;
const ON_PAPER = 2000; // rows; more would take the browser minutes to lay out

const EXCERPT = 110; // characters of the evidence under the title

/** Bounds break between them only: browsers break ISO dates at their hyphens. */
const unbroken = (text) => el("span", {}, ...text.split(/( – )/).map((part, i) => (i % 2 ? part : el("span", { class: "unbroken" }, part))));

function excerpt(event) {
  const points = Array.from(event.evidence[0][2]);
  return points.length > EXCERPT ? points.slice(0, EXCERPT).join("") + "…" : points.join("");
}

const CELLS = {
  date: (event) => (event.date ? unbroken(event.date.text) : ""),
  from: (event) => names(event.from, group),
  to: (event) => names(event.to, group),
  count: (event) => (event.count ? event.count.text : ""),
  places: (event) => names(event.places, place),
  destinations: (event) => names(event.destinations, place),
  factuality: (event) => el("span", { class: `pill ${event.factuality}` }, labelOf("factuality", event.factuality)),
  scope: (event) => labelOf("scope", event.scope),
  confidence: (event) => event.confidence.toFixed(2),
  article: (event) => {
    const title = articleOf(event).title;
    const attributes = { class: "link", "aria-label": `${labels.table.open} ${title}` };
    return el("div", { lang: "fr" }, button(title, () => openEvent(event), attributes), el("p", { class: "note" }, excerpt(event)));
  },
};

function buildHeader() {
  byId("sort").append(el("option", { value: "" }, labels.table.as_read));
  for (const column of Object.keys(CELLS)) {
    const head = el("th", { scope: "col", role: "columnheader", "data-column": column });
    head.append(button(labels.table[column], () => sortBy(column, state.sort === column && !state.descending)));
    document.querySelector("#table thead tr").append(head);
    byId("sort").append(el("option", { value: column }, labels.table[column]));
  }
  byId("sort").addEventListener("change", (change) => sortBy(change.target.value, state.descending));
  byId("descending").addEventListener("change", (change) => sortBy(state.sort, change.target.checked));
}

function sortBy(column, descending) {
  state.sort = column;
  state.descending = descending;
  state.page = 0;
  state.shown = select();
  drawTable();
}

function row(event) {
  const cells = Object.entries(CELLS).map(([column, cell]) => {
    const content = cell(event);
    const attributes = { role: "cell", "data-column": column, "data-label": labels.table[column], class: content === "" ? "empty" : null };
    return el("td", attributes, content);
  });
  return el("tr", { role: "row" }, ...cells);
}

function drawTable(onPaper) {
  const pages = Math.max(1, Math.ceil(state.shown.length / PAGE));
  state.page = Math.min(state.page, pages - 1);
  const start = onPaper ? 0 : state.page * PAGE;
  const rows = state.shown.slice(start, onPaper ? ON_PAPER : start + PAGE);
  document.querySelector("#table tbody").replaceChildren(...rows.map(row));
  for (const head of document.querySelectorAll("#table th")) {
    const here = head.dataset.column === state.sort;
    head.setAttribute("aria-sort", here ? (state.descending ? "descending" : "ascending") : "none");
  }
  byId("sort").value = state.sort || "";
  byId("descending").checked = state.descending;
  byId("descending").disabled = !state.sort;
  byId("no-rows").hidden = state.shown.length > 0;
  byId("no-rows").textContent = events.length ? labels.table.none : labels.table.empty;
  byId("table").hidden = state.shown.length === 0;
  byId("pager").hidden = pages === 1;
  byId("page-number").textContent = told(labels.table.page, { page: state.page + 1, pages });
  byId("page-before").disabled = state.page === 0;
  byId("page-after").disabled = state.page === pages - 1;
}

function turnPage(by) {
  state.page += by;
  drawTable();
  byId("events").scrollIntoView();
}
