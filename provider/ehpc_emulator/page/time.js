// The service's clock: shown, moved on, and set to another pace.

import { order, sure } from "./ask.js";
import { $, clocked, lasting, say } from "./dom.js";

let apart = 0; // the service's time less the browser's, in seconds

export const now = () => Date.now() / 1000 + apart;

export function startClock(each) {
  for (const button of document.querySelectorAll("[data-advance]")) {
    const seconds = Number(button.dataset.advance);
    button.addEventListener("click", () =>
      order(`The clock is ${lasting(seconds)} further.`, "POST", "clock", { advance: seconds }),
    );
  }
  $("pace").addEventListener("submit", (event) => {
    event.preventDefault();
    const clock = $("pace-text").value.trim();
    order(`The clock is now ${clock}.`, "POST", "clock", { clock });
  });
  $("reset").addEventListener("click", async () => {
    const text = "Clusters, faults and calls go; the clock and the variants are those of the command line.";
    if (await sure("Back to the start?", text, "Reset")) order("All is as at the start.", "POST", "reset");
  });
  setInterval(() => {
    if (document.hidden) return;
    say($("now"), clocked(now()));
    each();
  }, 1000);
}

export function showClock(settings) {
  apart = settings.now - Date.now() / 1000;
  say($("now"), clocked(now()));
  say($("ahead"), settings.ahead ? `${lasting(settings.ahead)} ahead` : "");
  if (document.activeElement !== $("pace-text")) $("pace-text").value = settings.clock;
}
