// The control interface: the page has no other way to change anything.

import { $, say } from "./dom.js";

let fading = 0;

/** One sentence, seen and heard; it goes by itself. */
export function tell(text) {
  say($("said"), text);
  clearTimeout(fading);
  fading = setTimeout(() => say($("said"), ""), 6000);
}

export async function ask(method, path, body) {
  const sent =
    body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(`/_emulator/${path}`, { method, ...sent });
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.Message);
  return value;
}

/** Asks, and tells what came of it: the sentence, or why it was refused. Undefined where it was. */
export async function order(done, method, path, body) {
  try {
    const value = await ask(method, path, body);
    tell(done);
    return value;
  } catch (refused) {
    tell(refused instanceof TypeError ? "The emulator does not answer." : refused.message);
    return undefined;
  }
}

/** Whether somebody is sure; Escape and the first button keep what there is. */
export function sure(title, text, yes) {
  const dialog = $("sure");
  say($("sure-title"), title);
  say($("sure-text"), text);
  say($("sure-yes"), yes);
  dialog.returnValue = "";
  $("sure-no").onclick = () => dialog.close();
  $("sure-yes").onclick = () => dialog.close("yes");
  dialog.showModal();
  return new Promise((answered) => {
    dialog.addEventListener("close", () => answered(dialog.returnValue === "yes"), { once: true });
  });
}
