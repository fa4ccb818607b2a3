// Practice time, and moving it on.

import { get, post } from "./api.js";
import { attempt, fill, h, keep, say } from "./dom.js";
import { move } from "./state.js";
import { momentOf } from "./when.js";

let parts = null;

export async function showClock(container) {
  parts ??= frame(container);
  const told = await attempt(() => get("clock"));
  if (told) render(told);
}

function frame(container) {
  const now = h("p", { class: "now" });
  const due = h("p", { class: "due" });
  const step = (advance, words, more = {}) => h("button", { type: "button", onclick: (event) => advanceBy(advance, event.currentTarget), ...more }, words);
  const next = step("next", "To the next thing due", { id: "clock-next" });
  fill(container, h("div", {}, now, due), h("div", { class: "row" }, step("1d", "+ 1 day"), step("7d", "+ 1 week"), next));
  return { now, due, next, happened: document.getElementById("happened") };
}

function render(told) {
  parts.now.textContent = told.local;
  parts.due.textContent = told.next_due ? `Next reminder: ${momentOf(told.next_due)}` : "Nothing is due";
  parts.next.disabled = !told.next_due;
}

async function advanceBy(advance, button) {
  const told = await attempt(() => post("clock", { advance }), button);
  if (!told) return;
  render(told);
  const count = told.happened.length;
  const list = h("ul", {});
  keep(list, told.happened.slice(-30), (x) => `${x.case}/${x.seq}`, (x) => h("li", {},
    h("button", { type: "button", class: "link", onclick: () => move({ case: x.case }) }, x.case), ` ${momentOf(x.at)}: ${x.what}`));
  const close = () => { parts.happened.hidden = true; button.focus(); };
  fill(parts.happened,
    h("div", { class: "row" }, h("strong", {}, `It is now ${told.local}.`), h("span", { class: "grow" }), h("button", { type: "button", class: "quiet", onclick: close }, "Close")),
    count ? list : h("p", { class: "hint" }, "Nothing fell due in that time."));
  parts.happened.hidden = false;
  say(`It is now ${told.local}. ${count ? `${count} ${count === 1 ? "thing" : "things"} happened.` : "Nothing fell due."}`);
}

export const hideHappened = () => { document.getElementById("happened").hidden = true; };

export function pointAtNext() {
  parts?.next.scrollIntoView({ block: "center" });
  parts?.next.focus();
}
