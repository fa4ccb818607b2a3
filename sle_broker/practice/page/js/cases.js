// The cases, and beside them everything that happened to one.

import { get } from "./api.js";
import { attempt, fill, h, keep } from "./dom.js";
import { be, move, shown, world } from "./state.js";
import { dayOf, momentOf, timeOf } from "./when.js";

let parts = null;
let opened = null;

export async function showCases(container) {
  parts ??= frame(container);
  const told = await attempt(() => get("cases"));
  if (!told) return;
  world.cases = [...told].reverse().sort((a, b) => Number(b.state === "open") - Number(a.state === "open"));
  const one = shown.case && world.cases.some((x) => x.ref === shown.case) ? await attempt(() => get(`cases/${encodeURIComponent(shown.case)}`)) : null;
  parts.list.hidden = Boolean(one);
  parts.one.hidden = !one;
  parts.none.hidden = Boolean(told.length);
  if (one) renderOne(one);
  else opened = null;
  keep(parts.list, world.cases, (x) => x.ref, row);
}

function frame(container) {
  const list = h("ul", { class: "case-list" });
  const one = h("div", { class: "case" });
  const none = h("p", { class: "hint" }, "No case yet. Send a request, and it appears here.");
  fill(container, h("h2", {}, "Cases"), none, list, one);
  return { list, one, none };
}

function row(x) {
  return h("li", {}, h("button", { type: "button", class: "case-row", onclick: () => move({ case: x.ref }) },
    h("span", { class: "ref" }, x.ref), h("span", { class: `tag ${x.state}` }, x.state),
    h("span", { class: "case-school" }, x.receiving_schools.join(", ") || "School not known yet"),
    h("small", {}, started([x.step, x.sle].filter(Boolean).join(" · ")))));
}

const pounds = (pence) => `£${(Math.abs(pence) / 100).toFixed(2)}`;
const WAYS = { email: "by mail", slack: "in Slack", system: "by itself" };
const spaced = (word) => word.replaceAll("_", " ");

function renderOne(x) {
  const version = JSON.stringify(x);
  if (opened === version) return;
  const fresh = !opened || JSON.parse(opened).ref !== x.ref;
  opened = version;
  const waits = x.prompts.filter((p) => p.state === "open");
  fill(parts.one,
    h("button", { type: "button", class: "quiet", onclick: () => move({ case: null }) }, "← All cases"),
    h("h3", { tabindex: -1 }, x.ref, " ", h("span", { class: `tag ${x.state}` }, x.state)),
    h("p", {}, x.subject),
    h("dl", { class: "headers" },
      pair("School", x.receiving_schools.join(", ") || "not known yet"), pair("Asked by", x.requester || x.requester_address),
      x.sle ? pair("SLE", `${x.sle}${x.home_school ? `, ${x.home_school}` : ""}`) : null,
      x.days_agreed ? pair("Days", `${x.days_logged} of ${x.days_agreed}`) : null),
    waits.length ? [h("h4", {}, "Waiting for"), h("ul", { class: "waits" }, waits.map(waiting))] : null,
    x.money.length ? [h("h4", {}, "Money"), h("ul", {}, x.money.map((m) => h("li", {}, `${started(spaced(m.payer))} to ${spaced(m.payee)}: ${pounds(m.amount)}, ${m.state}`)))] : null,
    h("h4", {}, "What happened"),
    h("ol", { class: "timeline" }, [...x.timeline].reverse().map(event)));
  if (fresh) parts.one.querySelector("h3").focus({ preventScroll: true });
}

const started = (words) => words.charAt(0).toUpperCase() + words.slice(1);
const pair = (name, value) => [h("dt", {}, name), h("dd", {}, value)];

function waiting(p) {
  const who = world.people.find((y) => y.name === p.person);
  return h("li", {}, h("strong", {}, started(spaced(p.kind))), h("br"), p.person || started(spaced(p.to)), p.due ? h("small", {}, `, by ${dayOf(p.due)}`) : null, " ",
    who ? h("button", { type: "button", class: "link", onclick: () => be(who.id) }, `Be ${p.person}`) : null);
}

function event(x) {
  return h("li", {}, h("time", { datetime: x.at }, `${dayOf(x.at)} ${timeOf(x.at)}`), h("span", { title: momentOf(x.at) }, x.what),
    x.who ? h("small", {}, `${x.who}, ${WAYS[x.channel] || spaced(x.channel)}`) : null);
}
