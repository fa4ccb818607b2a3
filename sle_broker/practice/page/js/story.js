// The guided first case: where the reader stands in it, and a hand to the place.

import { get } from "./api.js";
import { pointAtNext } from "./clock.js";
import { attempt, fill, h, say } from "./dom.js";
import { mailShown, mailWithId, write } from "./mailbox.js";
import { be, move, shown, world } from "./state.js";
import { offerToBot, openBot } from "./slack.js";

const HIDDEN = "sle-broker-story-hidden";
let container = null;
let version = null;
let all = false;

export async function showStory(place) {
  container = place;
  const told = await attempt(() => get("story"));
  if (!told) return;
  const before = world.story?.steps.findIndex((x) => x.current);
  world.story = told;
  const now = told.steps.findIndex((x) => x.current);
  render();
  if (before !== undefined && before !== now && before >= 0) {
    say(told.finished ? "The story is finished." : `Done. Next: ${told.steps[now].title}.`);
  }
}

const isHidden = () => { try { return localStorage.getItem(HIDDEN) === "1"; } catch { return false; } };
const setHidden = (yes) => { try { localStorage.setItem(HIDDEN, yes ? "1" : "0"); } catch { /* then it is shown again next time */ } };

function render() {
  const { steps, finished } = world.story;
  container.hidden = !steps.length;
  const next = JSON.stringify([world.story, isHidden(), all]);
  if (!steps.length || next === version) return;
  version = next;
  const focused = container.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
  fill(container, isHidden() ? folded(steps) : finished ? over(steps) : current(steps));
  container.classList.toggle("folded", isHidden());
  if (focused) container.querySelector(`[data-focus="${focused}"]`)?.focus();
}

const fold = (yes) => () => { setHidden(yes); render(); };

function folded(steps) {
  const done = steps.filter((x) => x.done).length;
  return h("div", { class: "row" }, h("span", {}, `Your first case: ${done} of ${steps.length} steps done`), h("span", { class: "grow" }),
    h("button", { type: "button", class: "quiet", "data-focus": "fold", onclick: fold(false) }, "Show the story"));
}

function current(steps) {
  const at = steps.findIndex((x) => x.current);
  const step = steps[at];
  return [
    h("div", { class: "story-now" },
      h("p", { class: "story-count" }, `Your first case · step ${at + 1} of ${steps.length}`),
      h("h2", {}, step.title),
      h("p", {}, step.text),
      h("div", { class: "row" },
        h("button", { type: "button", class: "primary", "data-focus": "show", onclick: () => show(step) }, label(step)),
        h("button", { type: "button", class: "quiet", "data-focus": "all", "aria-expanded": String(all), onclick: () => { all = !all; render(); } }, all ? "Fewer" : "All steps"),
        h("button", { type: "button", class: "quiet", "data-focus": "fold", onclick: fold(true) }, "Hide"))),
    bar(at, steps.length),
    all ? list(steps) : null,
  ];
}

function label(step) {
  if (step.where === "clock") return "Show me the clock";
  return `Show me: be ${step.name}`;
}

function over(steps) {
  return [
    h("div", { class: "story-now" },
      h("p", { class: "story-count" }, "Your first case is closed"),
      h("h2", {}, "Well done"),
      h("p", {}, "A school got help, somebody was lent with their head's blessing, and the money is settled to the penny. Look at the whole of it in the time line, send another request, or try what happens when somebody says no."),
      h("div", { class: "row" },
        h("button", { type: "button", class: "primary", "data-focus": "show", onclick: () => move({ case: world.story.case }) }, `Open ${world.story.case}`),
        h("button", { type: "button", class: "quiet", "data-focus": "fold", onclick: fold(true) }, "Hide the story"))),
    bar(steps.length, steps.length),
  ];
}

const bar = (done, of) => h("progress", { max: of, value: done, "aria-label": `${done} of ${of} steps done` });

const list = (steps) => h("ol", { class: "story-steps" }, steps.map((x) => h("li", { class: x.done ? "done" : x.current ? "current" : "", "aria-current": x.current ? "step" : undefined },
  x.title, h("span", { class: "unseen" }, x.done ? " (done)" : ""))));

// --- showing the place ---

const isThere = (step) => step.where !== "mail" || step.mail || step.suggestion?.subject;
const now = () => world.story.steps.find((x) => x.current);

async function show(given) {
  // The mail to answer may be on its way still.
  if (!isThere(given)) await until(() => !now() || now().title !== given.title || isThere(now()));
  const step = now() || given;
  const more = world.story.case ? { case: world.story.case } : {};
  if (step.where === "clock") {
    move(more);
    return pointAtNext();
  }
  be(step.person, step.where, { ...more, room: step.where === "mail" && step.mail ? String(step.mail) : null });
  if (step.where === "mail") return inMail(step);
  await until(() => document.querySelector(".slack .write"));
  openBot();
  if (step.suggestion?.chat) offerToBot(step.suggestion.text);
  return document.getElementById("place").scrollIntoView({ block: "start" });
}

async function inMail(step) {
  const { suggestion } = step;
  await until(() => shown.person === step.person && mailShown() && (!step.mail || mailWithId(step.mail)));
  if (suggestion?.subject) write({ mode: "new", suggestion });
  else if (suggestion && step.mail) write({ mode: "reply", mail: mailWithId(step.mail), suggestion });
}

async function until(look) {
  for (let n = 0; n < 100 && !look(); n += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
}
