// A menu that its app fills: type, and choose from what it offers.

import { h, attempt } from "./dom.js";
import { wordsOf } from "./mrkdwn.js";

export function freeSelect(at, x, named, choose, many = false) {
  const before = at.surface.value(at.block, x);
  let chosen = (many ? before || [] : [before]).filter(Boolean);
  const list = h("div", { class: "offers", role: "group", "aria-label": "What is offered" });
  const marks = h("div", { class: "row" });
  const field = h("input", {
    ...named, type: "search", autocomplete: "off", "data-focus": `${at.block.block_id}/${x.action_id}`,
    placeholder: wordsOf(x.placeholder) || "Type to search",
  });
  const show = () => marks.replaceChildren(...chosen.map((o) => h("button", {
    type: "button", class: "quiet", "aria-label": `Remove ${wordsOf(o.text)}`,
    onclick: () => { chosen = chosen.filter((y) => y.value !== o.value); tell(); },
  }, `${wordsOf(o.text)} ×`)));
  const tell = () => { show(); return choose(many ? chosen : chosen[0] || null); };
  const take = (o) => {
    chosen = many ? [...chosen.filter((y) => y.value !== o.value), o] : [o];
    list.replaceChildren();
    field.value = "";
    field.focus();
    return tell();
  };
  const ask = async () => {
    const query = field.value;
    if (query.length < (x.min_query_length ?? 3)) return list.replaceChildren();
    const told = await attempt(() => at.surface.suggest(at.block, x, query));
    if (!told || field.value !== query) return undefined;
    const offered = told.options || (told.option_groups || []).flatMap((g) => g.options);
    return list.replaceChildren(...(offered.length ? offered.map((o) => h("button", { type: "button", onclick: () => take(o) }, wordsOf(o.text))) : [h("p", { class: "hint" }, "Nothing found.")]));
  };
  field.addEventListener("input", () => { clearTimeout(field.timer); field.timer = setTimeout(ask, 250); });
  field.addEventListener("focus", ask);
  show();
  return h("div", { class: "free" }, marks, field, list);
}
