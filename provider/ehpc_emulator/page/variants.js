// Variants: other ways to answer, switched on and off.

import { order } from "./ask.js";
import { $, el, matches, say } from "./dom.js";

const boxes = new Map(); // by name
let on = [];

export function startVariants({ variants }) {
  const themes = new Map();
  for (const variant of variants) {
    if (!themes.has(variant.theme)) themes.set(variant.theme, []);
    themes.get(variant.theme).push(row(variant));
  }
  let number = 0;
  for (const [theme, rows] of themes) {
    const id = `theme-${number++}`;
    $("variants").append(el("div", { role: "group", "aria-labelledby": id }, el("h3", { id }, theme), ...rows));
  }
  for (const id of ["variants-filter", "variants-on"]) $(id).addEventListener("input", sift);
}

function row({ name, says, evidence }) {
  const box = el("input", { type: "checkbox", id: `variant-${name}`, "aria-describedby": `says-${name}` });
  box.addEventListener("change", () => toggle(name, box));
  boxes.set(name, box);
  return el(
    "div",
    { class: "variant" },
    box,
    el("label", { for: box.id }, name),
    el("p", { id: `says-${name}` }, says),
    el("p", { class: "muted" }, evidence),
  );
}

async function toggle(name, box) {
  const wanted = box.checked ? [...on, name] : on.filter((one) => one !== name);
  on = wanted;
  const told = box.checked ? `${name} is on.` : `${name} is off.`;
  if (!(await order(told, "POST", "variants", wanted))) box.checked = !box.checked;
}

export function showVariants({ variants }) {
  on = variants;
  say($("variants-count"), `${on.length}`);
  for (const [name, box] of boxes) box.checked = on.includes(name);
}

function sift() {
  const wanted = $("variants-filter").value;
  for (const group of $("variants").children) {
    const rows = [...group.querySelectorAll(".variant")];
    for (const one of rows)
      one.hidden =
        !matches(one.textContent, wanted) || ($("variants-on").checked && !one.querySelector("input").checked);
    group.hidden = rows.every((one) => one.hidden);
  }
}
