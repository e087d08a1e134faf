// What is shown: filters and order over the events.

const events = data.events;
const nothing = { search: "", group: "", side_from: "*", side_to: "*", place: "", date_from: "", date_to: "", scope: "", confidence: 0 };
const state = { filters: { ...nothing, factuality: new Set(Object.keys(labels.factuality)) }, sort: "", descending: false, page: 0, shown: [] };

const group = (number) => data.groups[number];
const place = (number) => data.places[number];
const articleOf = (event) => data.articles[event.article];
const names = (numbers, of) => numbers.map((number) => of(number).name).join(", ");
const placesOf = (event) => [...event.places, ...event.destinations, ...event.via].map(place);

/** What a filter for a group finds: itself, and what is part of it. */
const keyOf = (row) => row.id || "name:" + folded(row.name);
const keysOf = (row) => [keyOf(row), ...row.within.map(([id]) => id)];

for (const event of events) {
  event.groupKeys = new Set([...event.from, ...event.to].flatMap((number) => keysOf(group(number))));
  event.sidesFrom = new Set(event.from.map((number) => group(number).side));
  event.sidesTo = new Set(event.to.map((number) => group(number).side));
  event.placeWords = folded(placesOf(event).map((row) => `${row.name}\n${row.admin1}\n${row.id}`).join("\n"));
}

function wordsOf(event) {
  if (event.words === undefined) {
    const article = articleOf(event);
    const told = [...event.evidence.map((span) => span[2]), ...event.slots.map((slot) => slot[1] + "\n" + slot[4])];
    event.words = folded([article.title, article.id, article.source || "", ...told].join("\n"));
  }
  return event.words;
}

function inDates(event, first, last) {
  if (!first && !last) return true;
  const date = event.date;
  if (!date || (!date.earliest && !date.latest)) return false;
  return (!last || (date.earliest || date.latest) <= last) && (!first || (date.latest || "9999") >= first);
}

function fits(event, filters) {
  return (
    filters.factuality.has(event.factuality) &&
    (!filters.scope || event.scope === filters.scope) &&
    event.confidence >= filters.confidence &&
    (!filters.group || event.groupKeys.has(filters.group)) &&
    (filters.side_from === "*" || event.sidesFrom.has(filters.side_from)) &&
    (filters.side_to === "*" || event.sidesTo.has(filters.side_to)) &&
    inDates(event, filters.date_from, filters.date_to) &&
    (!filters.place || event.placeWords.includes(folded(filters.place.trim()))) &&
    (!filters.search || folded(filters.search.trim()).split(/\s+/).every((word) => wordsOf(event).includes(word)))
  );
}

const byName = new Intl.Collator(data.lang).compare;
const SORTS = {
  date: (event) => event.date && (event.date.earliest || event.date.latest),
  from: (event) => names(event.from, group) || null,
  to: (event) => names(event.to, group) || null,
  count: (event) => event.count && event.count.n,
  places: (event) => names(event.places, place) || null,
  destinations: (event) => names(event.destinations, place) || null,
  factuality: (event) => Object.keys(labels.factuality).indexOf(event.factuality),
  scope: (event) => labelOf("scope", event.scope),
  confidence: (event) => event.confidence,
  article: (event) => articleOf(event).title,
};

/** The events that fit, in order; those that lack the value come last either way. */
function select() {
  const found = events.filter((event) => fits(event, state.filters));
  if (!state.sort) return found;
  const sign = state.descending ? -1 : 1;
  const rows = found.map((event) => [SORTS[state.sort](event), event]);
  const compare = (a, b) => (typeof a === "string" ? byName(a, b) : a - b);
  rows.sort(([a], [b]) => (a === null || b === null ? (a === null) - (b === null) : sign * compare(a, b)));
  return rows.map(([, event]) => event);
}
