// Faults: what may be armed, what is armed, what is held.

import { order, tell } from "./ask.js";
import { $, el, matches, say, worded } from "./dom.js";

const DONE = { yes: "The call takes effect.", no: "The call has no effect." };

let menu;
let shown = "";

export function startFaults(known) {
  menu = known;
  for (const action of [...menu.actions].sort()) $("fault-action").append(el("option", {}, action));
  $("kinds").append(...menu.kinds.map(card));
  $("fault-always").addEventListener("input", () => {
    $("fault-times").disabled = $("fault-always").checked;
  });
  $("faults-filter").addEventListener("input", () => {
    const wanted = $("faults-filter").value;
    for (const row of $("kinds").children) row.hidden = !matches(row.textContent, wanted);
  });
  $("disarm").addEventListener("click", () => order("No fault is armed any more.", "DELETE", "faults"));
  $("release").addEventListener("click", () => order("It goes on.", "POST", "release"));
}

export function showFaults({ faults, held }) {
  const text = JSON.stringify([faults, held]);
  if (text === shown) return;
  shown = text;
  say($("faults-count"), `${faults.length}`);
  $("armed").hidden = faults.length === 0;
  $("armed-rows").replaceChildren(...faults.map((rule) => el("li", {}, el("code", {}, rule.kind), ` ${told(rule)}`)));
  $("held").hidden = held.length === 0;
  say($("held-what"), `${held.join(", ")} ${held.length > 1 ? "are" : "is"} held.`);
}

function told({ action, nth, times, seen, fired, code }) {
  const which = action === "*" ? "of any action" : `of ${action}`;
  const from = nth > 1 ? `, from call ${nth} (${seen} seen)` : "";
  const often = times === null ? ", until cleared" : times > 1 ? `, ${times - fired} more times` : "";
  return `${code ? `${code} ` : ""}${which}${from}${often}`;
}

function card(kind) {
  const fields = kind.takes.map((name) => field(name, kind.name));
  return el(
    "li",
    {},
    el(
      "div",
      { class: "card" },
      el("strong", { id: `kind-${kind.name}` }, kind.name),
      el("button", { type: "button", "aria-label": `Arm ${kind.name}`, onclick: () => arm(kind, fields) }, "Arm"),
    ),
    worded("p", `${kind.gets}.`),
    el(
      "p",
      { class: "muted" },
      DONE[kind.done] ?? `The call takes effect ${kind.done}.`,
      kind.only ? ` Of ${kind.only} only.` : "",
    ),
    fields.length
      ? el(
          "div",
          { class: "fields", role: "group", "aria-labelledby": `kind-${kind.name}` },
          ...fields.map(({ label }) => label),
        )
      : "",
  );
}

/** A field of a rule, with how its value is read; undefined where it is left as it is. */
function field(name, kind) {
  if (name === "acted") {
    const box = el("input", { type: "checkbox" });
    const text = kind === "hold" ? "after it took effect" : "let it take effect";
    return { name, read: () => box.checked || undefined, label: el("label", {}, box, text) };
  }
  const choices = { code: Object.keys(menu.codes), stage: menu.stages }[name];
  if (name === "stage") {
    const select = el("select", {}, ...choices.map((choice) => el("option", {}, choice)));
    return { name, read: () => select.value, label: el("label", {}, name, select) };
  }
  const number = ["seconds", "status", "retry_after"].includes(name);
  const input = el("input", {
    type: number ? "number" : "text",
    min: number ? 0 : undefined,
    step: number ? "any" : undefined,
    list: choices && `${kind}-${name}`,
    autocomplete: "off",
    spellcheck: "false",
  });
  const read = () => (input.value === "" ? undefined : number ? Number(input.value) : input.value);
  const offered = choices
    ? el(
        "datalist",
        { id: `${kind}-${name}` },
        ...choices.map((choice) => el("option", { value: choice }, menu.codes[choice])),
      )
    : "";
  return { name, read, label: el("label", {}, name.replace("_", " "), input, offered) };
}

function arm(kind, fields) {
  const action = kind.only || $("fault-action").value;
  const times = $("fault-always").checked ? null : $("fault-times").valueAsNumber;
  const rule = { kind: kind.name, action, nth: $("fault-nth").valueAsNumber, times };
  for (const { name, read } of fields) if (read() !== undefined) rule[name] = read();
  if ([rule.nth, rule.times].some(Number.isNaN)) return tell("Say from which call on, and how many times.");
  return order(`${kind.name} is armed for ${action === "*" ? "any action" : action}.`, "POST", "faults", rule);
}
