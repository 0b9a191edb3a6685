// The clusters as they live: a row each, made anew only when something of it changed.

import { $, arrange, eachFrame, el, lasting, matches, say } from "./dom.js";
import { hear } from "./heard.js";
import { roving } from "./roving.js";
import { now } from "./time.js";

const NODES = 14; // as many are drawn one by one
const QUEUES = 6;
const step = matchMedia("(max-width: 700px)").matches ? 10 : 50;

const rows = new Map(); // by id: what is known of it, and its row once it was shown
const none = $("clusters-empty").textContent;
const settle = roving($("clusters-rows"));
let most = step;
let opened = () => {};

const draw = eachFrame(() => {
  const wanted = $("clusters-filter").value.trim();
  const all = [...rows.values()].reverse();
  const found = wanted ? all.filter(({ known }) => matches(`${known.name} ${known.id} ${known.status}`, wanted)) : all;
  const shown = found.slice(0, most);
  arrange(
    $("clusters-rows"),
    shown.map((row) => (row.element ??= drawn(row.known))),
  );
  settle();
  say($("clusters-count"), wanted ? `${found.length} of ${all.length}` : `${all.length}`);
  $("clusters-empty").hidden = found.length > 0;
  say($("clusters-empty"), all.length ? "No cluster matches the filter." : none);
  $("clusters-more").hidden = found.length <= most;
  say($("clusters-more"), `Show ${Math.min(step, found.length - most)} more of ${found.length}`);
});

export function startClusters(open) {
  opened = open;
  $("clusters-filter").addEventListener("input", () => {
    most = step;
    draw();
  });
  $("clusters-more").addEventListener("click", () => {
    most += step;
    draw();
  });
}

export function showClusters({ whole, rows: changed, gone }) {
  const before = new Map(rows);
  if (whole) rows.clear();
  for (const known of changed) {
    const old = before.get(known.id);
    if (old && !whole && old.known.status !== known.status) hear(`${known.name} is ${known.status}`);
    const same = old && JSON.stringify(old.known) === JSON.stringify(known);
    rows.set(known.id, same ? old : { known, element: old?.element && renewed(old.element, known) });
  }
  for (const id of gone) {
    if (rows.has(id)) hear(`${rows.get(id).known.name} is gone`);
    rows.delete(id);
  }
  draw();
}

export function nameOf(id) {
  return rows.get(id)?.known.name ?? id;
}

/** Ages go on between the news. */
export function age() {
  for (const told of $("clusters-rows").querySelectorAll("[data-since]"))
    say(told, lasting(now() - told.dataset.since));
}

function drawn(known) {
  return renewed(el("tr", { role: "row" }), known);
}

/** The same row with other cells; its button stays, and so does the focus on it. */
function renewed(row, known) {
  const first =
    row.firstChild ??
    cell(
      "Cluster",
      el("button", {
        type: "button",
        class: "plain",
        "aria-haspopup": "dialog",
        onclick: () => opened(known.id),
      }),
      el("span", { class: "id" }),
    );
  say(first.querySelector("button"), known.name);
  say(first.querySelector(".id"), known.id + (known.protected ? " · protected" : ""));
  row.replaceChildren(
    first,
    cell("State", ...state(known)),
    cell("Age", el("span", { "data-since": known.created }, lasting(now() - known.created))),
    cell(
      "Queues",
      known.queues.length ? el("ul", {}, ...known.queues.slice(0, QUEUES).map(queue), rest(known.queues, QUEUES)) : "",
    ),
    cell("Storages", known.storages.length ? el("ul", {}, ...known.storages.map((name) => el("li", {}, name))) : ""),
    cell("Add-ons", known.addons.length ? el("ul", {}, ...known.addons.map(addon)) : ""),
    cell("Users", known.users ? `${known.users}` : ""),
  );
  return row;
}

function cell(title, ...children) {
  const full = children.some((child) => child !== "");
  return el("td", { role: "cell", "data-title": title, class: full ? false : "none" }, el("div", {}, ...children));
}

function state({ status, progress, stage, message }) {
  const parts = [el("span", { class: `state ${status}` }, status)];
  if (stage) parts.push(el("span", { class: "stage" }, message ? `${stage}: ${message}` : stage));
  if (stage && !message)
    parts.push(el("progress", { max: 1, value: progress, "aria-label": `${status}, ${Math.round(progress * 100)} %` }));
  return parts;
}

function queue({ name, nodes }) {
  const counts = Object.entries(nodes);
  const all = counts.reduce((sum, [, number]) => sum + number, 0);
  const told = counts.map(([status, number]) => `${number} ${status}`).join(", ") || "no nodes";
  const bar = el("span", {
    class: all > NODES ? "nodes share" : "nodes",
    role: "img",
    "aria-label": told,
    title: told,
  });
  for (const [status, number] of counts) {
    const pieces = all > NODES ? 1 : number;
    for (let piece = 0; piece < pieces; piece++) {
      const one = el("i", { class: status });
      if (all > NODES) one.style.flexGrow = number;
      bar.append(one);
    }
  }
  bar.append(el("span", {}, `${all}`));
  return el("li", { class: "queue" }, name, bar);
}

const rest = (items, most) =>
  items.length > most ? el("li", { class: "muted" }, `and ${items.length - most} more`) : "";

function addon({ name, addresses }) {
  return el("li", {}, name, ...[...new Set(addresses)].map((address) => el("span", { class: "id" }, address)));
}
