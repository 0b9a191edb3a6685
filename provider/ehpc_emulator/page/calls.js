// The calls as they come: the newest ones in the page, all that the journal keeps within reach.

import { ask } from "./ask.js";
import { nameOf } from "./clusters.js";
import { $, arrange, clocked, eachFrame, el, matches, say, took } from "./dom.js";
import { hear } from "./heard.js";
import { roving } from "./roving.js";

const KEPT = 10000;
const SHOWN = 100;
const READS = /^(Get|List|Describe)/;

let journal = "";
let calls = []; // oldest first
let page = 0;
let paused = false;
let until = Infinity; // the number before which the shown ones end, while nothing moves
const open = new Map(); // by number: the rows of calls that are looked into
const rows = new Map(); // by number: the rows that are in the page

const settle = roving($("calls-rows"));

export const drawCalls = eachFrame(() => {
  const { found, skipped, count } = chosen();
  const first = rows.size === 0;
  const shown = found.slice(0, SHOWN);
  for (const number of [...rows.keys()]) if (!shown.some((call) => call.number === number)) rows.delete(number);
  for (const call of shown) if (!rows.has(call.number)) rows.set(call.number, drawn(call, !first));
  for (const { number, cluster } of shown) named(rows.get(number).children[2], cluster);
  arrange(
    $("calls-rows"),
    shown.flatMap(({ number }) => [rows.get(number), open.get(number)].filter(Boolean)),
  );
  settle();
  const newer = until === Infinity ? 0 : calls.reduce((sum, { number }) => sum + (number >= until), 0);
  say($("calls-count"), count);
  say($("calls-pause"), newer ? `Follow (${newer} new)` : until === Infinity ? "Pause" : "Follow");
  $("calls-pause").classList.toggle("strong", until !== Infinity);
  $("calls-empty").hidden = shown.length > 0;
  say(
    $("calls-empty"),
    calls.length
      ? "No call matches the filter."
      : "No call yet. Point a program at this address, and its calls appear here.",
  );
  $("calls-pages").hidden = page === 0 && found.length <= SHOWN;
  $("calls-newer").disabled = page === 0;
  $("calls-older").disabled = found.length <= SHOWN;
  say($("calls-where"), shown.length ? `${skipped + 1} to ${skipped + shown.length}` : "");
});

/** From the newest on: one more than are shown, so that it is known whether there are older ones; and how many there are. */
function chosen() {
  const wanted = $("calls-filter").value.trim();
  const [failed, changing] = [$("calls-failed").checked, $("calls-changing").checked];
  const found = [];
  let [skipped, matching] = [0, 0];
  for (const call of calls.toReversed()) {
    if ((failed && !call.failed) || (changing && READS.test(call.action))) continue;
    if (wanted && !matches(words(call), wanted)) continue;
    matching++;
    if (call.number >= until || found.length > SHOWN) continue;
    if (skipped < page * SHOWN) skipped++;
    else found.push(call);
  }
  const filtered = wanted || failed || changing;
  return { found, skipped, count: filtered ? `${matching} of ${calls.length}` : `${calls.length}` };
}

const words = ({ action, cluster, code, status }) => `${action} ${cluster} ${nameOf(cluster)} ${code} ${status}`;

export function startCalls() {
  const anew = () => {
    page = 0;
    stop();
    drawCalls();
  };
  for (const id of ["calls-filter", "calls-failed", "calls-changing"]) $(id).addEventListener("input", anew);
  $("calls-pause").addEventListener("click", () => {
    paused = until === Infinity;
    if (!paused) {
      page = 0;
      open.clear();
      rows.clear();
    }
    stop();
    drawCalls();
  });
  $("calls-newer").addEventListener("click", () => turn(-1));
  $("calls-older").addEventListener("click", () => turn(1));
}

function turn(pages) {
  page += pages;
  stop();
  drawCalls();
}

/** Whoever reads an older page, or into a call, must not have it moved away. */
function stop() {
  const still = paused || page > 0 || open.size > 0;
  if (!still) until = Infinity;
  else if (until === Infinity) until = calls.length ? calls.at(-1).number + 1 : 0;
}

export function showCalls(news) {
  const known = news.journal === journal; // else these have been, and are no news
  if (!known) {
    journal = news.journal;
    [calls, page, paused, until] = [[], 0, false, Infinity];
    open.clear();
    rows.clear();
  }
  for (const [number, action, cluster, status, code, time, seconds] of news.calls) {
    const failed = status !== 200 || code !== "";
    calls.push({ number, action, cluster, status, code, time, seconds, failed });
    if (failed && known) hear(`${action || "a call"} failed: ${code || status}`);
  }
  if (calls.length > KEPT) calls.splice(0, calls.length - KEPT);
  drawCalls();
}

function drawn(call, fresh) {
  const { number, action, cluster, status, code, time, seconds, failed } = call;
  const button = el(
    "button",
    { type: "button", class: "plain mono", "aria-expanded": open.has(number) ? "true" : "false" },
    action || "(none)",
  );
  button.addEventListener("click", () => look(call, button));
  const said = el(
    "span",
    { class: failed ? "state failed" : "muted" },
    code ? (status ? `${status} ${code}` : code) : `${status}`,
  );
  return el(
    "tr",
    { role: "row", class: fresh ? "new" : false },
    el("td", { role: "cell" }, clocked(time)),
    el("td", { role: "cell" }, button),
    el("td", { role: "cell", title: cluster }, cluster),
    el("td", { role: "cell" }, said),
    el("td", { role: "cell", class: "number" }, took(seconds)),
  );
}

/** By its name as soon as that is known, and by that still when the cluster is gone. */
function named(cell, cluster) {
  if (cell.textContent === cluster) say(cell, nameOf(cluster));
}

async function look(call, button) {
  const shut = open.delete(call.number);
  button.setAttribute("aria-expanded", `${!shut}`);
  if (!shut) {
    const cell = el("td", { role: "cell", colspan: 5 }, "…");
    open.set(call.number, el("tr", { role: "row", class: "detail" }, cell));
    try {
      const whole = await ask("GET", `calls/${call.number}`);
      cell.replaceChildren(
        el("p", { class: "muted" }, `Request ${whole.request_id}`),
        el("pre", { tabindex: 0, "aria-label": `Parameters of ${call.action}` }, JSON.stringify(whole.params, null, 2)),
      );
    } catch (refused) {
      cell.replaceChildren(refused.message);
    }
  }
  stop();
  drawCalls();
}
