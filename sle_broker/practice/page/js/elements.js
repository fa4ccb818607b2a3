// Everything in a block that can be pressed, chosen from or filled in.
//
// `at` says where an element stands: its block, and the surface that keeps what was filled in and
// takes presses (`value`, `set`, `press`, `suggest`, `names`, `users`, `channels`). In an input
// block a choice is only kept; elsewhere it is told to the app at once.

import { h, newId } from "./dom.js";
import { textOf, wordsOf } from "./mrkdwn.js";
import { sure } from "./confirm.js";
import { freeSelect } from "./suggesting.js";

const groupsOf = (x) => x.option_groups || [{ label: null, options: x.options || [] }];
const optionsOf = (x) => groupsOf(x).flatMap((g) => g.options);
const valueOf = (x) => (x && typeof x === "object" ? x.value : x);
const focusName = (at, x, more = "") => `${at.block.block_id}/${x.action_id}${more}`;

async function choose(at, x, value) {
  at.surface.set(at.block, x, value);
  if (at.block.type === "input" && !at.block.dispatch_action) return;
  if (await sure(x.confirm, at.surface.names)) await at.surface.press(at.block, x, value);
}

function named(at, x) {
  return at.labelledBy
    ? { "aria-labelledby": at.labelledBy, "aria-describedby": at.describedBy }
    : { "aria-label": wordsOf(x.placeholder) || at.label || "Choose" };
}

// --- buttons ---

function button(at, x) {
  const press = async (event) => {
    const pressed = event.currentTarget;
    if (!(await sure(x.confirm, at.surface.names))) return;
    if (x.url) window.open(x.url, "_blank", "noopener,noreferrer");
    await at.surface.press(at.block, x, undefined, pressed);
  };
  return h("button", {
    type: "button", class: x.style || "", onclick: press, "data-focus": focusName(at, x),
    "aria-label": x.accessibility_label,
  }, wordsOf(x.text));
}

function overflow(at, x) {
  const menu = h("details", { class: "overflow" },
    h("summary", { "aria-label": "More", "data-focus": focusName(at, x) }, "⋯"),
    h("div", { class: "menu" }, x.options.map((o) => h("button", {
      type: "button",
      onclick: async () => {
        menu.open = false;
        if (!(await sure(x.confirm, at.surface.names))) return;
        if (o.url) window.open(o.url, "_blank", "noopener,noreferrer");
        await at.surface.press(at.block, x, o.value);
      },
    }, wordsOf(o.text)))));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
  });
  menu.addEventListener("focusout", (event) => { if (!menu.contains(event.relatedTarget)) menu.open = false; });
  return menu;
}

function feedback(at, x) {
  return h("span", { class: "row" }, [x.positive_button, x.negative_button].map((b, n) => h("button", {
    type: "button", class: "quiet", "aria-label": b.accessibility_label,
    onclick: (event) => at.surface.press(at.block, x, b.value, event.currentTarget),
  }, n ? "👎 " : "👍 ", wordsOf(b.text))));
}

// --- choices ---

function option(o, chosen) {
  return h("option", { value: o.value, selected: o.value === chosen }, wordsOf(o.text), o.description ? ` (${wordsOf(o.description)})` : "");
}

function select(at, x, groups) {
  const chosen = valueOf(at.surface.value(at.block, x)) ?? "";
  const listed = groups.map((g) => (g.label
    ? h("optgroup", { label: wordsOf(g.label) }, g.options.map((o) => option(o, chosen)))
    : g.options.map((o) => option(o, chosen))));
  return h("select", {
    ...named(at, x), "data-focus": focusName(at, x),
    onchange: (event) => choose(at, x, event.currentTarget.value || null),
  }, h("option", { value: "", selected: chosen === "" }, wordsOf(x.placeholder) || "Choose …"), listed);
}

function boxes(at, x, options, type, many) {
  const before = at.surface.value(at.block, x);
  const chosen = new Set((Array.isArray(before) ? before : [before]).filter(Boolean).map(valueOf));
  const name = newId("choice");
  const changed = (event) => {
    const all = [...event.currentTarget.closest("fieldset").querySelectorAll("input:checked")].map((i) => i.value);
    return choose(at, x, many ? all : all[0]);
  };
  return h("fieldset", { class: "boxes", ...named(at, x) }, options.map((o, n) => h("label", {},
    h("input", { type, name, value: o.value, checked: chosen.has(o.value), onchange: changed, "data-focus": focusName(at, x, `/${n}`) }),
    h("span", {}, textOf(o.text, at.surface.names),
      o.description ? h("small", {}, textOf(o.description, at.surface.names)) : null))));
}

function several(at, x, options) {
  if (options.length <= 8) return boxes(at, x, options, "checkbox", true);
  return h("div", { class: "tall" }, boxes(at, x, options, "checkbox", true));
}

const asOptions = (list) => list.map((o) => ({ value: o.id, text: { type: "plain_text", text: o.name } }));

// --- typing ---

const TYPES = { email_text_input: "email", url_text_input: "url", number_input: "number", datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };

function typed(at, x) {
  const many = x.type === "plain_text_input" && x.multiline;
  const value = at.surface.value(at.block, x);
  const field = h(many ? "textarea" : "input", {
    ...named(at, x), "data-focus": focusName(at, x), placeholder: wordsOf(x.placeholder) || undefined,
    type: many ? undefined : TYPES[x.type] || "text", rows: many ? 4 : undefined,
    maxlength: x.max_length, min: x.min_value, max: x.max_value,
    step: x.is_decimal_allowed ? "any" : undefined, autocomplete: "off",
    value: x.type === "datetimepicker" ? localMoment(value) : value ?? "",
  });
  const told = () => {
    if (!field.value) return null;
    return x.type === "datetimepicker" ? Math.round(new Date(field.value).getTime() / 1000) : field.value;
  };
  const picks = /picker$/.test(x.type);
  field.addEventListener("input", () => at.surface.set(at.block, x, told()));
  field.addEventListener("change", () => { if (picks || at.block.dispatch_action) choose(at, x, told()); });
  return field;
}

function localMoment(seconds) {
  if (!seconds) return "";
  const moment = new Date(seconds * 1000);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

function richInput(at, x) {
  const before = at.surface.value(at.block, x);
  const field = h("textarea", { ...named(at, x), rows: 4, "data-focus": focusName(at, x), value: flat(before) });
  field.addEventListener("input", () => at.surface.set(at.block, x, field.value ? {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "text", text: field.value }] }],
  } : null));
  return field;
}

const flat = (rich) => (rich?.elements || []).flatMap((x) => x.elements || []).map((x) => x.text || "").join("");

// --- all of them ---

export function element(x, at) {
  const surface = at.surface;
  switch (x.type) {
    case "button": case "icon_button": return button(at, x);
    case "overflow": return overflow(at, x);
    case "feedback_buttons": return feedback(at, x);
    case "static_select": return select(at, x, groupsOf(x));
    case "users_select": return select(at, x, [{ options: asOptions(surface.users) }]);
    case "conversations_select": case "channels_select": return select(at, x, [{ options: asOptions(surface.channels) }]);
    case "external_select": return freeSelect(at, x, named(at, x), (value) => choose(at, x, value));
    case "multi_external_select": return freeSelect(at, x, named(at, x), (value) => choose(at, x, value), true);
    case "multi_static_select": return several(at, x, optionsOf(x));
    case "multi_users_select": return several(at, x, asOptions(surface.users));
    case "multi_conversations_select": case "multi_channels_select": return several(at, x, asOptions(surface.channels));
    case "checkboxes": return boxes(at, x, x.options, "checkbox", true);
    case "radio_buttons": return boxes(at, x, x.options, "radio", false);
    case "rich_text_input": return richInput(at, x);
    case "file_input": return h("p", { class: "hint" }, "Send the file as a message to the bot instead.");
    default: return typed(at, x);
  }
}
