// Slack's mrkdwn as nodes. Nothing is read as HTML: whatever is not a mark becomes text.

import { h } from "./dom.js";
import { dayOf, timeOf, momentOf } from "./when.js";

const EMOJI = {
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", warning: "⚠️",
  information_source: "ℹ️", hourglass: "⌛", hourglass_flowing_sand: "⏳", alarm_clock: "⏰", bell: "🔔",
  calendar: "📆", date: "📅", school: "🏫", email: "✉️", envelope: "✉️", memo: "📝", pencil: "📝",
  pencil2: "✏️", page_facing_up: "📄", paperclip: "📎", pound: "💷", moneybag: "💰", tada: "🎉",
  wave: "👋", thumbsup: "👍", "+1": "👍", thumbsdown: "👎", "-1": "👎", mag: "🔍", bulb: "💡",
  raised_hand: "✋", pushpin: "📌", round_pushpin: "📍", speech_balloon: "💬", lock: "🔒",
  no_entry: "⛔", question: "❓", exclamation: "❗", arrow_right: "➡️", star: "⭐", seedling: "🌱",
  large_green_circle: "🟢", large_yellow_circle: "🟡", large_orange_circle: "🟠", red_circle: "🔴",
  white_circle: "⚪", handshake: "🤝", bar_chart: "📊", inbox_tray: "📥", outbox_tray: "📤",
};

export const emoji = (name) => EMOJI[name] || `:${name}:`;
export const unescape = (text) => text.replace(/&(lt|gt|amp);/g, (_, x) => ({ lt: "<", gt: ">", amp: "&" })[x]);

const MARK = new RegExp(
  [
    "```(?<pre>[\\s\\S]+?)```",
    "`(?<code>[^`\\n]+)`",
    "<(?<ref>[^<>\\n]+)>",
    "(?<![\\p{L}\\p{N}])\\*(?<bold>[^\\s*](?:[^*\\n]*[^\\s*])?)\\*(?![\\p{L}\\p{N}])",
    "(?<![\\p{L}\\p{N}])_(?<italic>[^\\s_](?:[^_\\n]*[^\\s_])?)_(?![\\p{L}\\p{N}])",
    "(?<![\\p{L}\\p{N}])~(?<strike>[^\\s~](?:[^~\\n]*[^\\s~])?)~(?![\\p{L}\\p{N}])",
    ":(?<emoji>[a-z0-9_+-]+):",
  ].join("|"),
  "gu",
);

function inline(text, names) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(MARK)) {
    nodes.push(...plain(text.slice(at, found.index)), marked(found, names));
    at = found.index + found[0].length;
  }
  nodes.push(...plain(text.slice(at)));
  return nodes;
}

function plain(text) {
  return text.split("\n").flatMap((line, n) => [n ? h("br") : null, line ? unescape(line) : null]).filter(Boolean);
}

function marked(found, names) {
  const { pre, code, ref, bold, italic, strike, emoji: name } = found.groups;
  if (pre !== undefined) return h("pre", {}, unescape(pre.replace(/^\n/, "")));
  if (code !== undefined) return h("code", {}, unescape(code));
  if (ref !== undefined) return reference(ref, names);
  if (bold !== undefined) return h("strong", {}, inline(bold, names));
  if (italic !== undefined) return h("em", {}, inline(italic, names));
  if (strike !== undefined) return h("del", {}, inline(strike, names));
  return emoji(name);
}

function reference(ref, names) {
  const bar = ref.indexOf("|");
  const what = bar < 0 ? ref : ref.slice(0, bar);
  const label = bar < 0 ? "" : unescape(ref.slice(bar + 1));
  if (what.startsWith("@")) return h("span", { class: "mention" }, `@${label || names.user(what.slice(1))}`);
  if (what.startsWith("#")) return h("span", { class: "mention" }, `#${label || names.channel(what.slice(1))}`);
  if (what.startsWith("!date^")) return dated(what, label);
  if (what.startsWith("!")) return h("span", { class: "mention" }, `@${label || what.slice(1)}`);
  return link(unescape(what), label || unescape(what).replace(/^mailto:/, ""));
}

function dated(what, label) {
  const [, ts, form = ""] = what.split("^");
  const moment = Number(ts) * 1000;
  if (!Number.isFinite(moment)) return label;
  return form.replace(/\{(\w+)\}/g, (_, x) => (x.startsWith("time") ? timeOf(moment) : x.startsWith("date") ? dayOf(moment) : momentOf(moment)));
}

export function link(address, label) {
  if (!/^(https?:|mailto:)/i.test(address)) return document.createTextNode(label);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label);
}

// Whole texts: quotations begin with “> ”, everything else is inline.
export function mrkdwn(text, names) {
  const nodes = [];
  for (const part of String(text).split(/((?:^(?:&gt;|>) ?.*(?:\n|$))+)/m)) {
    if (!part) continue;
    if (/^(&gt;|>)/.test(part)) {
      const inside = part.replace(/\n$/, "").replace(/^(&gt;|>) ?/gm, "");
      nodes.push(h("blockquote", {}, inline(inside, names)));
    } else nodes.push(...inline(nodes.length ? part.replace(/^\n/, "") : part, names));
  }
  return nodes;
}

// A text object: mrkdwn, or plain text with emoji names.
export function textOf(object, names) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text, names);
  return plainText(object.text);
}

const plainText = (text) =>
  String(text).replace(/:([a-z0-9_+-]+):/g, (all, name) => EMOJI[name] || all)
    .split("\n").flatMap((line, n) => [n ? h("br") : null, line]).filter(Boolean);

export const wordsOf = (object) => (object ? String(object.text).replace(/:([a-z0-9_+-]+):/g, (all, name) => EMOJI[name] || all) : "");
