// One event in its article: evidence and slots highlighted. Offsets count code points, as the records do.

let opened = null;

function openEvent(event) {
  opened = event;
  const article = articleOf(event);
  const mine = events.filter((other) => other.article === event.article);
  byId("article-title").textContent = article.title;
  byId("article-title").lang = "fr";
  byId("event-number").textContent = told(labels.article.event, { n: event.number, all: mine.length });
  byId("article-meta").replaceChildren(
    `${labels.article.published} ${article.published || labels.article.undated} · ${labels.article.source} `,
    sourceNode(article.source || article.id),
  );
  const kinds = [labelOf("factuality", event.factuality), labelOf("scope", event.scope), `${labels.table.confidence} ${event.confidence.toFixed(2)}`];
  byId("article-labels").replaceChildren(...kinds.map((kind) => el("span", { class: "pill" }, kind)), ` ${event.id}`);
  byId("no-text").hidden = article.text !== null;
  byId("article-text").replaceChildren(...(article.text === null ? evidenceOnly(event) : wholeText(event, article.text)));
  document.querySelector("#slots tbody").replaceChildren(...slotRows(event));
  byId("article-more").replaceChildren(...more(event, article, mine));
  const at = state.shown.indexOf(event);
  byId("event-before").disabled = at <= 0;
  byId("event-after").disabled = at < 0 || at === state.shown.length - 1;
  if (!byId("article").open) byId("article").showModal();
  byId("article").scrollTop = 0;
  byId("article-title").focus({ preventScroll: true });
  history.replaceState(null, "", `#event-${events.indexOf(event) + 1}`);
}

const step = (by) => openEvent(state.shown[state.shown.indexOf(opened) + by]);

/** The event that the address names, where there is one. */
function openFromAddress() {
  const named = /^#event-(\d+)$/.exec(location.hash);
  const event = named && events[Number(named[1]) - 1];
  if (event) openEvent(event);
}

const wholeText = (event, text) => highlighted(Array.from(text), 0, event);
const evidenceOnly = (event) => event.evidence.map(([start, , words]) => el("p", {}, ...highlighted(Array.from(words), start, event)));

/** The code points, which begin at offset `base` of the article, in pieces that hold the same marks throughout. */
function highlighted(points, base, event) {
  const limit = base + points.length;
  const slots = event.slots.map(([slot, , start, end], i) => ({ slot, start, end, i }));
  const evidence = event.evidence.map(([start, end]) => ({ start, end }));
  const cuts = [base, limit, ...[...slots, ...evidence].flatMap(({ start, end }) => [start, end])];
  const edges = [...new Set(cuts)].filter((at) => at >= base && at <= limit).sort((a, b) => a - b);
  return edges.slice(1).map((end, k) => {
    const start = edges[k];
    const covers = (span) => span.start <= start && end <= span.end;
    const piece = points.slice(start - base, end - base).join("");
    return marked(piece, slots.filter(covers), evidence.some(covers), start, end);
  });
}

function marked(piece, slots, evident, start, end) {
  if (!slots.length) return evident ? el("span", { class: "evidence" }, piece) : document.createTextNode(piece);
  const kinds = [...new Set(slots.map(({ slot }) => slot))];
  const ending = [...new Set(slots.filter((slot) => slot.end === end).map(({ slot }) => labelOf("slot", slot)))];
  const attributes = {
    class: kinds.join(" "),
    "data-slots": slots.map(({ i }) => i).join(" "),
    "data-start": start,
    "data-end": end,
    "data-label": ending.length ? ending.join(" · ") : null,
    title: kinds.map((kind) => labelOf("slot", kind)).join(" · "),
    tabindex: "-1",
  };
  return el("mark", attributes, piece);
}

function slotRows(event) {
  const rows = event.slots.map(([slot, value, start, end, words], i) => [labelOf("slot", slot), value, words, start, end, i]);
  const evidence = event.evidence.map(([start, end, words]) => [labels.article.evidence, "", words, start, end, null]);
  return [...rows, ...evidence].map(([slot, value, words, start, end, i]) =>
    el("tr", {}, el("th", { scope: "row" }, slot), el("td", {}, value), el("td", { lang: "fr", dir: "auto" }, words), el("td", { class: "number" }, offsets(start, end, i))),
  );
}

function offsets(start, end, i) {
  const text = `${start}–${end}`;
  const mark = i === null ? null : document.querySelector(`#article-text mark[data-slots~="${i}"]`);
  if (!mark) return text;
  const show = () => {
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
  };
  return button(text, show, { class: "link", "aria-label": `${labels.article.offsets_hint} ${text}` });
}

function more(event, article, mine) {
  const parts = [];
  const others = mine.filter((other) => other !== event);
  if (others.length) {
    const links = others.map((other) => el("li", {}, button(other.evidence[0][2], () => openEvent(other), { class: "link", lang: "fr" })));
    parts.push(el("h3", {}, labels.article.others), el("ul", {}, ...links));
  }
  if (article.warnings.length) {
    parts.push(el("h3", {}, labels.article.warnings), el("ul", {}, ...article.warnings.map((text) => el("li", {}, text))));
  }
  return parts;
}
