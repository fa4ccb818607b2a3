// The practice page: one person's desk in the middle, people on one side, cases on the other.

import { follow } from "./api.js";
import { showCases } from "./cases.js";
import { hideHappened, showClock } from "./clock.js";
import { fill, h } from "./dom.js";
import { leaveMail, showMail } from "./mailbox.js";
import { hide as hideModal } from "./modal.js";
import { renderPeople, showPeople } from "./people.js";
import { leaveSlack, showSlack } from "./slack.js";
import { be, begin, move, onMove, person, roleOf, shown, showColumn, world } from "./state.js";
import { showStory } from "./story.js";

const part = (id) => document.getElementById(id);
let desk = null;

async function showPlace() {
  const who = person();
  if (!who) return nobody();
  const at = shown.at === "slack" && who.slack_user_id ? "slack" : who.address ? "mail" : "slack";
  const name = `${who.id}/${at}`;
  if (desk?.name !== name) {
    leaveSlack();
    leaveMail();
    hideModal();
    hideHappened();
    desk = { name, inside: h("div", { class: "desk" }) };
    fill(part("place"), head(who, at), desk.inside);
    document.title = `${who.name} · SLE broker practice`;
  }
  if (at === "slack") return showSlack(desk.inside, who);
  hideModal();
  return showMail(desk.inside, who);
}

function head(who, at) {
  const way = (name, words) => h("button", {
    type: "button", "aria-current": at === name ? "true" : undefined, onclick: () => move({ at: name, room: null }),
  }, words);
  const alliances = [...new Set(who.roles.map((x) => x.alliance_name).filter(Boolean))].join(", ");
  return h("header", { class: "desk-head" },
    h("div", {}, h("h2", {}, who.name), h("p", {}, roleOf(who)), h("p", { class: "hint" }, alliances)),
    who.slack_user_id && who.address ? h("div", { class: "row ways" }, way("slack", "Slack"), way("mail", "Mail")) : null);
}

const beginWith = () => world.people.filter((x) => x.roles.some((r) => r.role === "coordinator"));

function nobody() {
  const shows = world.people.length ? "welcome" : null;
  if (desk?.name === "welcome") return;
  desk = shows && { name: shows };
  leaveSlack();
  leaveMail();
  hideModal();
  fill(part("place"), h("div", { class: "welcome" },
    h("h2", {}, "Welcome"),
    h("p", {}, "Here you can be everybody: a head who needs help, the co-ordinator who finds it, the specialist who gives it. Nothing you do leaves this computer."),
    h("p", {}, "Follow the first case above, or begin with somebody:"),
    h("ul", {}, beginWith().map((x) => h("li", {}, h("button", { type: "button", onclick: () => be(x.id) },
      x.name, h("small", {}, `${roleOf(x)} · ${x.roles[0].alliance_name}`))))),
    h("button", { type: "button", class: "narrow-only", onclick: () => showColumn("people") }, "Somebody else")));
}

async function showAll() {
  await showPeople(part("people"));
  await Promise.all([showPlace(), showCases(part("cases")), showClock(part("clock")), showStory(part("story"))]);
}

// One round at a time; whatever changes meanwhile asks for one more.
let running = false;
let again = false;
async function refresh() {
  again = true;
  if (running) return;
  running = true;
  while (again) {
    again = false;
    await showAll();
  }
  running = false;
}

begin();
onMove(() => {
  renderPeople();
  showPlace();
  if (world.people.length) showCases(part("cases"));
});
for (const button of document.querySelectorAll(".columns-nav button")) {
  button.addEventListener("click", () => showColumn(button.dataset.column));
}
showColumn("place");
follow(refresh, (reached) => { document.body.classList.toggle("away", !reached); });
refresh();
