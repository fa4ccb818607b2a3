// Somebody's mailbox: the list, one mail, writing.

import { get } from "./api.js";
import { compose, composing } from "./compose.js";
import { attempt, fill, h, keep } from "./dom.js";
import { move, shown } from "./state.js";
import { dayOf, momentOf, timeOf } from "./when.js";

let told = [];
let whose = null;
let parts = null;
let folder = "in";
let writing = null;

export async function showMail(container, who) {
  if (whose?.id !== who.id || !container.contains(parts?.root)) {
    writing = null;
    folder = "in";
    parts = frame();
    fill(container, parts.root);
  }
  whose = who;
  await refresh();
}

export const leaveMail = () => { whose = null; };

async function refresh() {
  const mine = whose.id;
  const fresh = await attempt(() => get(`people/${mine}/mail`));
  if (!fresh || whose?.id !== mine) return;
  told = fresh.mails;
  render();
}

function frame() {
  const tab = (name, words) => h("button", { type: "button", "data-folder": name, onclick: () => { folder = name; move({ room: null }); } }, words);
  const bar = h("div", { class: "row mail-bar" },
    tab("in", "Inbox"), tab("sent", "Sent"), h("span", { class: "grow" }),
    h("button", { type: "button", class: "primary", onclick: () => write({ mode: "new" }) }, "New mail"));
  const list = h("ul", { class: "mails" });
  const open = h("div", { class: "reader" });
  const pen = h("div");
  return { root: h("div", { class: "mail" }, bar, pen, list, open), bar, list, open, pen, mail: null };
}

const openMail = () => told.find((x) => String(x.id) === shown.room) || null;

function render() {
  for (const button of parts.bar.querySelectorAll("[data-folder]")) {
    button.setAttribute("aria-current", String(button.dataset.folder === folder && !openMail()));
  }
  const mail = openMail();
  const fresh = writing?.mode === "new";
  parts.list.hidden = Boolean(mail) || fresh;
  parts.open.hidden = !mail || fresh;
  if (mail) read(mail); else parts.mail = null;
  const listed = told.filter((x) => x.folder === folder);
  keep(parts.list, listed, (x) => x.id, row);
  if (!listed.length) fill(parts.list, h("li", { class: "hint" }, folder === "in" ? "No mail yet." : "Nothing has been sent yet."));
}

const nameIn = (address) => address.replace(/<[^>]*>/, "").replaceAll('"', "").trim() || address;

function row(x) {
  const start = x.text.replace(/\s+/g, " ").slice(0, 140);
  return h("li", {}, h("button", { type: "button", class: "mail-row", onclick: () => { move({ room: String(x.id) }); parts.open.querySelector("h3")?.focus(); } },
    h("span", { class: "mail-who" }, nameIn(x.folder === "sent" ? `To ${x.to}` : x.from)),
    h("time", {}, `${dayOf(x.at)} ${timeOf(x.at)}`),
    h("span", { class: "mail-subject" }, x.subject || "(no subject)"),
    h("span", { class: "mail-start" }, start)));
}

// --- one mail ---

function read(x) {
  if (parts.mail === x.id) return;
  parts.mail = x.id;
  const body = h("div");
  const show = (formatted) => {
    fill(body, formatted ? frameOf(x) : h("div", { class: "mail-text" }, x.text || "(This mail has no plain text.)"));
    for (const b of tabs.children) b.setAttribute("aria-pressed", String((b.dataset.kind === "html") === formatted));
  };
  const tabs = h("div", { class: "row", hidden: !(x.html && x.text) },
    h("button", { type: "button", class: "quiet", "data-kind": "text", onclick: () => show(false) }, "Plain text"),
    h("button", { type: "button", class: "quiet", "data-kind": "html", onclick: () => show(true) }, "As laid out"));
  fill(parts.open,
    h("button", { type: "button", class: "quiet", onclick: () => move({ room: null }) }, "← Back to the list"),
    h("h3", { tabindex: -1 }, x.subject || "(no subject)"),
    h("dl", { class: "headers" }, pair("From", x.from), pair("To", x.to), pair("Sent", momentOf(x.at))),
    x.attachments.length ? h("ul", { class: "files" }, x.attachments.map((a, n) => h("li", {},
      h("a", { class: "file", href: `/practice/api/people/${whose.id}/mail/${x.id}/attachments/${n}`, download: a.name }, `${a.name} (${size(a.size)})`)))) : null,
    h("div", { class: "row" },
      h("button", { type: "button", class: "primary", onclick: () => write({ mode: "reply", mail: x }) }, "Reply"),
      h("button", { type: "button", onclick: () => write({ mode: "forward", mail: x }) }, "Forward"), h("span", { class: "grow" }), tabs),
    body);
  show(Boolean(x.html));
}

const pair = (name, value) => [h("dt", {}, name), h("dd", {}, value)];
const size = (bytes) => (bytes < 1024 ? `${bytes} bytes` : bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`);

// A mail's HTML stands in a frame that runs no scripts and, by the page's policy, fetches nothing.
function frameOf(x) {
  const frame = h("iframe", { class: "mail-frame", title: `Mail: ${x.subject}`, sandbox: "allow-same-origin allow-popups allow-popups-to-escape-sandbox", referrerpolicy: "no-referrer" });
  frame.srcdoc = `<!doctype html><base target="_blank"><meta name="color-scheme" content="light">${x.html}`;
  frame.addEventListener("load", () => {
    const inside = frame.contentDocument;
    if (inside?.body) frame.style.height = `${Math.max(120, inside.documentElement.scrollHeight + 8)}px`;
  });
  return frame;
}

// --- writing ---

export function write(given) {
  writing = given;
  fill(parts.pen, compose({ ...given, who: whose, done: async () => { writing = null; fill(parts.pen); await refresh(); } }));
  render();
  parts.pen.querySelector("[data-first]")?.focus({ preventScroll: true });
  parts.pen.scrollIntoView({ block: "nearest" });
}

export const mailShown = () => whose && told;
export const mailWithId = (id) => told.find((x) => x.id === id);
export const stillWriting = () => Boolean(writing) && composing(parts.pen);
