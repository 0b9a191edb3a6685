// What happens, as it happens. A page that nobody sees lets go of its connection, and reads on where it was.

import { $, say } from "./dom.js";

const AGAIN = 2000;

let source;
let seen = "";
let waiting = 0;

export function follow(listeners) {
  const open = () => {
    clearTimeout(waiting);
    source?.close();
    if (document.hidden) return link("asleep", false);
    source = new EventSource(`/_emulator/events?after=${encodeURIComponent(seen)}`);
    source.onopen = () => link("live", true);
    source.onerror = () => {
      // Always anew: by itself it would come back with the number of its own first request.
      link("no answer, trying again", false);
      source.close();
      waiting = setTimeout(open, AGAIN);
    };
    for (const [name, listener] of Object.entries(listeners)) {
      source.addEventListener(name, (event) => {
        seen = event.lastEventId || seen;
        listener(JSON.parse(event.data));
      });
    }
  };
  document.addEventListener("visibilitychange", open);
  open();
}

function link(text, live) {
  say($("link"), text);
  $("link").classList.toggle("live", live);
}
