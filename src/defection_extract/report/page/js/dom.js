// Elements are made one by one, and all text goes in as text nodes: no string is ever read as HTML.

const SVG = "http://www.w3.org/2000/svg";
const data = JSON.parse(document.getElementById("data").textContent);
const labels = data.labels;

const byId = (id) => document.getElementById(id);

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function button(text, action, attributes) {
  const node = el("button", { type: "button", ...attributes }, text);
  node.addEventListener("click", action);
  return node;
}

/** A label with its {names} filled in. */
function told(label, values) {
  return label.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

const labelOf = (table, key) => (Object.hasOwn(labels[table], key) ? labels[table][key] : key);

/** Lower case without accents: what searches compare. */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’‘]/g, "'").toLowerCase();

/** Only addresses of the web become links: no javascript:, no data:. */
function sourceNode(source) {
  if (!/^https?:\/\//i.test(source)) return document.createTextNode(source);
  return el("a", { href: source, rel: "noopener noreferrer", target: "_blank" }, source);
}

function plainTable(head, rows) {
  const line = (cells) => el("tr", {}, ...cells.map((cell, i) => (i ? el("td", { class: "number" }, cell) : el("th", { scope: "row" }, cell))));
  return el(
    "table",
    {},
    el("thead", {}, el("tr", {}, ...head.map((cell) => el("th", { scope: "col" }, cell)))),
    el("tbody", {}, ...rows.map(line)),
  );
}
