// Choosing whom to be.

import { get } from "./api.js";
import { attempt, fill, h, keep, newId } from "./dom.js";
import { be, roleOf, shown, world } from "./state.js";

let parts = null;
let query = "";
const open = new Set(["waiting"]);

export async function showPeople(container) {
  parts ??= frame(container);
  const told = await attempt(() => get("people"));
  if (told) world.people = told;
  render();
}

export const renderPeople = () => parts && render();

function frame(container) {
  const id = newId("search");
  const field = h("input", { id, type: "search", placeholder: "Name, role or school", autocomplete: "off" });
  field.addEventListener("input", () => { query = field.value.trim().toLowerCase(); render(); });
  const groups = h("div", { class: "groups" });
  const count = h("p", { class: "unseen", role: "status" });
  fill(container, h("h2", {}, "Be somebody"), h("label", { class: "unseen", for: id }, "Find somebody"), field, count, groups);
  return { groups, count };
}

const words = (x) => [x.name, x.address, ...x.roles.flatMap((r) => [r.title, r.school, r.alliance_name])].filter(Boolean).join(" ").toLowerCase();
const RANK = { coordinator: 0, director: 1, sle: 2, headteacher: 3, board: 4 };
const rank = (x) => Math.min(...x.roles.map((r) => RANK[r.role] ?? 5));

function render() {
  const found = world.people.filter((x) => query.split(/\s+/).every((w) => words(x).includes(w)));
  const groups = new Map();
  const waiting = found.filter((x) => x.waiting);
  if (waiting.length && !query) groups.set("waiting", { name: "Something is waiting for them", people: waiting });
  for (const x of found) {
    for (const role of x.roles) {
      const key = role.alliance || "";
      if (!groups.has(key)) groups.set(key, { name: role.alliance_name || "Others", people: [] });
      const { people } = groups.get(key);
      if (!people.includes(x)) people.push(x);
    }
  }
  const first = ([key]) => (key === "waiting" ? 0 : key ? 1 : 2);
  const sorted = [...groups].sort((a, b) => first(a) - first(b) || a[1].name.localeCompare(b[1].name));
  const state = sorted.map(([key, group]) => ({
    key, ...group, open: Boolean(query) || open.has(key), current: group.people.find((x) => x.id === shown.person)?.id,
    people: [...group.people].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name)),
  }));
  parts.count.textContent = query ? `${found.length} found` : "";
  keep(parts.groups, state, (x) => x.key, groupOf);
  if (!state.length) fill(parts.groups, h("p", { class: "hint" }, "Nobody of that name, role or school."));
}

function groupOf(group) {
  const details = h("details", { class: "group", open: group.open },
    h("summary", { "data-focus": group.key }, group.name, h("span", { class: "count" }, String(group.people.length))),
    h("ul", {}, group.people.map(entry)));
  details.addEventListener("toggle", () => {
    if (query) return;
    if (details.open) open.add(group.key); else open.delete(group.key);
  });
  return details;
}

function entry(x) {
  const ways = [x.slack_user_id ? "Slack" : null, x.address ? "mail" : null].filter(Boolean).join(" and ");
  return h("li", {}, h("button", {
    type: "button", class: "who", "aria-current": x.id === shown.person ? "true" : undefined, "data-focus": x.id,
    onclick: () => be(x.id),
  }, h("span", { class: "who-name" }, x.name, x.waiting ? h("span", { class: "count", title: "waiting for an answer" }, String(x.waiting), h("span", { class: "unseen" }, " waiting")) : null),
  h("small", {}, roleOf(x)), h("small", { class: "ways" }, ways)));
}

export const openGroup = (key) => open.add(key);
