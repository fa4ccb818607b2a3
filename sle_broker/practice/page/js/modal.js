// The form that is open in front of somebody.

import { post } from "./api.js";
import { blocks as shownBlocks } from "./blocks.js";
import { attempt, complain, fill, h } from "./dom.js";
import { wordsOf } from "./mrkdwn.js";
import { surface, forget } from "./surface.js";
import { world } from "./state.js";

let dialog = null;
let now = null;
let errors = {};

export function showModal(given) {
  const { view, person } = given;
  if (!view) return hide();
  const version = JSON.stringify([person, view]);
  if (now?.version === version) return undefined;
  if (now?.view.id !== view.id) errors = {};
  now = { ...given, version };
  if (!dialog) {
    dialog = h("dialog", { class: "dialog", "aria-labelledby": "modal-title" });
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); close(); });
    document.body.append(dialog);
  }
  const scrolled = dialog.querySelector(".modal-body")?.scrollTop || 0;
  render();
  if (!dialog.open) dialog.showModal();
  const body = dialog.querySelector(".modal-body");
  body.scrollTop = scrolled;
  return undefined;
}

export function hide() {
  if (!dialog) return;
  dialog.remove();
  dialog = null;
  now = null;
  errors = {};
}

const key = () => `${now.person}/${now.view.id}`;

function render() {
  const { view, person, conversations, refresh } = now;
  const focused = document.activeElement?.dataset?.focus;
  const face = surface({ key: key(), person, place: { view_id: view.id }, blocks: view.blocks, view, conversations, refresh, errors });
  const form = h("form", { class: "modal", novalidate: true, onsubmit: (event) => { event.preventDefault(); submit(face); } },
    h("header", { class: "modal-head" },
      h("h2", { id: "modal-title" }, wordsOf(view.title)),
      h("button", { type: "button", class: "quiet", "aria-label": "Close", onclick: close }, "×")),
    h("div", { class: "modal-body" }, shownBlocks(view.blocks, face)),
    h("footer", { class: "row end" },
      example(face),
      h("button", { type: "button", onclick: close }, wordsOf(view.close) || "Cancel"),
      view.submit ? h("button", { class: "primary" }, wordsOf(view.submit)) : null));
  fill(dialog, form);
  if (focused) dialog.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
}

async function submit(face) {
  const { view, person, refresh } = now;
  const button = dialog.querySelector("footer .primary");
  const told = await attempt(() => post(`people/${person}/slack/view`, { view_id: view.id, do: "submit", state: { values: face.state() } }), button);
  if (!told) return;
  errors = told.errors || {};
  if (told.error) complain(told.text || told.error);
  if (Object.keys(errors).length) {
    render();
    const first = dialog.querySelector(".wrong");
    first?.querySelector("input, select, textarea, button")?.focus();
    first?.scrollIntoView({ block: "center" });
    return;
  }
  if (!told.error) forget(`${person}/${view.id}`);
  await refresh();
}

async function close() {
  const { view, person, refresh } = now;
  await attempt(() => post(`people/${person}/slack/view`, { view_id: view.id, do: "close" }));
  forget(`${person}/${view.id}`);
  await refresh();
}

// Practice only: fill the empty fields with the example of the first story.
function example(face) {
  const step = world.story?.steps.find((x) => x.current);
  const fields = step?.person === now.person ? step.suggestion?.fields || {} : {};
  const fitting = now.view.blocks.filter((x) => x.type === "input" && wordsOf(x.label) in fields);
  if (!fitting.length) return null;
  const use = () => {
    for (const block of fitting) put(face, block, fields[wordsOf(block.label)]);
    render();
  };
  return h("button", { type: "button", class: "example", onclick: use }, "Fill in the example");
}

function put(face, block, words) {
  const x = block.element;
  const options = x.options || (x.option_groups || []).flatMap((g) => g.options) || [];
  const like = (o) => [o.value, wordsOf(o.text)].some((y) => y.toLowerCase() === words.toLowerCase())
    || wordsOf(o.text).toLowerCase().startsWith(words.toLowerCase());
  if (x.type === "datepicker") face.set(block, x, isoDay(words));
  else if (!options.length) face.set(block, x, words);
  else {
    const found = options.find(like);
    if (found) face.set(block, x, /^(multi_|checkboxes)/.test(x.type) ? [found.value] : found.value);
  }
}

function isoDay(words) {
  const day = new Date(`${words} 12:00 UTC`);
  return Number.isNaN(day.getTime()) ? null : day.toISOString().slice(0, 10);
}
