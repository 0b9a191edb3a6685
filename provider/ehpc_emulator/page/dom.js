// Elements and texts. What the service tells is only ever text here, never markup.

export const $ = (id) => document.getElementById(id);

/** An element; `on*` are listeners, true and false put an attribute or leave it out, children may be texts. */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== ""));
  return made;
}

/** A text in which `this` is code. */
export function worded(name, text) {
  const parts = text.split("`").map((part, place) => (place % 2 ? el("code", {}, part) : part));
  return el(name, {}, ...parts);
}

/** Sets a text only where it differs: a screen reader is told no news that is none. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Makes the children of `parent` these, in this order, touching only those that are elsewhere. */
export function arrange(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  let place = parent.firstChild;
  for (const child of wanted) {
    if (child === place) place = place.nextSibling;
    else parent.insertBefore(child, place);
  }
}

/** At most once a frame, however often it is asked for. */
export function eachFrame(draw) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      draw();
    });
  };
}

export const matches = (text, wanted) =>
  wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word));

const UNITS = [
  [86400, "d"],
  [3600, "h"],
  [60, "min"],
];

export function lasting(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  for (const [size, unit] of UNITS) if (whole >= size) return `${Math.floor(whole / size)} ${unit}`;
  return `${whole} s`;
}

export const took = (seconds) =>
  seconds < 1 ? `${(seconds * 1000).toFixed(seconds < 0.01 ? 1 : 0)} ms` : `${seconds.toFixed(1)} s`;

export const clocked = (seconds) => new Date(seconds * 1000).toLocaleTimeString("en-GB");
