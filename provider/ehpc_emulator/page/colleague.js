// One cluster, to be changed as a colleague in the console would: whatever programs think of it.

import { ask, order, sure, tell } from "./ask.js";
import { $, el } from "./dom.js";

const NODES = 100;

let shown = ""; // the id of the cluster that is open
let menu;

export function startColleague(known) {
  menu = known;
  $("cluster").addEventListener("close", () => {
    shown = "";
  });
}

export async function openCluster(id) {
  shown = id;
  await renew();
  if (shown === id && !$("cluster").open) $("cluster").showModal();
}

async function renew() {
  const id = shown;
  try {
    const cluster = await ask("GET", `clusters/${encodeURIComponent(id)}`);
    if (shown === id) $("cluster").replaceChildren(...parts(cluster));
  } catch (refused) {
    $("cluster").close();
    tell(refused.message);
  }
}

/** A change, and the cluster as it is then; where the focus was, there it stays. */
async function change(done, method, path, body) {
  const focus = document.activeElement?.dataset?.act;
  if (!(await order(done, method, path, body))) return;
  await renew();
  const same = focus && $("cluster").querySelector(`[data-act="${CSS.escape(focus)}"]`);
  (same || $("cluster").querySelector("button"))?.focus();
}

function parts(cluster) {
  const path = encodeURIComponent(cluster.ClusterId);
  return [
    el(
      "div",
      { class: "bar" },
      el(
        "h2",
        { id: "cluster-title" },
        cluster.ClusterName || cluster.ClusterId,
        el("span", { class: "id" }, cluster.ClusterId),
      ),
      button("close", "Close", () => $("cluster").close()),
    ),
    el("p", { class: "muted" }, "What changes here changes behind the back of every program, as in the console."),
    state(cluster, path),
    settings(cluster, path),
    ...queues(cluster, path),
    ...users(cluster, path),
    el(
      "div",
      { class: "ends" },
      button("remove", "Remove the cluster at once", () => remove(cluster, path), { kind: "bad" }),
    ),
  ];
}

async function remove(cluster, path) {
  if (!(await sure(`Remove ${cluster.ClusterName}?`, "It is gone at once, deletion protection or not.", "Remove")))
    return;
  $("cluster").close();
  order(`${cluster.ClusterName} is gone.`, "DELETE", `clusters/${path}`);
}

/** `whole` is what it says to who does not see which row it stands in. */
function button(act, text, onclick, { kind = false, whole } = {}) {
  return el("button", { type: "button", class: kind, "data-act": act, "aria-label": whole, onclick }, text);
}

function state(cluster, path) {
  const select = el(
    "select",
    { "data-act": "status" },
    ...menu.statuses.map((status) => el("option", { selected: status === cluster.ClusterStatus }, status)),
  );
  const set = () =>
    change(`${cluster.ClusterName} is ${select.value}.`, "POST", `clusters/${path}`, { ClusterStatus: select.value });
  return el("div", { class: "line" }, el("label", {}, "State", select), button("set-status", "Set", set));
}

function settings(cluster, path) {
  const field = (name, label, kind, wide) => {
    const input = el("input", {
      type: kind,
      name,
      value: cluster[name] ?? "",
      checked: kind === "checkbox" && cluster[name],
    });
    return el("label", { class: wide ? "wide" : false }, ...(kind === "checkbox" ? [input, label] : [label, input]));
  };
  const form = el(
    "form",
    {},
    field("ClusterName", "Name", "text"),
    field("MaxCount", "Most nodes", "number"),
    field("DeletionProtection", "Protected against deletion", "checkbox"),
    field("ClusterDescription", "Description", "text", true),
    el("button", { "data-act": "save" }, "Save"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const values = {};
    for (const { name, type, value, checked, valueAsNumber } of form.querySelectorAll("input")) {
      const now = type === "checkbox" ? checked : type === "number" ? valueAsNumber : value;
      if (!Number.isNaN(now) && now !== (cluster[name] ?? "")) values[name] = now;
    }
    if (Object.keys(values).length === 0) tell("Nothing differs.");
    else change("Saved.", "POST", `clusters/${path}`, values);
  });
  return form;
}

function queues(cluster, path) {
  const of = (name) => cluster.nodes.filter((node) => node.QueueName === name).length;
  const add = (name) => change(`A node more in ${name}.`, "POST", `nodes/${path}`, { QueueName: name });
  const rows = cluster.queues.map(({ QueueName: name }) =>
    el(
      "div",
      { class: "line" },
      `${name}, ${of(name)} nodes`,
      button(`add-${name}`, "Start a node", () => add(name), { whole: `Start a node in ${name}` }),
    ),
  );
  const nodes = cluster.nodes.slice(0, NODES).map((node) => {
    const at = `nodes/${path}/${encodeURIComponent(node.Id)}`;
    const fail = () => change(`${node.Hostname} failed.`, "POST", at, { Status: "exception", Reason: "out of stock" });
    return [
      node.Hostname,
      node.QueueName,
      node.Status || cluster.ClusterStatus,
      el(
        "div",
        { class: "line" },
        button(`fail-${node.Id}`, "Fail", fail, { whole: `Fail ${node.Hostname}` }),
        button(`drop-${node.Id}`, "Remove", () => change(`${node.Hostname} is gone.`, "DELETE", at), {
          whole: `Remove ${node.Hostname}`,
        }),
      ),
    ];
  });
  const left =
    cluster.nodes.length > NODES ? [el("p", { class: "muted" }, `and ${cluster.nodes.length - NODES} more nodes`)] : [];
  return [
    el("h3", {}, "Queues and nodes"),
    ...(rows.length ? rows : [el("p", { class: "muted" }, "No queue.")]),
    ...shelf(["Node", "Queue", "State", "Change"], nodes),
    ...left,
  ];
}

function users(cluster, path) {
  const rows = cluster.users.map(({ UserName: name, Group }) => [
    name,
    Group,
    button(
      `user-${name}`,
      "Remove",
      () => change(`${name} is gone.`, "DELETE", `users/${path}/${encodeURIComponent(name)}`),
      { whole: `Remove ${name}` },
    ),
  ]);
  const name = el("input", { required: true, size: 14, autocomplete: "off" });
  const group = el("select", {}, el("option", {}, "users"), el("option", {}, "wheel"));
  const form = el(
    "form",
    {},
    el("label", {}, "User", name),
    el("label", {}, "Group", group),
    el("button", { "data-act": "add-user" }, "Add or put into the group"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    change(`${name.value} is in ${group.value}.`, "POST", `users/${path}`, {
      UserName: name.value,
      Group: group.value,
    });
  });
  return [el("h3", {}, "Users"), ...shelf(["User", "Group", "Change"], rows), form];
}

function shelf(titles, rows) {
  if (rows.length === 0) return [];
  const head = el("thead", {}, el("tr", {}, ...titles.map((title) => el("th", { scope: "col" }, title))));
  const body = el("tbody", {}, ...rows.map((cells) => el("tr", {}, ...cells.map((value) => el("td", {}, value)))));
  return [
    el("div", { class: "shelf", tabindex: 0, role: "region", "aria-label": titles[0] }, el("table", {}, head, body)),
  ];
}
