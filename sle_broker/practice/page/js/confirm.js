// “Are you sure?”, as a message or a form asks it.

import { h, newId } from "./dom.js";
import { textOf, wordsOf } from "./mrkdwn.js";

export function sure(asked, names) {
  if (!asked) return Promise.resolve(true);
  return new Promise((resolve) => {
    const title = newId("sure");
    const answer = (yes) => () => { dialog.returnValue = yes ? "yes" : ""; dialog.close(); };
    const danger = asked.style === "danger" ? "danger" : "primary";
    const dialog = h("dialog", { class: "dialog small", "aria-labelledby": title },
      h("h2", { id: title }, wordsOf(asked.title)),
      h("p", {}, textOf(asked.text, names)),
      h("div", { class: "row end" },
        h("button", { type: "button", onclick: answer(false) }, wordsOf(asked.deny)),
        h("button", { type: "button", class: danger, onclick: answer(true) }, wordsOf(asked.confirm))));
    dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue === "yes"); });
    document.body.append(dialog);
    dialog.showModal();
  });
}
