// What this page shows: whom one is, where one looks, which case. Kept in the address, so that a
// reload and the back button do what people expect.

export const shown = { person: null, at: null, room: null, case: null };
export const world = { people: [], cases: [], story: null };
const listeners = [];

export const onMove = (listener) => listeners.push(listener);

function readAddress() {
  const told = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(shown)) shown[name] = told.get(name);
}

function told(changes) {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...shown, ...changes })) if (value) words.set(name, value);
  return `#${words}`;
}

export function move(changes, { replace = false } = {}) {
  const address = told(changes);
  if (address === location.hash) return listeners.forEach((x) => x());
  history[replace ? "replaceState" : "pushState"](null, "", address);
  readAddress();
  return listeners.forEach((x) => x());
}

export function begin() {
  readAddress();
  window.addEventListener("popstate", () => { readAddress(); listeners.forEach((x) => x()); });
}

export const person = () => world.people.find((x) => x.id === shown.person) || null;

export function be(id, at, more = {}) {
  const who = world.people.find((x) => x.id === id);
  if (!who) return;
  const place = at || (who.slack_user_id ? "slack" : "mail");
  move({ person: id, at: place, room: null, ...more });
  showColumn("place");
}

export function showColumn(name) {
  document.body.dataset.column = name;
  for (const button of document.querySelectorAll(".columns-nav button")) {
    button.setAttribute("aria-current", String(button.dataset.column === name));
  }
}

// What is shown of a person beside their name: what they do, and at which school.
export function roleOf(who) {
  const isHead = (x) => Number(!/^(head|principal|executive head)/i.test(x.title || ""));
  const places = new Map();
  for (const role of [...who.roles].sort((a, b) => isHead(a) - isHead(b))) {
    const place = role.school === role.alliance_name ? "" : role.school || "";
    places.set(place, [...new Set([...(places.get(place) || []), role.title])]);
  }
  return [...places].map(([place, titles]) => [titles.join(" and "), place].filter(Boolean).join(", ")).join("; ");
}
