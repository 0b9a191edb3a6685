// A list of many rows is one stop of the tabulator: in it, arrow keys lead from row to row.

const STEPS = {
  ArrowDown: (place) => place + 1,
  ArrowUp: (place) => place - 1,
  Home: () => 0,
  End: (_, last) => last,
};

/** For the rows of `list`, each with one button; what it gives is to be called when they are others. */
export function roving(list) {
  const all = () => [...list.querySelectorAll("button")];
  let stop;

  const settle = () => {
    const buttons = all();
    if (!buttons.includes(stop)) stop = undefined; // until somebody was in the list: its first row
    for (const [place, button] of buttons.entries()) button.tabIndex = (stop ? button === stop : place === 0) ? 0 : -1;
  };
  list.addEventListener("focusin", ({ target }) => {
    if (!all().includes(target)) return;
    stop = target;
    settle();
  });
  list.addEventListener("keydown", (event) => {
    const buttons = all();
    const place = buttons.indexOf(event.target);
    if (place < 0 || !STEPS[event.key] || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const last = buttons.length - 1;
    buttons[Math.min(Math.max(STEPS[event.key](place, last), 0), last)].focus();
  });
  return settle;
}
