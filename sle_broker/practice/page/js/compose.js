// Writing a mail: new, in reply, or forwarded.

import { asBase64, get, post } from "./api.js";
import { attempt, h, newId, say } from "./dom.js";

let examples = null;

const TITLES = { new: "New mail", reply: "Reply", forward: "Forward" };

export function compose({ mode, mail, who, done, suggestion }) {
  const field = (name, tag, props) => {
    const id = newId(name);
    const input = h(tag, { id, autocomplete: "off", ...props });
    return { input, id };
  };
  const to = field("to", "input", { type: "text", value: suggestion?.to || "" });
  const subject = field("subject", "input", { type: "text", value: suggestion?.subject || "" });
  const text = field("text", "textarea", { rows: mode === "new" ? 11 : Math.max(6, (suggestion?.text || "").split("\n").length + 3), value: suggestion?.text || "" });
  const files = field("files", "input", { type: "file", multiple: true });
  const button = h("button", { class: "primary" }, "Send");
  const lines = [];
  if (mode !== "reply") lines.push(line("To", to));
  if (mode === "new") lines.push(line("Subject", subject));
  (mode === "reply" || suggestion ? text : to).input.dataset.first = "";
  const picker = mode === "new" && !suggestion ? choice(who, { to, subject, text }) : null;
  const send = async (event) => {
    event.preventDefault();
    const told = {
      to: to.input.value, subject: subject.input.value, text: text.input.value,
      reply_to: mode === "reply" ? mail.id : undefined, forward: mode === "forward" ? mail.id : undefined,
      attachments: await Promise.all([...files.input.files].map(asBase64)),
    };
    if (await attempt(() => post(`people/${who.id}/mail`, told), button) === undefined) return;
    say("Sent.");
    await done();
  };
  return h("form", { class: "compose", onsubmit: send, "aria-label": TITLES[mode] },
    h("div", { class: "row" }, h("h3", {}, mode === "reply" ? `Reply to ${mail.from}` : TITLES[mode])),
    suggestion ? h("p", { class: "hint" }, "An example is filled in. Read it, change it if you like, and send it.") : null,
    picker, lines, line("Your words", text),
    mode === "reply" ? h("p", { class: "hint" }, "The mail you answer is quoted below your words, as mail programs do.") : null,
    line("Files", files),
    h("div", { class: "row end" }, h("button", { type: "button", onclick: done }, "Cancel"), button));
}

const line = (words, { input, id }) => h("div", { class: "line" }, h("label", { for: id }, words), input);

export const composing = (place) => place.childElementCount > 0;

// Requests at hand: those that this person wrote first, then the rest of their alliance's.
function choice(who, { to, subject, text }) {
  const id = newId("example");
  const list = h("select", { id }, h("option", { value: "" }, "Choose one to start from …"));
  const alliances = new Set(who.roles.map((x) => x.alliance));
  const ready = examples ? Promise.resolve(examples) : get("examples");
  attempt(() => ready).then((found) => {
    if (!found) return;
    examples = found;
    const rank = (x) => (x.from === who.address ? 0 : alliances.has(x.alliance) ? 1 : 2);
    const offered = [...found].sort((a, b) => rank(a) - rank(b));
    offered.forEach((x) => list.append(h("option", { value: String(found.indexOf(x)) }, `${x.title}${rank(x) ? "" : " (theirs)"}`)));
  });
  list.addEventListener("change", () => {
    const one = examples?.[Number(list.value)];
    if (!list.value || !one) return;
    to.input.value = one.to;
    subject.input.value = one.subject;
    text.input.value = one.text;
    text.input.focus();
  });
  return h("div", { class: "line" }, h("label", { for: id }, "An example"), list);
}
