// What is read out: failures and new states, gathered, so that a burst of calls is one sentence.

import { $ } from "./dom.js";

const GATHER = 2500;
const MOST = 3;

let gathered = [];

export function hear(text) {
  gathered.push(text);
  if (gathered.length > 1) return;
  setTimeout(() => {
    const more = gathered.length > MOST ? `, and ${gathered.length - MOST} more` : "";
    $("heard").textContent = gathered.slice(-MOST).join(", ") + more;
    gathered = [];
  }, GATHER);
}
