// Blocks as Slack shows them.

import { h, newId } from "./dom.js";
import { textOf, wordsOf } from "./mrkdwn.js";
import { markdown } from "./markdown.js";
import { richText } from "./richtext.js";
import { element } from "./elements.js";

function picture(x, surface) {
  const title = x.title ? h("figcaption", {}, wordsOf(x.title)) : null;
  const own = x.slack_file?.id && surface.fileUrl(x.slack_file.id);
  // Nothing is fetched from elsewhere: a picture on the web is told by its alternative text.
  const shown = own ? h("img", { src: own, alt: x.alt_text }) : h("span", { class: "picture", role: "img", "aria-label": x.alt_text }, x.alt_text);
  return h("figure", {}, shown, title);
}

function section(block, surface) {
  const words = wordsOf(block.text).replace(/[*_~`]/g, "").slice(0, 120);
  const at = { block, surface, label: words };
  const side = block.accessory && (block.accessory.type === "image" ? picture(block.accessory, surface) : element(block.accessory, at));
  return h("div", { class: "b-section" },
    h("div", { class: "b-text" },
      block.text ? h("div", { class: "text" }, textOf(block.text, surface.names)) : null,
      block.fields ? h("div", { class: "fields" }, block.fields.map((x) => h("div", {}, textOf(x, surface.names)))) : null),
    side ? h("div", { class: "accessory" }, side) : null);
}

function input(block, surface) {
  const label = newId("label");
  const hint = newId("hint");
  const wrong = surface.errors?.[block.block_id];
  const at = { block, surface, labelledBy: label, describedBy: hint };
  return h("div", { class: wrong ? "b-input wrong" : "b-input", "data-block": block.block_id },
    h("label", { id: label, class: "label" }, wordsOf(block.label), block.optional ? h("small", {}, " (optional)") : null),
    element(block.element, at),
    h("p", { id: hint, class: "hint" },
      wrong ? h("span", { class: "error" }, wrong) : null,
      block.hint ? h("span", {}, wordsOf(block.hint)) : null));
}

function table(block, surface) {
  const cell = (x, tag) => h(tag, tag === "th" ? { scope: "col" } : {}, x.type === "raw_text" ? x.text : richText(x, surface.names));
  const [head, ...rows] = block.rows;
  const aligned = (row, tag) => h("tr", {}, row.map((x, n) => {
    const made = cell(x, tag);
    made.style.textAlign = block.column_settings?.[n]?.align || "left";
    return made;
  }));
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Table" },
    h("table", {}, h("thead", {}, aligned(head, "th")), h("tbody", {}, rows.map((x) => aligned(x, "td")))));
}

function card(block, surface) {
  const { names } = surface;
  return h("div", { class: "b-card" },
    block.hero_image ? picture(block.hero_image, surface) : null,
    block.title ? h("p", { class: "heading" }, textOf(block.title, names)) : null,
    block.subtitle ? h("p", { class: "hint" }, textOf(block.subtitle, names)) : null,
    block.body ? h("p", {}, textOf(block.body, names)) : null,
    block.actions ? h("div", { class: "row" }, block.actions.map((x) => element(x, { block, surface }))) : null);
}

function one(block, surface) {
  const { names } = surface;
  switch (block.type) {
    case "section": return section(block, surface);
    case "header": return h("h4", { class: "b-header" }, textOf(block.text, names));
    case "divider": return h("hr");
    case "context":
      return h("div", { class: "b-context" }, block.elements.map((x) => (x.type === "image" ? picture(x, surface) : h("span", {}, textOf(x, names)))));
    case "actions": case "context_actions":
      return h("div", { class: "b-actions row" }, block.elements.map((x) => element(x, { block, surface })));
    case "input": return input(block, surface);
    case "image": return picture(block, surface);
    case "rich_text": return h("div", { class: "text" }, richText(block, names));
    case "markdown": return h("div", { class: "text" }, markdown(block.text));
    case "table": return table(block, surface);
    case "card": return card(block, surface);
    case "carousel": return h("div", { class: "b-carousel" }, block.elements.map((x) => card(x, surface)));
    case "alert": return h("div", { class: `b-alert ${block.level || "default"}` }, textOf(block.text, names));
    default: return h("p", { class: "hint" }, `(${block.type})`);
  }
}

export const blocks = (list, surface) => list.map((x) => one(x, surface));
