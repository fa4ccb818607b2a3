// Somebody's Slack: conversations, messages, threads, the Home tab.

import { get, post, asBase64 } from "./api.js";
import { blocks as shownBlocks } from "./blocks.js";
import { attempt, complain, fill, h, keep, newId, say } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { showModal } from "./modal.js";
import { move, shown } from "./state.js";
import { surface } from "./surface.js";
import { dayOf, momentOf, ofTs, timeOf } from "./when.js";

const HOME = "home";
const typedBefore = new Map();
let told = null;
let whose = null;
let parts = null;

export async function showSlack(container, who) {
  if (whose !== who.id || !container.contains(parts?.root)) {
    whose = who.id;
    told = null;
    parts = frame(who);
    fill(container, parts.root);
  }
  await refresh();
}

export const leaveSlack = () => { whose = null; };

async function refresh() {
  const mine = whose;
  const fresh = await attempt(() => get(`people/${mine}/slack`));
  if (!fresh || whose !== mine) return;
  told = fresh;
  render();
  showModal({ view: told.modal, person: whose, conversations: told.conversations, refresh });
}

function frame(who) {
  const rooms = h("nav", { class: "rooms", "aria-label": `${who.name}’s conversations` });
  const title = h("h3", { class: "room-title", tabindex: -1 });
  const messages = h("ol", { class: "messages", "aria-label": "Messages", tabindex: 0 });
  const home = h("div", { class: "home-tab" });
  const writing = h("div");
  const root = h("div", { class: "slack" }, rooms, h("div", { class: "room" }, title, messages, home, writing));
  return { root, rooms, title, messages, home, writing, room: null };
}

const dm = () => told.conversations.find((x) => x.kind === "im");
const chosen = () => (shown.room === HOME ? HOME : told.conversations.find((x) => x.id === shown.room) || dm() || told.conversations[0]);

function render() {
  const room = chosen();
  renderRooms(room);
  const isHome = room === HOME;
  parts.messages.hidden = isHome;
  parts.writing.hidden = isHome;
  parts.home.hidden = !isHome;
  parts.title.textContent = isHome ? "Home" : nameOf(room);
  if (isHome) return renderHome();
  const moved = parts.room !== room.id;
  const atEnd = moved || parts.messages.scrollHeight - parts.messages.scrollTop - parts.messages.clientHeight < 60;
  if (moved) {
    parts.room = room.id;
    fill(parts.writing, composer(room));
  }
  keep(parts.messages, threads(room), (x) => `${room.id}/${x.ts}`, (x) => message(x, room));
  if (!room.messages.length) fill(parts.messages, h("li", { class: "hint" }, "Nothing has been said here yet."));
  if (atEnd) parts.messages.scrollTop = parts.messages.scrollHeight;
  markRead(room);
  return undefined;
}

const nameOf = (room) => (room.kind === "im" ? room.name : `# ${room.name}`);

// --- the list of conversations ---

const lastSeen = new Map();
const newest = (room) => room.messages.reduce((last, x) => (x.ts > last ? x.ts : last), "");
const markRead = (room) => lastSeen.set(`${whose}/${room.id}`, newest(room));
const unread = (room) => room.messages.filter((x) => x.ts > (lastSeen.get(`${whose}/${room.id}`) ?? "")).length;

function renderRooms(room) {
  const entry = (id, name, count) => h("button", {
    type: "button", "aria-current": room === id || room.id === id ? "true" : undefined,
    onclick: () => open(id),
  }, h("span", {}, name), count ? h("span", { class: "count" }, String(count), h("span", { class: "unseen" }, " new")) : null);
  const list = [
    { id: HOME, name: "Home", n: 0 },
    ...told.conversations.map((x) => ({ id: x.id, name: nameOf(x), n: x === room ? 0 : unread(x) })),
  ];
  const state = list.map((x) => ({ ...x, current: x.id === room || x.id === room.id }));
  keep(parts.rooms, state, (x) => x.id, (x) => entry(x.id, x.name, x.n));
}

async function open(id) {
  if (id === HOME) await attempt(() => post(`people/${whose}/slack/home`));
  move({ room: id });
  parts.title.focus();
}

// --- messages ---

function threads(room) {
  const replies = new Map();
  const tops = [];
  for (const x of room.messages) {
    if (x.thread_ts && x.thread_ts !== x.ts) replies.set(x.thread_ts, [...(replies.get(x.thread_ts) || []), x]);
    else tops.push(x);
  }
  const known = new Set(tops.map((x) => x.ts));
  const lost = [...replies].filter(([ts]) => !known.has(ts)).flatMap(([, list]) => list);
  return [...tops, ...lost].sort((a, b) => (a.ts < b.ts ? -1 : 1)).map((x) => ({ ...x, replies: replies.get(x.ts) || [] }));
}

function message(x, room) {
  return h("li", { class: x.ephemeral ? "message ephemeral" : "message" }, body(x, room), thread(x, room));
}

function body(x, room) {
  const face = surface({
    key: `${whose}/${room.id}/${x.ts}`, person: whose, place: { channel: room.id, ts: x.ts },
    blocks: x.blocks, conversations: told.conversations, refresh,
  });
  return h("article", { "aria-label": `${x.name}, ${momentOf(ofTs(x.ts))}` },
    h("div", { class: x.bot ? "avatar bot" : "avatar", "aria-hidden": "true" }, initials(x.name)),
    h("div", { class: "said-body" },
      h("p", { class: "by" }, h("strong", {}, x.name), x.bot ? h("span", { class: "tag" }, "app") : null,
        h("time", { title: momentOf(ofTs(x.ts)) }, `${dayOf(ofTs(x.ts))} ${timeOf(ofTs(x.ts))}`)),
      x.ephemeral ? h("p", { class: "hint" }, "Only you can see this") : null,
      x.blocks.length ? shownBlocks(x.blocks, face) : h("div", { class: "text" }, mrkdwn(x.text, face.names)),
      x.edited ? h("small", { class: "hint" }, "(edited)") : null,
      (x.attachments || []).map((a) => h("div", { class: "attached" }, shownBlocks(a.blocks || [], face), a.blocks ? null : mrkdwn(a.text || a.fallback || "", face.names))),
      (x.files || []).map((f) => h("p", {}, h("a", { class: "file", href: face.fileUrl(f.id), download: f.name }, f.name))),
      (x.reactions || []).length ? h("p", { class: "row" }, x.reactions.map((r) => h("span", { class: "tag" }, `:${r.name}: ${r.count}`))) : null));
}

const initials = (name) => name.split(/\s+/).map((x) => x[0] || "").slice(0, 2).join("").toUpperCase();

const openThreads = new Set();

function thread(x, room) {
  if (x.ephemeral) return null;
  const key = `${room.id}/${x.ts}`;
  const count = x.replies.length;
  const inside = h("div", { class: "thread" });
  const words = count ? `${count} ${count === 1 ? "reply" : "replies"}` : "Reply in thread";
  const details = h("details", { class: count ? "replies" : "replies none", open: openThreads.has(key) },
    h("summary", { "data-focus": "thread" }, words), inside);
  const show = () => fill(inside, x.replies.map((r) => h("div", { class: "message" }, body(r, room))), composer(room, x.ts));
  if (details.open) show();
  details.addEventListener("toggle", () => {
    if (details.open === openThreads.has(key)) return;
    if (details.open) openThreads.add(key); else openThreads.delete(key);
    if (details.open) show();
  });
  return details;
}

// --- writing ---

function composer(room, thread) {
  const key = `${whose}/${room.id}/${thread || ""}`;
  const label = newId("write");
  const text = h("textarea", { id: label, rows: 1, "data-focus": "write", placeholder: thread ? "Reply" : room.kind === "im" ? "Write to the bot" : "Write, or type /sle help", value: typedBefore.get(key) || "" });
  const files = h("input", { type: "file", multiple: true, class: "unseen", id: newId("file"), onchange: () => showFiles() });
  const names = h("span", { class: "hint" });
  const showFiles = () => { names.textContent = [...files.files].map((f) => f.name).join(", "); };
  const button = h("button", { class: "primary" }, "Send");
  const send = async () => {
    if (await attempt(() => speak(room, thread, text.value, files.files), button) === undefined) return;
    text.value = ""; files.value = ""; showFiles(); typedBefore.delete(key); grow();
    await refresh();
  };
  const grow = () => { text.rows = Math.min(8, text.value.split("\n").length); };
  text.addEventListener("input", () => { typedBefore.set(key, text.value); grow(); });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
  });
  grow();
  return h("form", { class: "write", onsubmit: (event) => { event.preventDefault(); send(); } },
    h("label", { class: "unseen", for: label }, thread ? "Reply in this thread" : `Write to ${nameOf(room)}`),
    h("div", { class: "write-row" }, text, h("label", { class: "button quiet", for: files.id }, "Attach"), files, button), names);
}

async function speak(room, thread, text, files) {
  const command = !thread && /^(\/\w+)\s*([\s\S]*)$/.exec(text.trim());
  if (command) {
    const answer = await post(`people/${whose}/slack/command`, { channel: room.id, command: command[1], text: command[2] });
    if (answer.error) complain(answer.text);
    return true;
  }
  const attached = await Promise.all([...files].map(asBase64));
  await post(`people/${whose}/slack/messages`, { channel: room.id, text, thread_ts: thread, files: attached });
  return true;
}

// Put words into the box of the conversation with the bot, for the reader to send.
export function offerToBot(text) {
  const box = parts?.writing.querySelector("textarea");
  if (!box) return false;
  box.value = text;
  box.dispatchEvent(new Event("input"));
  box.focus();
  say("An example is in the box. Press Send when you have read it.");
  return true;
}

export const openBot = () => told && dm() && move({ room: dm().id });

// --- the Home tab ---

let homeShown = null;

function renderHome() {
  const view = told.home;
  const version = JSON.stringify([whose, view]);
  if (homeShown === version && parts.home.childElementCount) return;
  homeShown = version;
  if (!view) return fill(parts.home, h("p", { class: "hint" }, "The bot has not put anything here yet."));
  const face = surface({
    key: `${whose}/${view.id}`, person: whose, place: { view_id: view.id }, blocks: view.blocks, view,
    conversations: told.conversations, refresh,
  });
  fill(parts.home, shownBlocks(view.blocks, face));
}
