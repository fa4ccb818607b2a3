// The rich_text block.

import { h } from "./dom.js";
import { emoji, link } from "./mrkdwn.js";
import { momentOf } from "./when.js";

const STYLES = { bold: "strong", italic: "em", strike: "del", code: "code", underline: "u", highlight: "mark" };

function leaf(x, names) {
  switch (x.type) {
    case "text": return x.text.split("\n").flatMap((line, n) => [n ? h("br") : null, line]).filter(Boolean);
    case "link": return [link(x.url, x.text || x.url)];
    case "user": return [h("span", { class: "mention" }, `@${names.user(x.user_id)}`)];
    case "channel": return [h("span", { class: "mention" }, `#${names.channel(x.channel_id)}`)];
    case "broadcast": return [h("span", { class: "mention" }, `@${x.range}`)];
    case "emoji": return [emoji(x.name)];
    case "date": return [momentOf(x.timestamp * 1000)];
    default: return [x.value || x.name || ""];
  }
}

function styled(x, names) {
  const worn = Object.keys(STYLES).filter((name) => x.style?.[name]);
  return worn.reduce((inside, name) => [h(STYLES[name], {}, inside)], leaf(x, names));
}

const leaves = (elements, names) => elements.flatMap((x) => styled(x, names));

function part(x, names) {
  switch (x.type) {
    case "rich_text_list":
      return h(x.style === "ordered" ? "ol" : "ul", { start: x.offset ? x.offset + 1 : undefined, class: x.indent ? "indented" : "" },
        x.elements.map((item) => h("li", {}, leaves(item.elements, names))));
    case "rich_text_quote": return h("blockquote", {}, leaves(x.elements, names));
    case "rich_text_preformatted": return h("pre", {}, leaves(x.elements, names));
    default: return h("div", {}, leaves(x.elements, names));
  }
}

export const richText = (block, names) => block.elements.map((x) => part(x, names));
